// A global variable that one function writes and another reads.
static double scale, sums[2];
__attribute__((noinline)) static double scaled(double t) { return scale * scale * t; }
__attribute__((noinline)) static void collect(double t) { sums[t > 0] += t * t; }
__attribute__((noinline)) static double collected(void) { return sums[0] * sums[1] + sums[1]; }
double globals_across_calls(const double *x, int n) {
  scale = x[0] * x[1];
  sums[0] = sums[1] = 0;
  double s = 0;
  for (int i = 0; i < n; i++) {
    s += scaled(x[i]);
    collect(x[i]);
  }
  return s + collected();
}
