// A function that never returns: it writes a result, then throws it out of several frames.
[[noreturn]] __attribute__((noinline)) static void give_up(double *out, double x) {
  *out = x * x;
  throw 1;
}

__attribute__((noinline)) static void refine(double *out, double x) {
  if (x > 0) give_up(out, 3 * x);
  *out = x;
}

static double attempt(double x) {
  double out = 0;
  try {
    refine(&out, x);
  } catch (...) {
  }
  return out;
}

static double attempt_directly(double x) {
  double out = 0;
  try {
    give_up(&out, x);
  } catch (int code) {
    out *= code + 1;
  }
  return out;
}

extern "C" double only_throws(double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += attempt(x[i]) + attempt_directly(x[i]) * x[0];
  return sum;
}
