// Code that looks for the first aligned place of an array while it runs: its shadow is aligned otherwise.
#include <stdint.h>
typedef double v2 __attribute__((vector_size(16)));

__attribute__((noinline)) static double sum_of_cubes(const double *x, int n) {
  double sum = 0;
  int i = 0;
  for (; i < n && ((uintptr_t)(x + i) & 15); i++) sum += x[i] * x[i] * x[i];
  v2 sums = {0, 0};
  for (; i + 2 <= n; i += 2) {
    v2 a = *(const v2 *)(x + i);
    sums += a * a * a;
  }
  for (; i < n; i++) sum += x[i] * x[i] * x[i];
  return sum + sums[0] + sums[1];
}

__attribute__((noinline)) static void scale(double *x, int n, double by) {
  int i = 0;
  for (; i < n && ((uintptr_t)(x + i) & 15); i++) x[i] *= by;
  for (; i + 2 <= n; i += 2) *(v2 *)(x + i) *= (v2){by, by};
  for (; i < n; i++) x[i] *= by;
}

__attribute__((noinline)) static double on_stack(const double *x, int n, int k) {
  double copy[3 * 7 + 1];
  for (int i = 0; i < 3 * 7; i++) copy[i] = x[i % n] * (i + 1);
  scale(copy + k, 7, x[k]);
  return sum_of_cubes(copy + 2 * k, 6) + sum_of_cubes(copy + 1, 7);
}

double aligned_places(double *x, int n) {
  return sum_of_cubes(x, n) + sum_of_cubes(x + 1, n - 1) + 1e-4 * (on_stack(x, n, 0) + on_stack(x, n, 1));
}
