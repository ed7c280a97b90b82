// The markers of the convention, row by row: declared in all ways that C has, as values and by their addresses.
#include <math.h>
#include "requests.h"
int enzyme_dup;
volatile int enzyme_out;
extern int enzyme_const, enzyme_dupnoneed, enzyme_dupv, enzyme_dupnoneedv, enzyme_interleave, enzyme_width;
extern int enzyme_primal_return, enzyme_noret, enzyme_const_return, enzyme_active_return, enzyme_dup_return;
extern int enzyme_not_overwritten, enzyme_strong_zero, enzyme_nofree;
extern double __enzyme_autodiff(void *, ...);
struct two { double first, second; };
extern struct two __enzyme_autodiff_two(void *, ...);

static double dot(const double *x, const double *y, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * y[i];
  return s;
}
static double product(double a, double b) { return a * b * b; }
static double square_into(double *x, double *out) {
  *out = *x * *x;
  return *x * 3;
}
static double *element(double *x, int i) {
  x[i] *= 2;
  return x + i;
}
static double root(double x) { return sqrt(x) * 0; }

static double x[3] = {1, 2, 3}, y[3] = {4, 5, 6}, dx[3], dy[3];
static void clear(void) {
  for (int i = 0; i < 3; i++) dx[i] = dy[i] = 0;
}

int main(void) {
  // enzyme_dup, enzyme_const: adjoints are added.
  dy[0] = 10;
  __enzyme_autodiff((void *)dot, enzyme_dup, x, dx, enzyme_dup, y, dy, enzyme_const, 3);
  expect(dx[0], 4), expect(dx[2], 6), expect(dy[0], 11), expect(dy[2], 3);
  __enzyme_autodiff((void *)dot, enzyme_dup, x, dx, enzyme_const, y, enzyme_const, 3);
  expect(dx[0], 8), expect(dx[2], 12), expect(dy[0], 11);
  // by their addresses
  __enzyme_autodiff((void *)dot, &enzyme_dup, x, dx, &enzyme_const, y, &enzyme_const, 3);
  expect(dx[0], 12);
  // enzyme_out
  expect(__enzyme_autodiff((void *)product, enzyme_out, 2.0, enzyme_const, 3.0), 9);
  // no marker: integers are constant, numbers out, pointers have shadows
  clear();
  expect(__enzyme_autodiff((void *)product, enzyme_const, 2.0, 3.0), 12);
  __enzyme_autodiff((void *)dot, x, dx, y, dy, 3);
  expect(dx[1], 5), expect(dy[1], 2);
  // enzyme_dupnoneed: what the function writes has a seed in its shadow, which is zero afterwards
  double p = 2, dp = 0, q = 0, dq = 1;
  __enzyme_autodiff((void *)square_into, enzyme_dup, &p, &dp, enzyme_dupnoneed, &q, &dq);
  expect(dp, 3 + 4), expect(dq, 0);
  // enzyme_dupv, enzyme_dupnoneedv: of one lane
  clear();
  __enzyme_autodiff((void *)dot, enzyme_width, 1, enzyme_dupv, sizeof x, x, dx, enzyme_dupnoneedv, sizeof y, y, dy, 3);
  expect(dx[2], 6), expect(dy[2], 3);
  // enzyme_interleave: the shadows follow after all
  clear();
  __enzyme_autodiff((void *)dot, enzyme_interleave, enzyme_dup, x, enzyme_dup, y, enzyme_const, 3, dx, dy);
  expect(dx[0], 4), expect(dy[0], 1);
  clear();
  __enzyme_autodiff((void *)dot, enzyme_dup, x, dx, enzyme_interleave, y, 3, dy);
  expect(dx[0], 4), expect(dy[0], 1);
  // enzyme_primal_return, enzyme_noret
  struct two t = __enzyme_autodiff_two((void *)product, enzyme_primal_return, 2.0, enzyme_const, 3.0);
  expect(t.first, 18), expect(t.second, 9);
  expect(__enzyme_autodiff((void *)product, enzyme_noret, enzyme_out, 2.0, enzyme_const, 3.0), 9);
  // enzyme_const_return, enzyme_active_return, enzyme_dup_return
  dp = 0, dq = 1;
  __enzyme_autodiff((void *)square_into, enzyme_const_return, enzyme_dup, &p, &dp, enzyme_dup, &q, &dq);
  expect(dp, 4), expect(dq, 0);
  t = __enzyme_autodiff_two((void *)product, enzyme_active_return, 2.0, 3.0);
  expect(t.first, 9), expect(t.second, 12);
  clear();
  dx[1] = 1;
  __enzyme_autodiff((void *)element, enzyme_dup_return, enzyme_dup, x, dx, enzyme_const, 1);
  expect(dx[1], 2), expect(x[1], 4);
  // enzyme_not_overwritten, enzyme_nofree: allowed, and not made use of
  expect(__enzyme_autodiff((void *)product, enzyme_not_overwritten, enzyme_nofree, 2.0, enzyme_const, 3.0), 9);
  // enzyme_strong_zero: an infinite slope that is multiplied by zero counts as zero
  expect(__enzyme_autodiff((void *)root, enzyme_strong_zero, 0.0), 0);
}
