// Prefix and suffix products without division: two scans over scratch arrays.
double cumulative_products(const double *x, int n) {
  double prefix[n + 1], suffix[n + 1], sum = 0;
  prefix[0] = suffix[n] = 1;
  for (int i = 0; i < n; i++) prefix[i + 1] = prefix[i] * x[i];
  for (int i = n; i > 0; i--) suffix[i - 1] = suffix[i] * x[i - 1];
  for (int i = 0; i < n; i++) sum += prefix[i] * suffix[i + 1] * (i + 1);
  return sum;
}
