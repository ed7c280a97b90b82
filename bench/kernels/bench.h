/*
 * What a kernel shows to the drivers. A kernel is one self-contained C file: the function, the call of the marker that stands for
 * its gradient, for some of them a gradient written by hand, and data from a fixed pseudo-random generator.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_dupnoneed;

/* The numbers that the drivers look at; element i of each array stands at i * stride. */
struct bench {
  double *inputs; /* those by which the function is differentiated */
  long input_count;
  double *result; /* what bench_gradient and bench_hand write */
  long result_count;
  long stride;
};
extern struct bench bench;

/* Prepares the data for these sizes; called once. */
void bench_setup(const int *size);
/* The value of the function, or where it has several results, their sum with fixed weights. */
double bench_primal(void);
/* The derivative by automatic differentiation. */
void bench_gradient(void);
/* The same by hand; defined where bench_has_hand is 1. */
void bench_hand(void);
extern const int bench_has_hand;
/* Gradient of bench_primal by the inputs (contiguous), from the result. */
void bench_collect(double *gradient);

/* For kernels whose result is the gradient itself. */
#define BENCH_RESULT_IS_GRADIENT \
  void bench_collect(double *gradient) { \
    for (long i = 0; i < bench.result_count; i++) gradient[i] = bench.result[i * bench.stride]; \
  }
#define BENCH_NO_HAND \
  const int bench_has_hand = 0; \
  void bench_hand(void) {}
#define BENCH_HAS_HAND const int bench_has_hand = 1;

/* Knuth's linear congruential generator modulo 2^64; its upper 53 bits, uniform in [low, high). */
static uint64_t bench_state = 42;
static inline double bench_random(double low, double high) {
  bench_state = bench_state * 6364136223846793005u + 1442695040888963407u;
  return low + (high - low) * ((double)(bench_state >> 11) * 0x1p-53);
}
static inline int bench_random_below(int bound) { return (int)bench_random(0, bound); }

static inline double *bench_array(long count) { return calloc(count > 0 ? (size_t)count : 1, sizeof(double)); }
static inline double *bench_random_array(long count, double low, double high) {
  double *a = bench_array(count);
  for (long i = 0; i < count; i++) a[i] = bench_random(low, high);
  return a;
}

/* Inputs and results of the same shape, contiguous. */
static inline void bench_prepare(long inputs, long results) {
  bench.inputs = bench_array(inputs);
  bench.input_count = inputs;
  bench.result = bench_array(results);
  bench.result_count = results;
  bench.stride = 1;
}
static inline void bench_clear_result(void) {
  memset(bench.result, 0, (size_t)bench.result_count * sizeof(double));
}

#endif
