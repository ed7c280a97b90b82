// Interpolation in a constant table that a binary search finds the place in.
static const double grid[] = {-2, -1.1, -0.4, 0.1, 0.9, 1.5, 3}, value[] = {0.3, 1.2, -0.5, 0.8, 1.9, 0.4, -1};
double binary_search(const double *x, int n) {
  double s = 0;
  for (int k = 0; k < n; k++) {
    int low = 0, high = 6;
    while (high - low > 1) {
      int mid = (low + high) >> 1;
      if (grid[mid] > x[k]) high = mid;
      else low = mid;
    }
    double t = (x[k] - grid[low]) / (grid[high] - grid[low]);
    s += (1 - t) * value[low] + t * value[high] + t * t * (3 - 2 * t) * x[(k + 1) % n];
  }
  return s;
}
