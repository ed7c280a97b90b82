// A Kalman filter of fixed-size matrix templates: the likelihood of noisy measurements.
#include <cmath>
#include <array>
#include <vector>
#include <random>
template <int R, int C> struct Mat {
  std::array<std::array<double, C>, R> a{};
  double &operator()(int i, int j) { return a[i][j]; }
  double operator()(int i, int j) const { return a[i][j]; }
  static Mat identity() { Mat m; for (int i = 0; i < R; i++) m(i, i) = 1; return m; }
  Mat<C, R> t() const {
    Mat<C, R> m;
    for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) m(j, i) = a[i][j];
    return m;
  }
};
template <int R, int K, int C> Mat<R, C> operator*(const Mat<R, K> &x, const Mat<K, C> &y) {
  Mat<R, C> m;
  for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) for (int k = 0; k < K; k++) m(i, j) += x(i, k) * y(k, j);
  return m;
}
template <int R, int C> Mat<R, C> operator+(Mat<R, C> x, const Mat<R, C> &y) {
  for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) x(i, j) += y(i, j);
  return x;
}
template <int R, int C> Mat<R, C> operator-(Mat<R, C> x, const Mat<R, C> &y) {
  for (int i = 0; i < R; i++) for (int j = 0; j < C; j++) x(i, j) -= y(i, j);
  return x;
}
struct Filter {
  Mat<4, 4> F, Q, P; Mat<2, 4> H; Mat<2, 2> R; Mat<4, 1> s; double loglik = 0;
  Filter(double dt, double q, double r) {
    F = Mat<4, 4>::identity(); F(0, 2) = F(1, 3) = dt;
    H(0, 0) = H(1, 1) = 1;
    for (int i = 0; i < 2; i++) {
      Q(i, i) = q * dt * dt * dt / 3;
      Q(i + 2, i + 2) = q * dt;
      Q(i, i + 2) = Q(i + 2, i) = q * dt * dt / 2;
      R(i, i) = r;
    }
    P = Mat<4, 4>::identity();
  }
  void step(const Mat<2, 1> &z) {
    s = F * s; P = F * P * F.t() + Q;
    auto y = z - H * s; auto S = H * P * H.t() + R;
    double det = S(0, 0) * S(1, 1) - S(0, 1) * S(1, 0);
    Mat<2, 2> Si;
    Si(0, 0) = S(1, 1) / det;
    Si(1, 1) = S(0, 0) / det;
    Si(0, 1) = -S(0, 1) / det;
    Si(1, 0) = -S(1, 0) / det;
    auto K = P * H.t() * Si;
    s = s + K * y; P = (Mat<4, 4>::identity() - K * H) * P;
    loglik -= 0.5 * ((y.t() * Si * y)(0, 0) + std::log(det));
  }
};
extern "C" double kalman_filter(double *x, int) {
  Filter f(0.5, std::exp(x[0]), std::exp(x[1]));
  f.s(2, 0) = x[2]; f.s(3, 0) = x[3];
  std::mt19937 gen(7); std::normal_distribution<double> noise(0, 0.3);
  std::vector<Mat<2, 1>> zs;
  for (int i = 0; i < 12; i++) {
    Mat<2, 1> z;
    z(0, 0) = 0.5 * i + noise(gen);
    z(1, 0) = 1 - 0.2 * i + noise(gen);
    zs.push_back(z);
  }
  for (const auto &z : zs) f.step(z);
  return f.loglik;
}
