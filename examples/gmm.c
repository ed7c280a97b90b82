/*
 * Log-posterior of a Gaussian mixture model with a Wishart prior on the precision matrices: what one
 * maximises to fit k Gaussians to n points in d dimensions.
 *
 * With weights w_j = exp(alpha_j) / sum_i exp(alpha_i) and precision matrices Q_j' Q_j, where Q_j is lower
 * triangular with positive diagonal,
 *
 *     L = -n d/2 log(2 pi)
 *         + sum_i log sum_j exp( alpha_j + log det Q_j - 1/2 |Q_j (x_i - mu_j)|^2 )
 *         - n log sum_j exp(alpha_j)
 *         + sum_j [ gamma^2/2 |Q_j|_F^2 - m log det Q_j ] - k C(d, gamma, m)
 *
 * (the sign of the prior is ADBench's, so that results can be compared.)
 *
 *     d, k, n   dimension, number of Gaussians, number of points
 *     alphas    k               logarithms of the unnormalised weights
 *     means     k x d           the mu_j
 *     icf       k x d(d+1)/2    "inverse covariance factors": for each Gaussian the logarithms of the d
 *                               diagonal entries of Q_j, then its strict lower triangle column by column
 *     x         n x d           the points
 *     gamma, m  scale and degrees of freedom of the Wishart prior
 *
 * F. Srajer, Z. Kukelova, A. Fitzgibbon, "A benchmark of selected algorithmic differentiation tools on
 * some problems in computer vision and machine learning", Optimization Methods and Software 33 (2018),
 * 889-906.
 */
#include <math.h>
#include <stdlib.h>

static const double PI = 3.14159265358979323846;

/* log(sum_i exp(v_i)); the largest term is taken out so that nothing overflows. */
static double log_sum_exp(int n, const double *v) {
  double largest = v[0];
  for (int i = 1; i < n; i++) {
    if (v[i] > largest)
      largest = v[i];
  }
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += exp(v[i] - largest);
  return largest + log(sum);
}

static double squared_norm(int n, const double *v) {
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += v[i] * v[i];
  return sum;
}

/* y = Q v for the lower triangular Q with the given diagonal and strict lower triangle (by columns). */
static void multiply_lower(int d, const double *diagonal, const double *triangle, const double *v,
                           double *y) {
  for (int i = 0; i < d; i++)
    y[i] = diagonal[i] * v[i];
  int next = 0;
  for (int column = 0; column < d; column++) {
    for (int row = column + 1; row < d; row++)
      y[row] += triangle[next++] * v[column];
  }
}

/* Logarithm of the multivariate gamma function Gamma_p(a). */
static double log_multivariate_gamma(double a, int p) {
  double sum = 0.25 * p * (p - 1) * log(PI);
  for (int j = 1; j <= p; j++)
    sum += lgamma(a + 0.5 * (1 - j));
  return sum;
}

static __attribute__((noinline)) double log_wishart_prior(int d, int k, double gamma, int m,
                                                          const double *log_determinants,
                                                          const double *diagonals, const double *icf) {
  const int icf_size = d * (d + 1) / 2;
  const int dof = d + m + 1;
  const double constant =
      dof * d * (log(gamma) - 0.5 * log(2.0)) - log_multivariate_gamma(0.5 * dof, d);

  double sum = 0.0;
  for (int j = 0; j < k; j++) {
    double frobenius = squared_norm(d, &diagonals[j * d]) +
                       squared_norm(icf_size - d, &icf[j * icf_size + d]);
    sum += 0.5 * gamma * gamma * frobenius - m * log_determinants[j];
  }
  return sum - k * constant;
}

double gmm(int d, int k, int n, const double *alphas, const double *means, const double *icf, const double *x,
           double gamma, int m) {
  const int icf_size = d * (d + 1) / 2;

  double *diagonals = malloc((size_t)(k * d) * sizeof(double));
  double *log_determinants = malloc((size_t)k * sizeof(double));
  double *centered = malloc((size_t)d * sizeof(double));
  double *whitened = malloc((size_t)d * sizeof(double));
  double *terms = malloc((size_t)k * sizeof(double));

  for (int j = 0; j < k; j++) {
    log_determinants[j] = 0.0;
    for (int i = 0; i < d; i++) {
      double q = icf[j * icf_size + i];
      log_determinants[j] += q;
      diagonals[j * d + i] = exp(q);
    }
  }

  double likelihood = 0.0;
  for (int point = 0; point < n; point++) {
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < d; i++)
        centered[i] = x[point * d + i] - means[j * d + i];
      multiply_lower(d, &diagonals[j * d], &icf[j * icf_size + d], centered, whitened);
      terms[j] = alphas[j] + log_determinants[j] - 0.5 * squared_norm(d, whitened);
    }
    likelihood += log_sum_exp(k, terms);
  }

  double result = -0.5 * n * d * log(2.0 * PI) + likelihood - n * log_sum_exp(k, alphas) +
                  log_wishart_prior(d, k, gamma, m, log_determinants, diagonals, icf);

  free(terms);
  free(whitened);
  free(centered);
  free(log_determinants);
  free(diagonals);
  return result;
}
