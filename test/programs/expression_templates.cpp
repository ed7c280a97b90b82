// Expression templates over vectors of a fixed size, CRTP, matrices as templates, variadic templates and fold expressions.
#include <cmath>
#include <cstddef>
template <class E> struct Expression {
  const E &self() const { return static_cast<const E &>(*this); }
};
template <class L, class R> struct Sum : Expression<Sum<L, R>> {
  const L &l;
  const R &r;
  Sum(const L &l, const R &r) : l(l), r(r) {}
  double operator[](int i) const { return l[i] + r[i]; }
};
template <class L, class R> struct Product : Expression<Product<L, R>> {
  const L &l;
  const R &r;
  Product(const L &l, const R &r) : l(l), r(r) {}
  double operator[](int i) const { return l[i] * r[i]; }
};
template <class E> struct Scaled : Expression<Scaled<E>> {
  const E &e;
  double factor;
  Scaled(const E &e, double factor) : e(e), factor(factor) {}
  double operator[](int i) const { return e[i] * factor; }
};
template <class L, class R> Sum<L, R> operator+(const Expression<L> &a, const Expression<R> &b) {
  return {a.self(), b.self()};
}
template <class L, class R> Product<L, R> operator*(const Expression<L> &a, const Expression<R> &b) {
  return {a.self(), b.self()};
}
template <class E> Scaled<E> operator*(double s, const Expression<E> &e) { return {e.self(), s}; }
template <int N> struct Vector : Expression<Vector<N>> {
  double d[N];
  Vector(const double *p) {
    for (int i = 0; i < N; i++) d[i] = p[i];
  }
  template <class E> Vector(const Expression<E> &e) { *this = e; }
  template <class E> Vector &operator=(const Expression<E> &e) {
    for (int i = 0; i < N; i++) d[i] = e.self()[i];
    return *this;
  }
  double operator[](int i) const { return d[i]; }
};
template <int N, class E> double total(const Expression<E> &e) {
  double s = 0;
  for (int i = 0; i < N; i++) s += e.self()[i];
  return s;
}
template <class D> struct Model {
  const D &self() const { return static_cast<const D &>(*this); }
  double value(double t) const { return self().inner(t) + self().bias(); }
  double bias() const { return 1; }
};
struct Linear : Model<Linear> {
  double a;
  Linear(double a) : a(a) {}
  double inner(double t) const { return a * t; }
};
struct Quadratic : Model<Quadratic> {
  double a, b;
  Quadratic(double a, double b) : a(a), b(b) {}
  double inner(double t) const { return a * t * t; }
  double bias() const { return b; }
};
template <class D> double use(const Model<D> &m, double t) { return m.value(t) * m.value(t + 1); }
template <class T, size_t N, size_t M> struct Matrix {
  T m[N][M];
  template <size_t K> Matrix<T, N, K> operator*(const Matrix<T, M, K> &o) const {
    Matrix<T, N, K> r{};
    for (size_t i = 0; i < N; i++)
      for (size_t j = 0; j < K; j++)
        for (size_t k = 0; k < M; k++) r.m[i][j] += m[i][k] * o.m[k][j];
    return r;
  }
};
template <int N> struct Power {
  static double of(double v) { return v * Power<N - 1>::of(v); }
};
template <> struct Power<0> {
  static double of(double) { return 1; }
};
template <class... A> double sines(A... a) { return (sin(a) + ...); }
extern "C" double expression_templates(double *x, int n) {
  Vector<4> a(x), b = x[0] * a + a * a;
  b = b * a + 2.0 * b;
  double sum = total<4>(a * b + x[1] * (a + b));
  sum += use(Linear(x[n - 1]), x[1]) + use(Quadratic(x[1], x[2]), x[3]);
  Matrix<double, 2, 2> m{{{x[0], x[1]}, {x[2], x[3]}}};
  auto v = m * m * Matrix<double, 2, 1>{{{x[4]}, {x[5]}}};
  return sum + v.m[0][0] * v.m[1][0] + Power<4>::of(x[4]) + sines(x[1], x[2], x[3]);
}
