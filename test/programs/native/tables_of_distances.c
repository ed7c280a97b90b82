// flags: -fPIC
// In position-independent code clang turns tables of pointers into tables of distances (`llvm.load.relative`).
static const double small[3] = {1, 2, 3}, middle[3] = {0.5, 1.5, 2.5}, large[3] = {10, 20, 30};
static double state[3] = {1, 1, 1}, other[3] = {2, 2, 2};
__attribute__((noinline)) static const double *chosen(int k) {
  switch (k) {
  case 0: return small;
  case 1: return middle;
  case 2: return large;
  case 3: return middle + 1;
  default: return small;
  }
}
__attribute__((noinline)) static double weigh(int k, double x) {
  static const double *const table[4] = {large, small, middle, small};
  return table[k & 3][1] * x + chosen(k)[0] * x * x;
}
__attribute__((noinline)) static double *kept(int k) {
  switch (k) {
  case 0: return state;
  case 1: return other;
  case 2: return state + 1;
  case 3: return other + 1;
  default: return state + 2;
  }
}
double tables_of_distances(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < 3; i++) state[i] = other[i] = 1;
  for (int i = 0; i < n; i++) *kept(i % 5) += x[i] * x[i];
  for (int i = 0; i < n; i++) sum += weigh(i, x[i]) * *kept((i + 1) % 5);
  return sum;
}
