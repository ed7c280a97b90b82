// Horner's scheme: the loop-carried value is multiplied by the input at each step.
double polynomial_horner(const double *x, int n) {
  double p = 0;
  for (int i = n - 1; i >= 1; i--) p = p * x[0] + x[i];
  return p;
}
