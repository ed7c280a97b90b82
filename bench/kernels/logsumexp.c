/*
 * Logarithm of a sum of exponentials, kept from overflow by the largest.
 * Sizes: numbers.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static double log_sum_exp(const double *x, int n) {
  double largest = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > largest) largest = x[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += exp(x[i] - largest);
  return largest + log(sum);
}

void bench_setup(const int *size) {
  bench_prepare(size[0], size[0]);
  for (int i = 0; i < size[0]; i++) bench.inputs[i] = bench_random(-5, 5);
}

double bench_primal(void) { return log_sum_exp(bench.inputs, (int)bench.input_count); }

void bench_gradient(void) {
  bench_clear_result();
  __enzyme_autodiff((void *)log_sum_exp, enzyme_dup, bench.inputs, bench.result, enzyme_const, (int)bench.input_count);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

void bench_hand(void) {
  const double *restrict x = bench.inputs;
  double *restrict g = bench.result;
  int n = (int)bench.input_count;
  double largest = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > largest) largest = x[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += g[i] = exp(x[i] - largest);
  double inverse = 1 / sum;
  for (int i = 0; i < n; i++) g[i] *= inverse;
}
