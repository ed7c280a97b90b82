// A continued fraction evaluated from its end: divisions by the loop-carried value.
double continued_fraction(const double *x, int n) {
  double f = 1;
  for (int i = n - 1; i >= 0; i--) f = 2 + x[i] / (1.5 + x[i] * x[i] + f * f);
  return f;
}
