// Eigen, with the functions of arrays that it computes in vectors of doubles: exponentials, logarithms, absolute values; reductions.
#include <Eigen/Dense>
using namespace Eigen;

__attribute__((noinline)) static double entropy(const Ref<const VectorXd> &v) {
  VectorXd p = (v.array() - v.maxCoeff()).exp();
  p /= p.sum();
  return -(p.array() * p.array().log()).sum();
}

extern "C" double eigen_softmax(double *x, int n) {
  Map<const VectorXd> v(x, n);
  ArrayXd a = v.array().abs() + 0.5;
  // How a sequence goes on is a structure of numbers and a flag, which LLVM loads as a vector of bytes.
  VectorXd steps = VectorXd::LinSpaced(n, 0, 2);
  double waves = (steps.array() * v(0)).sin().sum();
  return entropy(v) + 2 * (a.log() * a.sqrt()).sum() + a.minCoeff() - v.lpNorm<1>() + waves;
}
