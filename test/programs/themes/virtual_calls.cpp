// Virtual functions through base pointers with shadow objects, operators, pointers to members.
#include "themes.h"
#include <memory>
struct Base { double s; Base(double s) : s(s) {} virtual double f(double x) { return s * x; } virtual void set(double x) = 0; virtual ~Base() = default; };
struct A : Base { double k; A(double s, double k) : Base(s), k(k) {} double f(double x) override { return s * k * x * x; } void set(double x) override { k = x * x; } };
struct B : A { using A::A; double f(double x) override { return A::f(x) + Base::f(x); } void set(double x) override { s = x; A::set(x); } };
static double callf(Base *b, double x) { return b->f(x); }
static double sets(Base *b, double x) { b->set(x); return b->f(x); }
static double local(double x) { std::unique_ptr<Base> b(x > 1 ? new A(x, 2) : new B(x, 3)); return b->f(x); }
static double onstack(double x) { B b(x, x); Base &r = b; r.set(x); return r.f(x); }
template <class D> struct Crtp { double run(double x) { return static_cast<D*>(this)->impl(x) * x; } }; struct Im : Crtp<Im> { double w = 2; double impl(double x) { return w * x; } };
static double crtp(Im *i, double x) { return i->run(x); }
struct Op { virtual double operator()(double) const = 0; }; struct Sq : Op { double operator()(double x) const override { return x * x; } }; struct Cu : Op { double operator()(double x) const override { return x * x * x; } };
static double chain(const Op **ops, int n, double x) { for (int i = 0; i < n; i++) x = (*ops[i])(x); return x; }
struct V { double x, y; V operator+(const V &o) const { return {x + o.x, y + o.y}; } V operator*(double k) const { return {x * k, y * k}; } double dot(const V &o) const { return x * o.x + y * o.y; } };
static double vec(double a, double b) { V v{a, b}; V w = v * a + V{1, 2}; return w.dot(v); }
struct M { double (V::*pm)(const V &) const; double V::*pd; }; static double memp(double a) { V v{a, a * a}; M m{&V::dot, &V::y}; return (v.*m.pm)(v) + v.*m.pd; }
struct two { double a, b; };
int main() {
  A a(2, 3), da(0, 0); B b(2, 3), db(0, 0);
  expect(__enzyme_autodiff<double>((void*)callf, enzyme_dup, (Base*)&a, (Base*)&da, enzyme_out, 5.), 60);
  expect(da.s, 75), expect(da.k, 50);
  expect(__enzyme_autodiff<double>((void*)callf, enzyme_dup, (Base*)&b, (Base*)&db, enzyme_out, 5.), 62);
  expect(db.s, 80), expect(db.k, 50);
  db.s = db.k = 0;
  expect(__enzyme_autodiff<double>((void*)sets, enzyme_dup, (Base*)&b, (Base*)&db, 2.), 5 * 16 + 4);
  expect(db.s, 0);
  expect(__enzyme_autodiff<double>((void*)local, 2.), 6 * 4);
  expect(__enzyme_autodiff<double>((void*)local, .5), 9 * .25 + 1);
  expect(__enzyme_autodiff<double>((void*)onstack, 2.), 84);
  Im im, di; di.w = 0; expect(__enzyme_autodiff<double>((void*)crtp, enzyme_dup, &im, &di, 3.), 12); expect(di.w, 9);
  Sq s; Cu c; const Op *ops[] = {&s, &c, &s};
  expect(__enzyme_autodiff<double>((void*)chain, enzyme_const, ops, 3, 1.1), 12 * pow(1.1, 11));
  two t = __enzyme_autodiff<two>((void*)vec, 2., 3.); expect(t.a, 3 * 4 + 1 + 9), expect(t.b, 2 * 2 * 3 + 2);
  expect(__enzyme_autodiff<double>((void*)memp, 2.), 4 + 32 + 4);
}
