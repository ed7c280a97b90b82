// Global arrays that hold active values and are updated in loops and by callees; static and external.
static double history[8];
double shared_total;
__attribute__((noinline)) static void record(int i, double v) {
  history[i] = history[i] * 0.5 + v;
  shared_total += v * history[i];
}
double global_arrays(const double *x, int n) {
  shared_total = 0;
  for (int i = 0; i < 8; i++) history[i] = 0.1 * i;
  for (int k = 0; k < 3 * n; k++) {
    record(k % 8, x[k % n] * x[(k + 1) % n]);
    history[(k + 3) % 8] *= 0.9 + 0.01 * shared_total;
  }
  return shared_total + history[2] * history[5];
}
