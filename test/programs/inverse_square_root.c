// The fast inverse square root: integer arithmetic on the bits of a float, which come back as a float.
double inverse_square_root(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    union { float f; int k; } u;
    u.f = (float)(x[i] * x[i] + 0.5);
    float half = 0.5f * u.f;
    u.k = 0x5f3759df - (u.k >> 1);
    s += u.f * (1.5f - half * u.f * u.f);
  }
  return s;
}
