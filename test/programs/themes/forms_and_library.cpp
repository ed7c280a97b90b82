// Requests in templates, constructors and initialisers of globals, of closures; library types on the way.
// tolerance: 1e-5
#include "themes.h"
#include <tuple>
#include <utility>
#include <string>
#include <iostream>
#include <stdexcept>
#include <complex>
#include <cmath>
#include <map>
#include <optional>
using std::exp; 
namespace lib { template <typename F, typename... A> auto grad(F f, A... a) { return __enzyme_autodiff<double>((void *)f, a...); } }
template <typename F> struct Diff { F *f; double operator()(double x) const { return __enzyme_autodiff<double>((void *)f, x); } };
static double sq(double x) { return x * x; } static double ex(double x) { return exp(-x * x); }
static double lam(double x) { auto f = [&](auto y) { return y * y * x; }; return f(x) + f(2.0f); }
static double thr(double x) {
  try { if (x > 2) throw std::runtime_error("no"); return x * x; }
  catch (const std::exception &e) { return x * 3; }
}
static double cpx(double a) {
  std::complex<double> z(a, 2 * a); z = z * z + std::complex<double>(1, a); return std::norm(z) + std::abs(z);
}
static double tup(double x) {
  auto [a, b] = std::make_tuple(x * x, x); std::pair<double, int> p{a, 3}; return p.first * b * p.second;
}
static double opt(double x) { std::optional<double> o; if (x > 1) o = x * x; return o.value_or(x); }
static double mp(double x) {
  std::map<int, double> m; for (int i = 0; i < 4; i++) m[i * 7 % 4] = x * i; double s = 0;
  for (auto &[k, v] : m) s += k * v * v; return s;
}
static double io(double x) {
  std::cerr << "x" << x << std::endl; std::string s = "abc"; s += "d"; return x * s.size();
}
struct Global { double g; Global() { g = __enzyme_autodiff<double>((void *)sq, 3.0); } } global;
static const double ginit = lib::grad(sq, 5.0);
inline double einl(double x) { static const double k = 3; return k * x * x; }
constexpr double ce(double x) { return x * x * x; }
double ovl(double x) { return x * x; } float ovl(float x) { return x * 3; }
struct Quad { double a, b, c; double operator()(double x) const { return (a * x + b) * x + c; } static double call(const Quad &q, double x) { return q(x); } };
auto generic = [](double x) { return x * x * 5; };
int main() {
  expect(lib::grad(sq, 2.), 4); expect(global.g, 6); expect(ginit, 10);
  expect(lib::grad(lam, 2.), 12 + 4); expect(lib::grad(thr, 1.), 2); expect(lib::grad(thr, 3.), 3);
  double h = 1e-6; expect(lib::grad(cpx, 1.1), (cpx(1.1 + h) - cpx(1.1 - h)) / 2 / h);
  expect(lib::grad(tup, 2.), 36); expect(lib::grad(opt, 2.), 4); expect(lib::grad(opt, .5), 1);
  expect(lib::grad(mp, 2.), (mp(2 + h) - mp(2 - h)) / 2 / h); expect(lib::grad(io, 2.), 4);
  expect(lib::grad(einl, 2.), 12); expect(lib::grad(ce, 2.), 12); expect(lib::grad((double(*)(double))ovl, 2.), 4);
  expect(__enzyme_autodiff<float>((void*)(float(*)(float))ovl, 2.f), 3);
  Quad q{1, 2, 3}, dq{0, 0, 0};
  expect(__enzyme_autodiff<double>((void*)Quad::call, enzyme_dup, &q, &dq, enzyme_out, 2.), 6);
  expect(dq.a, 4), expect(dq.b, 2), expect(dq.c, 1);
  expect(lib::grad(+generic, 2.), 20); double (*fp)(double) = generic; expect(lib::grad(fp, 2.), 20);
}
