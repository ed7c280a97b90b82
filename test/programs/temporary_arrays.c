// Temporary arrays that one loop fills and others read, in each round of an outer loop: some can be computed again in the
// reverse sweep, some have changed in between, or were filled in another order or not to the end.
double temporary_arrays(const double *x, int n) {
  double t[8], u[8], w[9], sum = 0;
  for (int i = 0; i < 9; i++) w[i] = 0.1 * i;
  for (int round = 0; round < 4; round++) {
    for (int i = 0; i < n; i++) t[i] = x[i] * x[n - 1 - i] - 0.3 * round;
    for (int i = 0; i < n; i++) sum += t[i] * t[i];
    // Read at another place than it was written at.
    for (int i = 0; i < n; i++) u[n - 1 - i] = t[i] + x[i];
    for (int i = 0; i < n; i++) sum += u[i] * u[i] * x[i];
    // Changed in between, in one round only.
    for (int i = 0; i < n; i++) t[i] = x[i] * 1.5;
    if (round == 2) t[1] = x[0] * x[1];
    for (int i = 0; i < n; i++) sum += t[i] * t[i] * t[i];
    // One element more is read than this round has written.
    for (int i = 0; i < n - 1; i++) w[i] = x[i] * x[i + 1] * (round + 1);
    for (int i = 0; i < n; i++) sum += w[i] * w[i];
    w[n - 1] = x[round];
    // In place.
    for (int i = 0; i < n; i++) t[i] = x[i] + round;
    for (int i = 0; i < n; i++) t[i] *= t[i];
    for (int i = 0; i < n; i++) sum += t[i] * t[i] * 0.01;
  }
  return sum;
}
