// flags: -I/usr/include/eigen3
// Matrices by reference, some of them constant: shadows are matrices, too.
#include <Eigen/Dense>
#include "requests.h"
using namespace Eigen;
extern int enzyme_dup, enzyme_const;
template <typename Result, typename... Arguments> Result __enzyme_autodiff(void *, Arguments...);

__attribute__((noinline)) static double layer(const MatrixXd &w, const VectorXd &b) {
  return (w * b).squaredNorm() + (w * b).sum();
}

template <class F, class M> static void expect_gradient(F f, M &at, const M &gradient) {
  for (Index i = 0; i < at.size(); i++) {
    double x = at.data()[i], h = 1e-6;
    at.data()[i] = x + h;
    double up = f();
    at.data()[i] = x - h;
    expect(gradient.data()[i], (up - f()) / (2 * h));
    at.data()[i] = x;
  }
}

int main() {
  MatrixXd w = MatrixXd::Random(4, 3), dw = MatrixXd::Zero(4, 3);
  VectorXd b = VectorXd::Constant(3, 2.0), db = VectorXd::Zero(3);
  auto value = [&] { return layer(w, b); };
  __enzyme_autodiff<void>((void *)layer, &w, &dw, &b, &db);
  expect_gradient(value, w, dw);
  expect_gradient(value, b, db);
  dw.setZero();
  db.setZero();
  __enzyme_autodiff<void>((void *)layer, enzyme_dup, &w, &dw, enzyme_const, &b);
  expect_gradient(value, w, dw);
  __enzyme_autodiff<void>((void *)layer, enzyme_const, &w, enzyme_dup, &b, &db);
  expect_gradient(value, b, db);
}
