// Eigen with fixed sizes: decompositions that keep flags behind their matrix, vectors that scale by a scalar, rotations, Map and Ref.
#include <Eigen/Dense>
using namespace Eigen;

template <int N> static double scaled(const double *x) {
  Matrix<double, N, 1> v;
  for (int i = 0; i < N; i++) v(i) = x[i % 4] + i;
  Matrix<double, N, 1> w = 2 * v + v.cwiseProduct(v);
  w += v * v.norm();
  return w.dot(v) + w.maxCoeff() + w.normalized()(0);
}

static double decomposed(const double *x) {
  Matrix3d a;
  a << 5 + x[0], x[1], x[2], x[1], 6 + x[3], x[0], x[2], x[0], 7;
  Vector3d b(x[0], x[1], x[3]);
  return a.llt().solve(b).squaredNorm() + a.partialPivLu().solve(b).sum() + a.inverse().trace() + a.determinant();
}

static double rotated(const double *x) {
  Quaterniond q(x[0] + 2, x[1], x[2], x[3]);
  q.normalize();
  Vector3d v(1, x[1], 3);
  return (q * v).sum() + q.toRotationMatrix().trace();
}

__attribute__((noinline)) static double squared(const Ref<const VectorXd> &v) { return v.squaredNorm() * v(0); }

extern "C" double eigen_fixed(double *x, int n) {
  Map<const VectorXd> v(x, n);
  return scaled<2>(x) + scaled<5>(x) + decomposed(x) + rotated(x) + squared(v) + squared(2 * v.head(2));
}
