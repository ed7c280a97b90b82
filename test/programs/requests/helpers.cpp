// Calls that ask for no derivative: types of memory, values and calls to leave out, shadows of objects with virtual methods.
#include <cmath>
#include <cstring>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
template <typename R, typename... A> R __enzyme_autodiff(void *, A...);
extern "C" {
void __enzyme_double(void *, ...);
void *__enzyme_virtualreverse(void *);
double __enzyme_ignore_derivatives(double);
double __enzyme_iter(double, int);
void __enzyme_call_inactive_note(void *, ...);
double __enzyme_call_inactive_square(void *, ...);
}

struct Spring {
  double k;
  virtual double energy(double x) const = 0;
  virtual ~Spring() {}
};
struct Linear : Spring {
  double energy(double x) const override { return k * x * x; }
};
struct Periodic : Spring {
  double energy(double x) const override { return std::sin(k * x); }
};
static double energy(const Spring *spring, double x) { return spring->energy(x); }
template <typename S> static void spring(double k, double x, double by_k, double by_x) {
  S s, d;
  s.k = k, d.k = 0;
  *(void **)&d = __enzyme_virtualreverse(*(void **)&s);
  double r = __enzyme_autodiff<double, int, Spring *, Spring *, int, double>((void *)energy, enzyme_dup, &s, &d, enzyme_out, x);
  expect(r, by_x), expect(d.k, by_k);
}

static int noted;
static void note(double) { noted++; }
static double square(double x) { return x * x; }
static double left_out(double x, double y) {
  __enzyme_call_inactive_note((void *)note, x);
  double constant = __enzyme_call_inactive_square((void *)square, x);
  return x * x * __enzyme_ignore_derivatives(y * x) + constant * y + __enzyme_iter(x, 3);
}

static double of_bytes(void *x, int n) {
  char buffer[64];
  double s = 0;
  __enzyme_double(x, -1);
  std::memcpy(buffer, x, 8 * n);
  for (int i = 0; i < n; i++) {
    double v;
    std::memcpy(&v, buffer + 8 * i, 8);
    s += v * v;
  }
  return s;
}

struct Pair { double x, y; };
int main() {
  spring<Linear>(2, 3, 9, 12);
  spring<Periodic>(1.5, 3, 3 * std::cos(4.5), 1.5 * std::cos(4.5));
  Pair d = __enzyme_autodiff<Pair, double, double>((void *)left_out, 3.0, 2.0);
  expect(d.x, 2 * 3 * 6 + 1), expect(d.y, 9), expect(noted, 1);
  double x[3] = {1, -2, 3}, dx[3] = {0, 0, 0};
  __enzyme_autodiff<void, int, double *, double *, int, int>((void *)of_bytes, enzyme_dup, x, dx, enzyme_const, 3);
  for (int i = 0; i < 3; i++) expect(dx[i], 2 * x[i]);
}
