// Doubles that are copied byte by byte.
double byte_copy(const double *x, int n) {
  double y[16], s = 0;
  for (unsigned i = 0; i < n * sizeof(double); i++) ((volatile char *)y)[i] = ((const char *)x)[i];
  for (int i = 0; i < n; i++) s += y[i] * y[i];
  return s;
}
