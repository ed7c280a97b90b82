// std::vector and algorithms, lists by new and delete, templates that recurse, references.
// tolerance: 1e-5
#include "themes.h"
#include <vector>
#include <algorithm>
#include <numeric>
#include <memory>
#include <array>
#include <functional>
#include <cassert>
#include <limits>
using namespace std;
static double maxv(const vector<double> &v) {
  double m = -1e300; for (size_t i = 0; i < v.size(); i++) if (v[i] > m) m = v[i]; return m * m;
}
static double maxe(const double *x, int n) {
  vector<double> v(x, x + n); return *max_element(v.begin(), v.end()) * 3;
}
static double maxmulti(double *x, int n) {
  vector<double> a, b;
  for (int i = 0; i < n; i++) { a.push_back(x[i]); b.emplace_back(x[i] * x[i]); }
  double m = 0; for (auto &v : {a, b}) m += *max_element(v.begin(), v.end()); return m;
}
static double sorted(double *x, int n) {
  vector<double> v(x, x + n); sort(v.begin(), v.end()); double s = 0;
  for (int i = 0; i < n; i++) s += v[i] * (i + 1); return s;
}
static double accum(double *x, int n) {
  return accumulate(x, x + n, 0.0, [](double a, double b) { return a + b * b; }) + inner_product(x, x + n, x, 0.0);
}
static double vv(double x, int n) {
  vector<vector<double>> m(n, vector<double>(n, x)); double s = 0;
  for (auto &r : m) for (auto &e : r) { e *= x; s += e; }
  return s;
}
static double uniq(double x) { auto p = make_unique<double>(x * x); return *p * x; }
static double arr(double x) {
  array<double, 4> a; a.fill(x); for (auto &e : a) e *= e; return accumulate(a.begin(), a.end(), 0.0);
}
static double fn(double x) { function<double(double)> f = [x](double y) { return x * y; }; return f(x) + f(3); }
struct Node { double v; Node *next; Node(double v, Node *n) : v(v), next(n) {} };
static double lst(double x, unsigned n) {
  Node *h = nullptr; for (unsigned i = 0; i < n; i++) h = new Node(x * i, h); double s = 0;
  for (Node *p = h; p; p = p->next) s += p->v * p->v;
  while (h) { Node *t = h->next; delete h; h = t; }
  return s;
}
static double newarr(double x, int n) {
  double *a = new double[n]; for (int i = 0; i < n; i++) a[i] = x + i; double s = 1;
  for (int i = 0; i < n; i++) s *= a[i]; delete[] a; return s;
}
template <typename T, int N> struct Taylor { static T log1p(T x) { T s = 0, t = x; for (int i = 1; i <= N; i++) { s += t / i; t *= -x; } return s; } };
template <typename T> T tl(T x, int n) { T s = 0; for (int i = 1; i <= n; i++) s += std::pow(x, i) / i; return s; }
template <int N> double powN(double x) { if constexpr (N == 0) return 1; else return x * powN<N - 1>(x); }
static double resize(double x, int n) {
  vector<double> v;
  for (int i = 0; i < n; i++) { v.resize(v.size() + 1); v.back() = x * i; }
  v.insert(v.begin(), x * x); v.erase(v.begin() + 1); reverse(v.begin(), v.end()); double s = 0;
  for (double e : v) s = s * .5 + e; return s;
}
static double refs(double &x, double &y) { double &z = x > y ? x : y; z *= 2; swap(x, y); return x * x + y; }
static double vecarg(vector<double> &v) {
  double s = 0; for (auto it = v.begin(); it != v.end(); ++it) s += *it * *it; return s;
}
static void vecout(const vector<double> &in, vector<double> &out) {
  for (size_t i = 0; i < in.size(); i++) out[i] = in[i] * in[i];
}
#define FN(F, X, N) expect(__enzyme_autodiff<double>((void*)F, (double)X, N), (F(X + 1e-6, N) - F(X - 1e-6, N)) / 2e-6)
#define F1(F, X) expect(__enzyme_autodiff<double>((void*)F, (double)X), (F(X + 1e-6) - F(X - 1e-6)) / 2e-6)
int main() {
  vector<double> v{1, 3, 2}, d(3, 0.0), o(3), dO(3, 1.0);
  __enzyme_autodiff<void>((void*)maxv, enzyme_dup, &v, &d); expect(d[1], 6), expect(d[0], 0);
  double x[3] = {1, 3, 2}, dx[3] = {0}; __enzyme_autodiff<void>((void*)maxe, enzyme_dup, x, dx, enzyme_const, 3);
  expect(dx[1], 3);
  double dm[3] = {0}; __enzyme_autodiff<void>((void*)maxmulti, x, dm, 3); expect(dm[1], 7);
  double ds[3] = {0}; __enzyme_autodiff<void>((void*)sorted, x, ds, 3);
  expect(ds[0], 1), expect(ds[1], 3), expect(ds[2], 2);
  double da[3] = {0}; __enzyme_autodiff<void>((void*)accum, x, da, 3); expect(da[1], 12);
  FN(vv, 1.5, 3); F1(uniq, 2.); F1(arr, 2.); F1(fn, 2.); FN(lst, 1.5, 5u); FN(newarr, 1.5, 4);
  F1((Taylor<double, 10>::log1p), .3); FN(tl<double>, .3, 10); F1(powN<5>, 1.3); FN(resize, 1.3, 5);
  double a = 2, b = 3, p = 0, q = 0; __enzyme_autodiff<void>((void*)refs, enzyme_dup, &a, &p, enzyme_dup, &b, &q);
  expect(q, 24), expect(p, 1);
  fill(d.begin(), d.end(), 0.0); __enzyme_autodiff<void>((void*)vecarg, enzyme_dup, &v, &d); expect(d[1], 6);
  fill(d.begin(), d.end(), 0.0); __enzyme_autodiff<void>((void*)vecout, enzyme_dup, &v, &d, enzyme_dup, &o, &dO);
  expect(d[1], 6), expect(dO[1], 0);
}
