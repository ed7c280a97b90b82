/*
 * Product of a sparse matrix (compressed rows) with a dense one. One product of a vector with the Jacobian by both.
 * Sizes: rows, entries in a row, columns of the dense matrix.
 */
#include "bench.h"

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int rows, per_row, columns;
static int *row_start, *column;
static double *product, *seed, *weights;

static void multiply(int n, int m, const int *start, const int *col, const double *restrict a, const double *restrict b,
                     double *restrict c) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < m; j++) c[i * m + j] = 0;
    for (int e = start[i]; e < start[i + 1]; e++)
      for (int j = 0; j < m; j++) c[i * m + j] += a[e] * b[col[e] * m + j];
  }
}

void bench_setup(const int *size) {
  rows = size[0], per_row = size[1], columns = size[2];
  long count = (long)rows * per_row + (long)rows * columns;
  bench_prepare(count, count);
  for (long i = 0; i < count; i++) bench.inputs[i] = bench_random(-1, 1);
  row_start = malloc(sizeof(int) * (rows + 1)), column = malloc(sizeof(int) * rows * per_row);
  for (int i = 0; i <= rows; i++) row_start[i] = i * per_row;
  for (int e = 0; e < rows * per_row; e++) column[e] = bench_random_below(rows);
  product = bench_array((long)rows * columns), seed = bench_array((long)rows * columns);
  weights = bench_random_array((long)rows * columns, -1, 1);
}

double bench_primal(void) {
  multiply(rows, columns, row_start, column, bench.inputs, bench.inputs + (long)rows * per_row, product);
  double sum = 0;
  for (int i = 0; i < rows * columns; i++) sum += weights[i] * product[i];
  return sum;
}

void bench_gradient(void) {
  long entries = (long)rows * per_row;
  bench_clear_result();
  memcpy(seed, weights, sizeof(double) * rows * columns);
  __enzyme_autodiff((void *)multiply, enzyme_const, rows, enzyme_const, columns, enzyme_const, row_start, enzyme_const, column,
                    enzyme_dup, bench.inputs, bench.result, enzyme_dup, bench.inputs + entries, bench.result + entries,
                    enzyme_dupnoneed, product, seed);
}

BENCH_RESULT_IS_GRADIENT
BENCH_NO_HAND
