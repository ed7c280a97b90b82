// Requests of C++: overloaded and templated entry points, markers that are inline variables, functions of all kinds, requests in
// constructors, initialisers, templates and closures.
#include <cmath>
#include "requests.h"
extern double __enzyme_autodiff(void *, double);
extern double __enzyme_autodiff(void *, int, double *, double *, int, int);
extern double __enzyme_autodiff(void *, double *, double *, int);
struct two { double a, b; };
two __enzyme_autodiff2(void *, double, double);
int enzyme_dup; inline int enzyme_const = 1; extern int enzyme_out;
template <typename RT, typename... Args> RT __enzyme_autodiffT(void *, Args...);
template <typename... Args> double __enzyme_autodiffS(double (*)(double, double), Args...);
extern "C" double __enzyme_autodiffC(double (*f)(double), double) noexcept;
template <typename RT, typename... Args> RT __enzyme_autodiffR(RT (*)(Args...), ...);
template <typename RT, typename... Args> RT __enzyme_autodiffF(void*, Args&&...);
static double sq(double x) { return x * x; }
static double sum(double *x, int n) { double s = 0; for (int i = 0; i < n; i++) s += x[i] * x[i]; return s; }
double mul(double x, double y) { return x * y; }
inline double inl(double x) { return std::exp(x); }
double byref(const double &x) { return x * x; }
double byrefs(double &x, double &y) { return x * y; }
namespace { double anon(double x) { return std::sin(x); } }
template <class T> T tmpl(T x) { return x * x * x; }
struct S { static double st(double x) { return 5 * x * x; } double k; double m(double x) const { return k * x * x; } };
static double callm(const S *s, double x) { return s->m(x); }
double ginit = __enzyme_autodiff((void *)sq, 7.0);
struct Ctor { double g; Ctor(double x) : g(__enzyme_autodiff((void *)sq, x)) {} };
template <class F> double useLambda(F f, double x) {
  return __enzyme_autodiffT<double>((void *)static_cast<double(*)(double)>(f), x);
}
template <double (*F)(double)> struct G { static double at(double x) { return __enzyme_autodiffT<double>((void *)F, enzyme_out, x); } };
inline double inlg(double x) { return __enzyme_autodiffT<double>((void *)inl, x); }
constexpr auto pf = sq;
int main() {
  double x[2] = {1, 2}, d[2] = {0, 0};
  expect(__enzyme_autodiff((void *)sq, 3.0), 6);
  __enzyme_autodiff((void *)sum, enzyme_dup, x, d, enzyme_const, 2); expect(d[1], 4);
  __enzyme_autodiff((void *)sum, x, d, 2); expect(d[1], 8);
  two t = __enzyme_autodiff2((void *)mul, 2, 3); expect(t.a, 3), expect(t.b, 2);
  expect(__enzyme_autodiffS(mul, 2., enzyme_const, 3.), 3);
  expect(__enzyme_autodiffC(sq, 3.), 6);
  expect(__enzyme_autodiffR(sq, 3.), 6);
  expect(__enzyme_autodiffT<double>((void *)anon, 2.), std::cos(2));
  expect(__enzyme_autodiffT<double>((void *)tmpl<double>, 2.), 12);
  expect(__enzyme_autodiffT<float>((void *)tmpl<float>, 2.f), 12);
  expect(__enzyme_autodiffT<double>((void *)S::st, 2.), 20);
  S s{3}, ds{0}; expect(__enzyme_autodiffT<double>((void *)callm, enzyme_dup, &s, &ds, 2.), 12); expect(ds.k, 4);
  expect(ginit, 14); expect(Ctor(2).g, 4);
  expect(useLambda([](double x) { return x * x * 4; }, 2), 16);
  expect(G<sq>::at(4), 8); expect(inlg(1), exp(1.));
  expect(__enzyme_autodiffT<double>((void*)+[](double x) { return x * x; }, 4.), 8);
  expect(__enzyme_autodiffT<double>((void*)pf, 4.), 8);
  double a = 2, da = 0, b = 3, db = 0; __enzyme_autodiffT<void>((void *)byref, &a, &da); expect(da, 4);
  da = 0; __enzyme_autodiffT<void>((void *)byrefs, enzyme_dup, &a, &da, enzyme_dup, &b, &db);
  expect(da, 3), expect(db, 2);
  auto lam = [&](double q) { return __enzyme_autodiff((void *)sq, q * a); }; expect(lam(2), 8);
}
