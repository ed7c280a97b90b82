// Dynamic programming with min and plus over a table in a variable-length array.
#include <math.h>
double edit_distance(const double *x, int n) {
  double d[n + 1][n + 1];
  d[0][0] = 0;
  for (int i = 1; i <= n; i++) d[i][0] = d[i - 1][0] + fabs(x[i - 1]), d[0][i] = d[0][i - 1] + 0.3 * i;
  for (int i = 1; i <= n; i++)
    for (int j = 1; j <= n; j++) {
      double change = d[i - 1][j - 1] + (x[i - 1] - 0.37 * j) * (x[i - 1] - 0.37 * j);
      d[i][j] = fmin(change, fmin(d[i - 1][j] + 0.5 * x[i - 1] * x[i - 1], d[i][j - 1] + 0.21));
    }
  return d[n][n];
}
