// What callees have written before they threw counts, destructors that run on the way included.
#include <cmath>
struct State {
  double a, b;
};
struct Guard {
  double *p;
  double value;
  explicit Guard(double *p) : p(p), value(*p) {}
  ~Guard() { *p = value * 0.5 + std::sin(*p); }
};
static void __attribute__((noinline)) inner(State &s, double x) {
  s.a = s.a * (1 + x);
  if (x > 0.8) throw 3;
  s.b += std::sin(x) * s.a;
}
static double __attribute__((noinline)) middle(State &s, double x) {
  Guard guard(&s.b);
  s.b *= 1.5;
  inner(s, x);
  inner(s, x * 1.5);
  return s.a;
}
extern "C" double exceptions_through_frames(double *x, int n) {
  State s{x[0], x[1]};
  double r = 0;
  for (int i = 0; i < n; i++) {
    try {
      r += middle(s, x[i]);
    } catch (int code) {
      r += s.a * s.b * code;
      s.a = x[i] * std::cos(s.a);
    }
  }
  return r + s.b;
}
