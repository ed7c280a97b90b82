// Classes that are put together of policies, empty ones among them, and functors with and without state.
#include <cmath>
struct Free {
  double operator()(double v) const { return v; }
};
struct Squashed {
  double operator()(double v) const { return tanh(v); }
};
struct Capped {
  double cap;
  double operator()(double v) const { return v > cap ? cap * v : v; }
};
struct Euler {
  template <class F> double step(F &f, double y, double h) { return y + h * f(y); }
};
struct Midpoint {
  double theta = 0.5;
  template <class F> double step(F &f, double y, double h) { return y + h * f(y + theta * h * f(y)); }
};
template <class Limit, class Scheme> class Solver : private Limit, private Scheme {
  double h;

public:
  Solver(double h, Limit limit = Limit(), Scheme scheme = Scheme()) : Limit(limit), Scheme(scheme), h(h) {}
  template <class F> double run(F f, double y, int steps) {
    for (int i = 0; i < steps; i++) y = Limit::operator()(this->step(f, y, h));
    return y;
  }
};
struct Decay {
  double rate, source;
  double operator()(double y) const { return source - rate * y * y; }
};
extern "C" double policy_classes(double *x, int n) {
  Solver<Free, Euler> a(0.1);
  Solver<Squashed, Midpoint> b(x[3] * 0.1);
  Solver<Capped, Midpoint> c(0.1, Capped{x[2]}, Midpoint{x[0]});
  Decay decay{x[0], x[n - 1]};
  return a.run(decay, x[2], 4) + b.run(decay, x[4], 3) * c.run(decay, x[5], 3);
}
