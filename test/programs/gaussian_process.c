// The log marginal likelihood of a Gaussian process: covariance, Cholesky decomposition, forward substitution.
#include <math.h>
double gaussian_process(const double *x, int n) {
  enum { N = 8 };
  double k[N * N], y[N], a[N], likelihood = -0.5 * N * log(2 * M_PI);
  for (int i = 0; i < N; i++) {
    y[i] = sin(i * 0.7) + x[i % n] * 0.1;
    for (int j = 0; j < N; j++) {
      double d = i - j;
      k[i * N + j] = exp(x[0]) * exp(-0.5 * d * d * exp(-x[1])) + (i == j ? exp(0.5 * x[2]) : 0);
    }
  }
  for (int j = 0; j < N; j++) {
    for (int m = 0; m < j; m++)
      for (int i = j; i < N; i++) k[i * N + j] -= k[i * N + m] * k[j * N + m];
    double d = sqrt(k[j * N + j]);
    for (int i = j; i < N; i++) k[i * N + j] /= d;
  }
  for (int i = 0; i < N; i++) {
    double s = y[i];
    for (int m = 0; m < i; m++) s -= k[i * N + m] * a[m];
    a[i] = s / k[i * N + i];
    likelihood -= 0.5 * a[i] * a[i] + log(k[i * N + i]);
  }
  return likelihood;
}
