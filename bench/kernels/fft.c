/*
 * Fast Fourier transform of complex numbers, recursive and in place. One product of a vector with the Jacobian.
 * Sizes: length, a power of two.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int length;
static double *work, *weights;

static void reverse_bits(double *x, int n) {
  for (int i = 0, j = 0; i < n; i++) {
    if (i < j) {
      double re = x[2 * i], im = x[2 * i + 1];
      x[2 * i] = x[2 * j], x[2 * i + 1] = x[2 * j + 1];
      x[2 * j] = re, x[2 * j + 1] = im;
    }
    int bit = n >> 1;
    while (bit >= 1 && (j & bit)) j ^= bit, bit >>= 1;
    j |= bit;
  }
}

/* Butterflies over halves that are transformed first; the factors by the recurrence for sines of equidistant angles. */
static void transform(double *x, int n) {
  if (n == 1) return;
  int half = n / 2;
  transform(x, half);
  transform(x + n, half);
  double angle = 3.14159265358979323846 / half, s = sin(0.5 * angle), a = -2 * s * s, b = -sin(angle);
  double wr = 1, wi = 0;
  for (int i = 0; i < half; i++) {
    double *p = x + 2 * i, *q = p + n;
    double tr = q[0] * wr - q[1] * wi, ti = q[0] * wi + q[1] * wr;
    q[0] = p[0] - tr, q[1] = p[1] - ti;
    p[0] += tr, p[1] += ti;
    double t = wr;
    wr += t * a - wi * b;
    wi += wi * a + t * b;
  }
}

static void fft(double *x, int n) {
  reverse_bits(x, n);
  transform(x, n);
}

void bench_setup(const int *size) {
  length = size[0];
  bench_prepare(2L * length, 2L * length);
  for (long i = 0; i < 2L * length; i++) bench.inputs[i] = bench_random(-1, 1);
  work = bench_array(2L * length);
  weights = bench_random_array(2L * length, -1, 1);
}

double bench_primal(void) {
  memcpy(work, bench.inputs, sizeof(double) * 2 * length);
  fft(work, length);
  double sum = 0;
  for (long i = 0; i < 2L * length; i++) sum += weights[i] * work[i];
  return sum;
}

void bench_gradient(void) {
  memcpy(work, bench.inputs, sizeof(double) * 2 * length);
  memcpy(bench.result, weights, sizeof(double) * 2 * length);
  __enzyme_autodiff((void *)fft, enzyme_dup, work, bench.result, enzyme_const, length);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

/* The transform is linear and its matrix symmetric, so its transpose is the transform itself. */
void bench_hand(void) {
  /* As real maps: the transpose of a + ib is a - ib, so conjugate before and after. */
  for (int i = 0; i < length; i++) bench.result[2 * i] = weights[2 * i], bench.result[2 * i + 1] = -weights[2 * i + 1];
  fft(bench.result, length);
  for (int i = 0; i < length; i++) bench.result[2 * i + 1] = -bench.result[2 * i + 1];
}
