// Products and sums of floats: the derivative is taken in float as well.
float float_arithmetic(const float *x, int n) {
  float s = 0, p = 1;
  for (int i = 0; i < n; i++) {
    p = 0.5f * p * x[i] + 1;
    s += p * x[i];
  }
  return s;
}
