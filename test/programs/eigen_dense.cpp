// Eigen with fixed and dynamic sizes: products, norms, solving by Cholesky and LU, an inverse, arrays with functions.
#include <Eigen/Dense>
using namespace Eigen;

static double products(const double *x) {
  Matrix3d fixed;
  fixed << x[0], x[1], x[2], x[3], x[0], 1, x[2], x[1], 3;
  Vector3d v(x[0], x[1], x[2]), w = fixed * v;
  MatrixXd dynamic(2, 3);
  dynamic << x[0], x[1], x[2], x[3], x[4], x[5];
  VectorXd y = dynamic * v + dynamic.col(1);
  return w.dot(v) + w.cross(v).norm() + (fixed * fixed).trace() + y.squaredNorm() + (dynamic.transpose() * dynamic).sum();
}

static double solved(const double *x, int n) {
  MatrixXd a(3, 3);
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) a(i, j) = (i == j ? 6 : 0) + x[(i * 2 + j) % n];
  VectorXd b = VectorXd::Ones(3) * x[0], y = a.partialPivLu().solve(b);
  MatrixXd symmetric = a * a.transpose();
  VectorXd z = symmetric.llt().solve(b);
  Matrix2d small;
  small << x[0] + 4, x[1], x[2], x[3] + 5;
  return y.sum() + 30 * z.squaredNorm() + small.inverse()(0, 1) + small.determinant();
}

extern "C" double eigen_dense(double *x, int n) {
  Map<ArrayXd> a(x, n);
  return products(x) + solved(x, n) + (a * a + a.exp()).sum() + 2 * a.maxCoeff();
}
