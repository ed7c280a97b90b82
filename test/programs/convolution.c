// A two-dimensional convolution with zero padding, strides and a ReLU.
double convolution(const double *x, int n) {
  double image[6][6], sum = 0;
  for (int i = 0; i < 36; i++) image[i / 6][i % 6] = x[i % n] * (0.5 + 0.1 * (i % 7));
  for (int i = 0; i < 6; i += 2)
    for (int j = 0; j < 6; j += 2) {
      double v = 0.05;
      for (int p = -1; p <= 1; p++)
        for (int q = -1; q <= 1; q++) {
          if (i + p < 0 || i + p >= 6 || j + q < 0 || j + q >= 6) continue;
          v += image[i + p][j + q] * x[(3 * p + q + 4) % n];
        }
      if (v > 0) sum += v * v;
    }
  return sum;
}
