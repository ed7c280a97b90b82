// A compound division in a loop: the quotient divides again.
double running_quotient(const double *x, int n) {
  double f = 1;
  for (int i = 0; i < n; i++) f /= 1 + x[i] * x[i];
  return 100 * f;
}
