// A soft minimum along warping paths: dynamic programming with logarithms of sums.
#include <math.h>
double soft_dtw(const double *x, int n) {
  enum { N = 6, M = 5 };
  double d[N + 1][M + 1], g = 0.5 + x[2] * x[2];
  for (int i = 0; i <= N; i++)
    for (int j = 0; j <= M; j++) d[i][j] = 1e10;
  d[0][0] = 0;
  for (int i = 1; i <= N; i++)
    for (int j = 1; j <= M; j++) {
      double e = sin(i * x[0] + x[i % n]) - cos(j * x[1]), a = d[i - 1][j], b = d[i][j - 1], c = d[i - 1][j - 1];
      double m = fmin(a, fmin(b, c));
      d[i][j] = e * e + m - g * log(exp(-(a - m) / g) + exp(-(b - m) / g) + exp(-(c - m) / g));
    }
  return d[N][M];
}
