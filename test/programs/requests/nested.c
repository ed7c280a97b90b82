// Functions that request gradients are differentiated: directly, in what they call, behind function pointers; second derivatives.
#include <math.h>
#include <stdlib.h>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
double __enzyme_autodiff(void *, ...);
void __enzyme_autodiff_void(void *, ...);
typedef double Function(double);
typedef struct {
  Function *f;
  double scale;
} Term;

static double cube(double x) { return x * x * x; }
static double wave(double x) { return sin(2 * x); }
static double d_cube(double x) { return __enzyme_autodiff((void *)cube, enzyme_out, x); }
static double d_wave(double x) { return __enzyme_autodiff((void *)wave, enzyme_out, x); }
static double dd_cube(double x) { return __enzyme_autodiff((void *)d_cube, enzyme_out, x); }
static double ddd_cube(double x) { return __enzyme_autodiff((void *)dd_cube, enzyme_out, x); }

static double energy(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i] * x[(i + 1) % n];
  return s;
}
// The squared norm of the energy's gradient.
static double force(const double *x, int n) {
  double *g = calloc(n, sizeof *g), s = 0;
  __enzyme_autodiff((void *)energy, enzyme_dup, x, g, enzyme_const, n);
  for (int i = 0; i < n; i++) s += g[i] * g[i];
  free(g);
  return s;
}
static Function *const derivatives[] = {d_cube, d_wave};
__attribute__((noinline)) static double by_table(double x, int k) { return derivatives[k](x) * x; }
static double sum_of_table(double x) { return by_table(x, 0) + by_table(x, 1); }
// The function stands in a structure with a number that is differentiated.
__attribute__((noinline)) static double apply(const Term *t, double x) { return t->f(x) * t->scale; }
static double with_function(Function *f, double x) {
  Term terms[2] = {{f, x}, {d_wave, x * x}};
  return apply(&terms[0], x) + apply(&terms[1], 0.5);
}
static double newton(double a) {
  double x = a;
  for (int i = 0; i < 20; i++) x -= (cube(x) - a) / d_cube(x);
  return x;
}

int main(void) {
  expect(dd_cube(2), 12);
  expect(ddd_cube(2), 6);
  double x[3] = {1, -2, 0.5}, d[3] = {0};
  __enzyme_autodiff((void *)force, enzyme_dup, x, d, enzyme_const, 3);
  for (int i = 0; i < 3; i++) {
    double up[3] = {1, -2, 0.5}, down[3] = {1, -2, 0.5}, h = 1e-5;
    up[i] += h;
    down[i] -= h;
    expect(d[i], (force(up, 3) - force(down, 3)) / (2 * h));
  }
  expect(__enzyme_autodiff((void *)sum_of_table, 0.5), 9 * 0.25 + 2 * cos(1) - 4 * 0.5 * sin(1));
  expect(__enzyme_autodiff((void *)with_function, enzyme_const, cube, enzyme_out, 2.0), 4 * 8 + 4 * 2 * cos(1));
  expect(__enzyme_autodiff((void *)with_function, enzyme_const, d_wave, enzyme_out, 2.0), 2 * cos(4) - 8 * sin(4) + 8 * cos(1));
  expect(__enzyme_autodiff((void *)newton, 5.0), 1 / (3 * pow(5, 2. / 3)));
}
