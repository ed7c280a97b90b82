// Two-dimensional arrays as parameters of a callee, in place, with a triangular loop.
__attribute__((noinline)) static void gram(int n, double a[][3], double g[3][3]) {
  for (int i = 0; i < 3; i++)
    for (int j = i; j < 3; j++) {
      g[i][j] = 0;
      for (int k = 0; k < n; k++) g[i][j] += a[k][i] * a[k][j];
      g[j][i] = g[i][j];
    }
}
double matrix_parameters(const double *x, int n) {
  double a[4][3], g[3][3];
  for (int i = 0; i < 12; i++) a[i / 3][i % 3] = x[i % n] + 0.1 * i * x[(i + 1) % n];
  gram(4, a, g);
  return g[0][0] * (g[1][1] * g[2][2] - g[1][2] * g[2][1]) - g[0][1] * (g[1][0] * g[2][2] - g[1][2] * g[2][0]);
}
