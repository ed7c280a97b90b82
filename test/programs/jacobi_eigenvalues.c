// The largest eigenvalue of a symmetric matrix by Jacobi rotations, and singular values by one-sided ones.
#include <math.h>
enum { N = 4, M = 5 };
static double largest(const double *x, int n) {
  double a[N][N];
  for (int i = 0; i < N; i++)
    for (int j = 0; j <= i; j++) a[i][j] = a[j][i] = x[(i * 3 + j) % n] * (1 + i) + (i == j) * (i + j);
  for (int sweep = 0; sweep < 30; sweep++) {
    double off = 0;
    for (int i = 0; i < N; i++)
      for (int j = 0; j < i; j++) off += a[i][j] * a[i][j];
    if (off < 1e-22) break;
    for (int p = 0; p < N; p++)
      for (int q = p + 1; q < N; q++) {
        if (fabs(a[p][q]) < 1e-300) continue;
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1)), c = 1 / sqrt(t * t + 1), s = t * c;
        for (int k = 0; k < N; k++) {
          double u = a[k][p], v = a[k][q];
          a[k][p] = c * u - s * v;
          a[k][q] = s * u + c * v;
        }
        for (int k = 0; k < N; k++) {
          double u = a[p][k], v = a[q][k];
          a[p][k] = c * u - s * v;
          a[q][k] = s * u + c * v;
        }
      }
  }
  double m = a[0][0];
  for (int i = 1; i < N; i++)
    if (a[i][i] > m) m = a[i][i];
  return m;
}
static double nuclear_norm(const double *x) {
  double u[M][3], sum = 0;
  for (int i = 0; i < M; i++)
    for (int j = 0; j < 3; j++) u[i][j] = x[j] * sin(i + 1 + j * 2) + 0.3 * i * (j == 1) + (i == j);
  for (int sweep = 0, rotated = 1; rotated && sweep < 20; sweep++) {
    rotated = 0;
    for (int p = 0; p < 2; p++)
      for (int q = p + 1; q < 3; q++) {
        double a = 0, b = 0, g = 0;
        for (int k = 0; k < M; k++) {
          a += u[k][p] * u[k][p];
          b += u[k][q] * u[k][q];
          g += u[k][p] * u[k][q];
        }
        if (fabs(g) < 1e-15 * sqrt(a * b)) continue;
        rotated++;
        double z = (b - a) / (2 * g), t = copysign(1, z) / (fabs(z) + hypot(1, z)), c = 1 / sqrt(1 + t * t), s = c * t;
        for (int k = 0; k < M; k++) {
          double v = u[k][p];
          u[k][p] = c * v - s * u[k][q];
          u[k][q] = s * v + c * u[k][q];
        }
      }
  }
  for (int j = 0; j < 3; j++) {
    double s = 0;
    for (int k = 0; k < M; k++) s += u[k][j] * u[k][j];
    sum += sqrt(s);
  }
  return sum;
}
double jacobi_eigenvalues(const double *x, int n) { return largest(x, n) + nuclear_norm(x); }
