// Indices that run on through nested loops whose inner trip counts vary: packed triangles, rows of uneven length, and the
// same index going down again.
double triangular_indices(const double *x, int n) {
  double packed[64], sum = 0;
  for (int round = 0; round < 3; round++) {
    int at = 0;
    for (int i = 0; i < n; i++)
      for (int j = i; j < n; j++) packed[at++] = x[i] * x[j] + 0.1 * round;
    at = round;
    for (int i = 0; i < n; i++) {
      double row = 1;
      for (int j = 0; j < i; j++) row += packed[at] * x[at % n], at++;
      if (row > 1.2) at -= i / 2;
      sum += row * row;
    }
    const double *p = x;
    for (int i = 0; i < n / 2; i++) {
      for (int j = 0; j < i; j++) sum += *p * packed[j], p++;
      sum *= 0.9 + 0.1 * packed[i];
    }
    while (at > 0) {
      sum += packed[at] * packed[at];
      at -= 1 + at % 3;
    }
  }
  return sum;
}
