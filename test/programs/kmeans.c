// K-means: assignment by argmin, then means as sums by integer labels.
double kmeans(const double *x, int n) {
  double center[2] = {-1, 1}, cost = 0;
  for (int round = 0; round < 3; round++) {
    double sum[2] = {0, 0};
    int count[2] = {0, 0};
    cost = 0;
    for (int i = 0; i < n; i++) {
      int best = 0;
      double least = 1e300;
      for (int k = 0; k < 2; k++) {
        double d = (x[i] - center[k]) * (x[i] - center[k]);
        if (d < least) least = d, best = k;
      }
      sum[best] += x[i] * x[i] * x[i] * 0.3 + x[i];
      count[best]++;
      cost += least;
    }
    for (int k = 0; k < 2; k++)
      if (count[k]) center[k] = sum[k] / count[k];
  }
  return cost + center[0] * center[1];
}
