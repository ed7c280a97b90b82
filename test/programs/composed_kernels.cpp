// A Gaussian process whose kernel is composed by templates; a Cholesky factor that is moved.
#include <cmath>
#include <memory>
#include <vector>
#include <stdexcept>
template <class D> struct Kernel {
  double operator()(double a, double b) const {
    return static_cast<const D &>(*this).eval(a, b);
  }
};
struct RBF : Kernel<RBF> {
  double l, s;
  RBF(double l, double s) : l(l), s(s) {
  }
  double eval(double a, double b) const {
    double d = (a - b) / l;
    return s * s * std::exp(-0.5 * d * d);
  }
};
struct Periodic : Kernel<Periodic> {
  double p;
  explicit Periodic(double p) : p(p) {
  }
  double eval(double a, double b) const {
    double d = std::sin(M_PI * (a - b) / p);
    return std::exp(-2 * d * d);
  }
};
template <class A, class B> struct Sum : Kernel<Sum<A, B>> {
  A a;
  B b;
  Sum(A a, B b) : a(a), b(b) {
  }
  double eval(double x, double y) const {
    return a(x, y) + b(x, y);
  }
};
template <class A, class B> struct Prod : Kernel<Prod<A, B>> {
  A a;
  B b;
  Prod(A a, B b) : a(a), b(b) {
  }
  double eval(double x, double y) const {
    return a(x, y) * b(x, y);
  }
};
template <class A, class B> auto operator+(const Kernel<A> &a, const Kernel<B> &b) {
  return Sum<A, B>(static_cast<const A &>(a), static_cast<const B &>(b));
}
template <class A, class B> auto operator*(const Kernel<A> &a, const Kernel<B> &b) {
  return Prod<A, B>(static_cast<const A &>(a), static_cast<const B &>(b));
}
class Matrix {
  size_t n;
  std::vector<double> d;
public:
  explicit Matrix(size_t n) : n(n), d(n * n) {
  }
  double *operator[](size_t i) {
    return &d[i * n];
  }
  const double *operator[](size_t i) const {
    return &d[i * n];
  }
  size_t size() const {
    return n;
  }
};
static Matrix cholesky(Matrix a) {
  for (size_t j = 0; j < a.size(); j++) {
    double s = a[j][j];
    for (size_t k = 0; k < j; k++) s -= a[j][k] * a[j][k];
    if (s <= 0) throw std::domain_error("not positive definite");
    a[j][j] = std::sqrt(s);
    for (size_t i = j + 1; i < a.size(); i++) {
      double t = a[i][j];
      for (size_t k = 0; k < j; k++) t -= a[i][k] * a[j][k];
      a[i][j] = t / a[j][j];
    }
  }
  return a;
}
template <class K> double likelihood(const K &k, const std::vector<double> &x, std::vector<double> y, double noise) {
  Matrix m(x.size());
  for (size_t i = 0; i < x.size(); i++) for (size_t j = 0; j <= i; j++) m[i][j] = k(x[i], x[j]) + (i == j ? noise : 0);
  auto L = cholesky(std::move(m));
  double q = 0, ld = 0;
  for (size_t i = 0; i < y.size(); i++) {
    for (size_t j = 0; j < i; j++) y[i] -= L[i][j] * y[j];
    y[i] /= L[i][i];
    q += y[i] * y[i];
    ld += std::log(L[i][i]);
  }
  return -0.5 * q - ld;
}
extern "C" double composed_kernels(double *x, int) {
  std::vector<double> t, y;
  for (int i = 0; i < 7; i++) {
    t.push_back(0.4 * i);
    y.push_back(std::sin(1.3 * i) + 0.1 * x[3] * i);
  }
  auto k = RBF(x[0], x[1]) * Periodic(x[2]) + RBF(2 * x[0], 0.5);
  return likelihood(k, t, y, 0.1);
}
