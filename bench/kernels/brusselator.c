/*
 * Right-hand side of the Brusselator, a reaction with diffusion, on a periodic grid. One product of a vector with the Jacobian by
 * the concentrations.
 * Sizes: points along an edge.
 */
#include "bench.h"

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int edge;
static double *rates, *seed, *weights;
static const double feed = 3.4, removal = 4.4, diffusion = 10.0, decay = 0.1;

static void brusselator(int n, const double *restrict u, const double *restrict v, double *restrict du, double *restrict dv) {
  double scale = diffusion / n;
  for (int i = 0; i < n; i++) {
    int up = i == n - 1 ? 0 : i + 1, down = i == 0 ? n - 1 : i - 1;
    for (int j = 0; j < n; j++) {
      int right = j == n - 1 ? 0 : j + 1, left = j == 0 ? n - 1 : j - 1;
      double x = u[i * n + j], y = v[i * n + j];
      double spread_u = u[down * n + j] + u[up * n + j] + u[i * n + right] + u[i * n + left] - 4 * x;
      double spread_v = v[down * n + j] + v[up * n + j] + v[i * n + right] + v[i * n + left] - 4 * y;
      du[i * n + j] = 1 + x * x * y - removal * x + scale * spread_u + decay * i;
      dv[i * n + j] = feed * x - x * x * y + scale * spread_v;
    }
  }
}

void bench_setup(const int *size) {
  edge = size[0];
  long count = 2L * edge * edge;
  bench_prepare(count, count);
  for (long i = 0; i < count; i++) bench.inputs[i] = bench_random(0, 2);
  rates = bench_array(count), seed = bench_array(count);
  weights = bench_random_array(count, -1, 1);
}

double bench_primal(void) {
  long n = (long)edge * edge;
  brusselator(edge, bench.inputs, bench.inputs + n, rates, rates + n);
  /* Four sums, so that this takes little of the time. */
  double sum[4] = {0, 0, 0, 0};
  for (long i = 0; i + 3 < 2 * n; i += 4)
    for (int j = 0; j < 4; j++) sum[j] += weights[i + j] * rates[i + j];
  for (long i = 2 * n & ~3L; i < 2 * n; i++) sum[0] += weights[i] * rates[i];
  return sum[0] + sum[1] + sum[2] + sum[3];
}

void bench_gradient(void) {
  long n = (long)edge * edge;
  bench_clear_result();
  memcpy(seed, weights, sizeof(double) * 2 * n);
  __enzyme_autodiff((void *)brusselator, enzyme_const, edge, enzyme_dup, bench.inputs, bench.result, enzyme_dup,
                    bench.inputs + n, bench.result + n, enzyme_dupnoneed, rates, seed, enzyme_dupnoneed, rates + n, seed + n);
}

BENCH_RESULT_IS_GRADIENT
BENCH_NO_HAND
