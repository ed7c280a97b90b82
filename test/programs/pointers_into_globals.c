// A pointer variable that moves through a global array, and stays where it was until the next call.
static double samples[8], *place = samples;
static struct Cursor {
  double *low, *high;
} cursor = {samples, samples + 4};
__attribute__((noinline)) static double weigh(double t) { return samples[0] * samples[1] * t + samples[5]; }
double pointers_into_globals(const double *x, int n) {
  for (int i = 0; i < n; i++) *place++ = x[i] * x[i];
  double s = weigh(x[0]);
  while (place != samples) s += *--place * x[1];
  cursor.high[1] = x[2] * s;
  struct Cursor swapped = {cursor.high, cursor.low};
  cursor = swapped;
  s += weigh(x[1]) + cursor.low[0] * cursor.high[1];
  cursor.low = swapped.high;
  cursor.high = swapped.low;
  return s;
}
