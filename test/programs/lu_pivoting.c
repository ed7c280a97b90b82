// LU decomposition in place with partial pivoting by swapping row pointers: the log of the determinant.
#include <math.h>
double lu_pivoting(const double *x, int n) {
  double a[16], *row[4];
  for (int i = 0; i < 16; i++) a[i] = x[i % n] * ((i * 7) % 5 - 1.7) + (i % 5 == 0 ? 0.3 : 0);
  for (int i = 0; i < 4; i++) row[i] = a + 4 * i;
  double logdet = 0;
  for (int k = 0; k < 4; k++) {
    int p = k;
    for (int i = k + 1; i < 4; i++)
      if (fabs(row[i][k]) > fabs(row[p][k])) p = i;
    double *t = row[k];
    row[k] = row[p];
    row[p] = t;
    logdet += log(fabs(row[k][k]));
    for (int i = k + 1; i < 4; i++) {
      row[i][k] /= row[k][k];
      for (int j = k + 1; j < 4; j++) row[i][j] -= row[i][k] * row[k][j];
    }
  }
  return logdet;
}
