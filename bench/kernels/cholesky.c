/*
 * Logarithm of the determinant of a symmetric positive definite matrix, by Cholesky's factorisation of its upper triangle in place.
 * By the entries of the upper triangle.
 * Sizes: rows.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int rows;

static double log_determinant(int n, const double *matrix) {
  double *a = malloc(sizeof(double) * n * n), sum = 0;
  memcpy(a, matrix, sizeof(double) * n * n);
  for (int k = 0; k < n; k++) {
    double pivot = sqrt(a[k * n + k]);
    a[k * n + k] = pivot;
    for (int j = k + 1; j < n; j++) a[k * n + j] /= pivot;
    for (int i = k + 1; i < n; i++)
      for (int j = i; j < n; j++) a[i * n + j] -= a[k * n + i] * a[k * n + j];
    sum += log(pivot);
  }
  free(a);
  return 2 * sum;
}

void bench_setup(const int *size) {
  int n = rows = size[0];
  bench_prepare((long)n * n, (long)n * n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) bench.inputs[i * n + j] = i == j ? n * bench_random(0.5, 1) : bench_random(-0.5, 0.5);
}

double bench_primal(void) { return log_determinant(rows, bench.inputs); }

void bench_gradient(void) {
  bench_clear_result();
  __enzyme_autodiff((void *)log_determinant, enzyme_const, rows, enzyme_dup, bench.inputs, bench.result);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

/* The gradient is the inverse; an entry off the diagonal counts twice, for it stands for its mirror image too. */
static void hand(int n, const double *restrict matrix, double *restrict result) {
  double *restrict r = malloc(sizeof(double) * n * n), *restrict inverse = calloc((size_t)n * n, sizeof(double));
  memcpy(r, matrix, sizeof(double) * n * n);
  for (int k = 0; k < n; k++) {
    double *restrict top = &r[k * n];
    double pivot = sqrt(top[k]), reciprocal = 1 / pivot;
    top[k] = pivot;
    for (int j = k + 1; j < n; j++) top[j] *= reciprocal;
    for (int i = k + 1; i < n; i++) {
      double factor = top[i];
      double *restrict row = &r[i * n];
      for (int j = i; j < n; j++) row[j] -= factor * top[j];
    }
  }
  /* Rows of the inverse factor from the last: x_i = (e_i - sum of r_ij x_j) / r_ii. */
  for (int i = n - 1; i >= 0; i--) {
    double *restrict row = &inverse[i * n], reciprocal = 1 / r[i * n + i];
    for (int j = i + 1; j < n; j++) {
      const double *restrict other = &inverse[j * n];
      double factor = r[i * n + j];
      for (int c = j; c < n; c++) row[c] -= factor * other[c];
    }
    for (int c = i + 1; c < n; c++) row[c] *= reciprocal;
    row[i] = reciprocal;
  }
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++) {
#pragma clang fp reassociate(on)
      double sum = 0;
      for (int c = j; c < n; c++) sum += inverse[i * n + c] * inverse[j * n + c];
      result[i * n + j] = i == j ? sum : 2 * sum;
    }
  free(r), free(inverse);
}

void bench_hand(void) {
  bench_clear_result();
  hand(rows, bench.inputs, bench.result);
}
