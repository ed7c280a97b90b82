/*
 * Log-likelihood of a Gaussian mixture with a Wishart prior on the precisions, as ADBench defines it: k components in d
 * dimensions, n points. By the weights, the means and the inverse square roots of the covariances.
 * Sizes: d, k, n.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int dim, components, points;
static double *data;
static const double wishart_gamma = 1.0;
static const int wishart_m = 0;

static int triangle(int d) { return d * (d + 1) / 2; }

static double log_sum_exp(const double *x, int n) {
  double largest = x[0];
  for (int i = 1; i < n; i++)
    if (x[i] > largest) largest = x[i];
  double sum = 0;
  for (int i = 0; i < n; i++) sum += exp(x[i] - largest);
  return log(sum) + largest;
}

/* log of the multivariate gamma function. */
static double log_gamma(double a, int p) {
  double sum = 0.25 * p * (p - 1) * log(3.14159265358979323846);
  for (int j = 1; j <= p; j++) sum += lgamma(a + 0.5 * (1 - j));
  return sum;
}

/* Entries of a packed factor: d logarithms of the diagonal, then the columns below it. */
static void whiten(int d, const double *diagonal, const double *lower, const double *x, double *y) {
  for (int i = 0; i < d; i++) y[i] = diagonal[i] * x[i];
  for (int j = 0; j < d; j++)
    for (int i = j + 1; i < d; i++) y[i] += *lower++ * x[j];
}

static double square_norm(int n, const double *x) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * x[i];
  return sum;
}

static double log_wishart_prior(int d, int k, double gamma, int m, const double *sums, const double *diagonals,
                                const double *factors) {
  int p = d + m + 1;
  double c = p * d * (log(gamma) - 0.5 * log(2)) - log_gamma(0.5 * p, d);
  double sum = 0;
  for (int c = 0; c < k; c++) {
    double frobenius = square_norm(d, &diagonals[c * d]) + square_norm(triangle(d) - d, &factors[c * triangle(d) + d]);
    sum += 0.5 * gamma * gamma * frobenius - m * sums[c];
  }
  return sum - k * c;
}

static void gmm(int d, int k, int n, const double *alphas, const double *means, const double *factors, const double *x,
                double gamma, int m, double *value) {
  double *diagonals = malloc(sizeof(double) * d * k), *sums = malloc(sizeof(double) * k);
  double *centered = malloc(sizeof(double) * d), *whitened = malloc(sizeof(double) * d);
  double *terms = malloc(sizeof(double) * k);
  for (int c = 0; c < k; c++) {
    sums[c] = 0;
    for (int i = 0; i < d; i++) {
      double q = factors[c * triangle(d) + i];
      sums[c] += q;
      diagonals[c * d + i] = exp(q);
    }
  }
  double sum = 0;
  for (int i = 0; i < n; i++) {
    for (int c = 0; c < k; c++) {
      for (int j = 0; j < d; j++) centered[j] = x[i * d + j] - means[c * d + j];
      whiten(d, &diagonals[c * d], &factors[c * triangle(d) + d], centered, whitened);
      terms[c] = alphas[c] + sums[c] - 0.5 * square_norm(d, whitened);
    }
    sum += log_sum_exp(terms, k);
  }
  *value = -n * d * 0.5 * log(2 * 3.14159265358979323846) + sum - n * log_sum_exp(alphas, k) +
           log_wishart_prior(d, k, gamma, m, sums, diagonals, factors);
  free(diagonals), free(sums), free(centered), free(whitened), free(terms);
}

void bench_setup(const int *size) {
  dim = size[0], components = size[1], points = size[2];
  long count = components * (1 + dim + triangle(dim));
  bench_prepare(count, count);
  for (long i = 0; i < count; i++) bench.inputs[i] = bench_random(-0.5, 0.5);
  data = bench_random_array((long)points * dim, -1, 1);
}

double bench_primal(void) {
  double *means = bench.inputs + components, *factors = means + components * dim, value;
  gmm(dim, components, points, bench.inputs, means, factors, data, wishart_gamma, wishart_m, &value);
  return value;
}

void bench_gradient(void) {
  double *means = bench.inputs + components, *factors = means + components * dim;
  double *dmeans = bench.result + components, *dfactors = dmeans + components * dim;
  double value, seed = 1;
  bench_clear_result();
  __enzyme_autodiff((void *)gmm, enzyme_const, dim, enzyme_const, components, enzyme_const, points, enzyme_dup, bench.inputs,
                    bench.result, enzyme_dup, means, dmeans, enzyme_dup, factors, dfactors, enzyme_const, data, enzyme_const,
                    wishart_gamma, enzyme_const, wishart_m, enzyme_dupnoneed, &value, &seed);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

/* One pass over the points: terms of all components, their softmax, then what each component receives. */
static void hand(int d, int k, int n, const double *restrict alphas, const double *restrict means,
                 const double *restrict factors, const double *restrict x, double gamma, int m, double *restrict dalphas,
                 double *restrict dmeans, double *restrict dfactors) {
  int t = triangle(d);
  double *restrict diagonals = malloc(sizeof(double) * d * k), *restrict offsets = malloc(sizeof(double) * k);
  double *restrict centered = malloc(sizeof(double) * d * k), *restrict whitened = malloc(sizeof(double) * d * k);
  double *restrict terms = malloc(sizeof(double) * k), *restrict back = malloc(sizeof(double) * d);
  for (int c = 0; c < k; c++) {
    offsets[c] = alphas[c];
    for (int i = 0; i < d; i++) offsets[c] += factors[c * t + i], diagonals[c * d + i] = exp(factors[c * t + i]);
  }
  for (int i = 0; i < n; i++) {
    double largest = -INFINITY;
    for (int c = 0; c < k; c++) {
      const double *restrict l = &factors[c * t + d], *restrict q = &diagonals[c * d];
      double *restrict v = &centered[c * d], *restrict y = &whitened[c * d];
      for (int j = 0; j < d; j++) v[j] = x[i * d + j] - means[c * d + j], y[j] = q[j] * v[j];
      for (int j = 0; j < d - 1; j++) {
        double vj = v[j];
        for (int r = j + 1; r < d; r++) y[r] += l[r - j - 1] * vj;
        l += d - 1 - j;
      }
      double norm = 0;
      {
#pragma clang fp reassociate(on)
        for (int j = 0; j < d; j++) norm += y[j] * y[j];
      }
      terms[c] = offsets[c] - 0.5 * norm;
      if (terms[c] > largest) largest = terms[c];
    }
    double sum = 0;
    for (int c = 0; c < k; c++) sum += terms[c] = exp(terms[c] - largest);
    for (int c = 0; c < k; c++) {
      double p = terms[c] / sum;
      const double *restrict l = &factors[c * t + d], *restrict q = &diagonals[c * d], *restrict v = &centered[c * d];
      double *restrict y = &whitened[c * d], *restrict dl = &dfactors[c * t + d], *restrict dq = &dfactors[c * t];
      dalphas[c] += p;
      /* y becomes its own adjoint with the opposite sign. */
      for (int j = 0; j < d; j++) y[j] *= p;
      for (int j = 0; j < d; j++) back[j] = q[j] * y[j], dq[j] -= y[j] * v[j];
      for (int j = 0; j < d - 1; j++) {
#pragma clang fp reassociate(on)
        double vj = v[j], received = 0;
        for (int r = j + 1; r < d; r++) {
          dl[r - j - 1] -= y[r] * vj;
          received += l[r - j - 1] * y[r];
        }
        back[j] += received;
        l += d - 1 - j, dl += d - 1 - j;
      }
      for (int j = 0; j < d; j++) dmeans[c * d + j] += back[j];
    }
  }
  double largest = -INFINITY, sum = 0;
  for (int c = 0; c < k; c++)
    if (alphas[c] > largest) largest = alphas[c];
  for (int c = 0; c < k; c++) sum += terms[c] = exp(alphas[c] - largest);
  for (int c = 0; c < k; c++) {
    /* The softmax weights of a component, added up over the points, are also what its sum of logarithms receives. */
    double total = dalphas[c];
    dalphas[c] -= n * terms[c] / sum;
    for (int j = 0; j < d; j++) {
      double q = diagonals[c * d + j];
      dfactors[c * t + j] = dfactors[c * t + j] * q + total + gamma * gamma * q * q - m;
    }
    for (int j = d; j < t; j++) dfactors[c * t + j] += gamma * gamma * factors[c * t + j];
  }
  free(diagonals), free(offsets), free(centered), free(whitened), free(terms), free(back);
}

void bench_hand(void) {
  double *means = bench.inputs + components, *factors = means + components * dim;
  double *dmeans = bench.result + components, *dfactors = dmeans + components * dim;
  bench_clear_result();
  hand(dim, components, points, bench.inputs, means, factors, data, wishart_gamma, wishart_m, bench.result, dmeans, dfactors);
}
