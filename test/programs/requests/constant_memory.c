// Constant memory in structs beside differentiated memory, chosen in its place, copied where that is copied.
#include "requests.h"
#include <stdlib.h>
#include <string.h>

struct View {
  const double *p;
  long n;
};
struct Node {
  double v;
  struct Node *next;
};
struct Two {
  double *a, *b;
};

__attribute__((noinline)) static double dot(const struct View *u, const struct View *v) {
  double s = 0;
  for (long i = 0; i < u->n; i++) s += u->p[i] * v->p[i] * u->p[i];
  return s;
}
__attribute__((noinline)) static const double *pick(const double *a, const double *b, int k) {
  return k & 1 ? a : b;
}
__attribute__((noinline)) static double list(const struct Node *n) {
  double s = 0;
  for (; n; n = n->next) s += n->v * n->v * n->v;
  return s;
}
__attribute__((noinline)) static void copy(double *to, const double *from, long n) {
  memcpy(to, from, n * sizeof(double));
}
__attribute__((noinline)) static void bump(struct Two *t, int n) {
  for (int i = 0; i < n; i++) t->b[i] = t->a[i] * t->b[i];
}

static double f(double *x, const double *c, const struct Node *constant, int n) {
  struct View u = {x, n}, v = {c, n};
  double s = dot(&u, &v) + 2 * dot(&v, &u) + dot(&v, &v);
  for (int i = 0; i < n; i++) s += pick(x, c, i)[i] * pick(x, c, i)[0];
  struct Node mine = {x[0], (struct Node *)constant};
  s += list(&mine) + list(constant);
  double *buffers[2] = {malloc(n * sizeof(double)), malloc(n * sizeof(double))};
  copy(buffers[0], x, n);
  copy(buffers[1], c, n);
  for (int k = 0; k < 3; k++) {
    const double *from = k == 1 ? c : x;
    for (int i = 0; i < n; i++) s += buffers[k & 1][i] * from[i];
    copy(buffers[k & 1], from, n);
    s += buffers[k & 1][n - 1] * x[k];
  }
  struct Two t = {x, buffers[1]};
  bump(&t, n);
  for (int i = 0; i < n; i++) s += buffers[1][i] * buffers[0][i];
  struct View views[3] = {u, v, n > 2 ? v : u}, other[3];
  memcpy(other, views, sizeof views);
  s += dot(&other[2], &other[0]) + dot(&other[1], &views[2]);
  free(buffers[0]);
  free(buffers[1]);
  return s;
}

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);
double constants[4] = {0.3, -1.2, 0.7, 1.9};
struct Node second = {0.8, 0}, first = {-0.4, &second};

int main(void) {
  double x[4] = {1.1, 0.7, -0.4, 2.0};
  for (int again = 0; again < 2; again++) {
    double d[4] = {0};
    __enzyme_autodiff((void *)f, enzyme_dup, x, d, enzyme_const, constants, enzyme_const, &first, enzyme_const, 4);
    for (int i = 0; i < 4; i++) {
      double at = x[i], h = 1e-6;
      x[i] = at + h;
      double up = f(x, constants, &first, 4);
      x[i] = at - h;
      expect(d[i], (up - f(x, constants, &first, 4)) / (2 * h));
      x[i] = at;
    }
    expect(constants[0] + constants[1] + constants[2] + constants[3], 1.7);
    expect(first.v + second.v, 0.4);
  }
}
