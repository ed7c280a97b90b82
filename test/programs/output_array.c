// A void function with an output array, which is read again after it was written.
void output_array(const double *x, int n, double *y) {
  for (int i = 0; i < n; i++) y[i] = x[i] * x[(i + 1) % n];
  for (int i = 1; i < n; i++) y[i] += y[i - 1] * x[i];
}
