// clang++-22 -O0 -Xclang -disable-O0-optnone -g -S -emit-llvm -I/usr/include/eigen3 eigen.cpp (Debian's libeigen3-dev)
#include <Eigen/Dense>
extern int enzyme_dup, enzyme_const;
template <typename... T> void __enzyme_autodiff(void *, T...);
using namespace Eigen;

static double f(const double *x, int n) {
  Map<const Matrix3d> a(x);
  Vector3d b(x[0], x[1], x[2]);
  Matrix3d s = a * a.transpose() + 3 * Matrix3d::Identity();
  Vector3d y = LLT<Matrix3d>(s).solve(b);
  MatrixXd m = MatrixXd::Zero(n, n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) m(i, j) = x[(i + j) % n] + (i == j ? n : 0);
  VectorXd z = m.partialPivLu().solve(Map<const VectorXd>(x, n));
  return y.sum() + z.squaredNorm() + (m * m).trace();
}

void gradient(const double *x, double *dx, int n) {
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
}
