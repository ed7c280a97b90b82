// Volatile variables, arrays, members and pointers.
double volatile_memory(double *x, int n) {
  volatile double a = 0, b[4] = {1, 1, 1, 1};
  volatile struct { double first; int k; double second; } pair = {x[0], 2, 1};
  double *volatile at = x;
  volatile double *through = x;
  for (int i = 0; i < n; i++) {
    b[i % 4] *= x[i];
    a += b[i % 4] * x[0];
    pair.first = pair.first * x[i] + pair.second;
    pair.second = a;
    pair.k = i;
    through[i] = through[i] * through[0];
    if (i < n - 1) at = at + 1;
  }
  return a * a + pair.first * pair.k + *at * b[1] + *at;
}
