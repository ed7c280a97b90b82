// Gradients that are differentiated themselves, of functions with loops, calls, recursion and memory of their own.
// flags: -fno-unroll-loops
#include <math.h>
#include <stdlib.h>
#include "requests.h"
extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);

__attribute__((noinline)) static double series(double x) {
  double s = 0, p = x;
  for (int i = 1; i < 8; i++) {
    p = sin(p) * x;
    s += p / i;
  }
  return s;
}
__attribute__((noinline)) static double recursive(double x, int n) {
  if (n <= 0) return x * x;
  double y = recursive(x * 0.9, n - 1);
  return y > 0.2 ? exp(y) * x : y * y + x;
}
static double loss(const double *w, const double *x, int n) {
  double *h = malloc(n * sizeof *h), s = 0;
  for (int i = 0; i < n; i++) {
    h[i] = 0;
    for (int j = 0; j < n; j++) h[i] += w[j] * x[(i + j) % n];
    h[i] = tanh(h[i]);
  }
  for (int i = 0; i < n; i++) s += h[i] * h[i] * series(h[i]) + recursive(h[i], 2);
  free(h);
  return s;
}
// A product of the Hessian with a vector is the gradient of this.
static double directional(double *w, const double *v) {
  double g[3] = {0}, x[3] = {0.3, -0.5, 0.8};
  __enzyme_autodiff((void *)loss, enzyme_dup, w, g, enzyme_const, x, enzyme_const, 3);
  return g[0] * v[0] + g[1] * v[1] + g[2] * v[2];
}
// Steps of a descent, as a function of where it begins and of its rate; the inner function sorts.
static double sorted(const double *p) {
  double a[5], s = 0;
  for (int i = 0; i < 5; i++) a[i] = sin(p[i % 2] * (i + 1)) * p[1];
  for (int i = 1; i < 5; i++) {
    double key = a[i];
    int j = i - 1;
    while (j >= 0 && a[j] > key) {
      a[j + 1] = a[j];
      j--;
    }
    a[j + 1] = key;
  }
  for (int i = 0; i < 5; i++) s += a[i] * a[i] * (i + 1);
  return s;
}
static double descent(double *x, const double *none) {
  double p[2] = {x[0], x[1]};
  for (int it = 0; it < 3; it++) {
    double g[2] = {0};
    __enzyme_autodiff((void *)sorted, p, g);
    for (int k = 0; k < 2; k++) p[k] -= x[2] * g[k];
  }
  return sorted(p);
}
static double wave(double x) {
  double s = 0, p = x;
  for (int i = 1; i < 6; i++) {
    p = sin(p) * x;
    s += p * p / i;
  }
  return s;
}
static double first(double x) { return __enzyme_autodiff((void *)wave, x); }
static double second(double x) { return __enzyme_autodiff((void *)first, x); }
static double third(double x) { return __enzyme_autodiff((void *)second, x); }

static void compare(double f(double *, const double *), double *x, const double *v) {
  double d[3] = {0}, h = 1e-4;
  for (int again = 0; again < 2; again++) {
    for (int i = 0; i < 3; i++) d[i] = 0;
    if (f == descent) __enzyme_autodiff((void *)descent, enzyme_dup, x, d, enzyme_const, v);
    else __enzyme_autodiff((void *)directional, enzyme_dup, x, d, enzyme_const, v);
    for (int i = 0; i < 3; i++) {
      double at = x[i], f4[4];
      for (int k = 0; k < 4; k++) {
        x[i] = at + h * (k < 2 ? k - 2 : k - 1);
        f4[k] = f(x, v);
      }
      x[i] = at;
      expect(d[i], (f4[0] - 8 * f4[1] + 8 * f4[2] - f4[3]) / (12 * h));
    }
  }
}
static double slope(double f(double), double x) {
  double h = 1e-3;
  return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h);
}

int main(void) {
  double w[3] = {0.5, -0.3, 0.8}, v[3] = {1, -2, 0.5}, start[3] = {0.4, 0.7, 0.02};
  compare(directional, w, v);
  compare(descent, start, v);
  expect(first(0.7), slope(wave, 0.7));
  expect(second(0.7), slope(first, 0.7));
  expect(third(0.7), slope(second, 0.7));
}
