// A matrix class over std::vector with move semantics, operators and initializer lists; std::swap of matrices; LU by rows.
#include <cmath>
#include <initializer_list>
#include <stdexcept>
#include <utility>
#include <vector>
class Matrix {
  std::size_t rows_, cols_;
  std::vector<double> data_;
public:
  Matrix(std::size_t r, std::size_t c, double v = 0) : rows_(r), cols_(c), data_(r * c, v) {}
  Matrix(std::initializer_list<std::initializer_list<double>> list) : rows_(list.size()), cols_(list.begin()->size()) {
    for (auto &row : list) data_.insert(data_.end(), row.begin(), row.end());
  }
  double &operator()(std::size_t i, std::size_t j) { return data_.at(i * cols_ + j); }
  double operator()(std::size_t i, std::size_t j) const { return data_[i * cols_ + j]; }
  std::size_t rows() const { return rows_; }
  friend Matrix operator*(const Matrix &a, const Matrix &b) {
    if (a.cols_ != b.rows_) throw std::invalid_argument("sizes");
    Matrix c(a.rows_, b.cols_);
    for (std::size_t i = 0; i < a.rows_; i++)
      for (std::size_t j = 0; j < b.cols_; j++)
        for (std::size_t k = 0; k < a.cols_; k++) c(i, j) += a(i, k) * b(k, j);
    return c;
  }
  Matrix &operator+=(const Matrix &b) {
    for (std::size_t i = 0; i < data_.size(); i++) data_[i] += b.data_[i];
    return *this;
  }
};
static double determinant(Matrix m) {
  double d = 1;
  for (std::size_t k = 0; k < m.rows(); k++) {
    d *= m(k, k);
    for (std::size_t i = k + 1; i < m.rows(); i++) {
      double f = m(i, k) / m(k, k);
      for (std::size_t j = k; j < m.rows(); j++) m(i, j) -= f * m(k, j);
    }
  }
  return d;
}
extern "C" double matrix_class(double *x, int n) {
  Matrix a{{x[0] + 3, x[1], x[2]}, {x[3], x[4] + 4, x[5]}, {0.5, x[0] * x[1], 2}};
  Matrix b = a * a;
  b += a;
  std::swap(a, b);
  std::vector<Matrix> all;
  all.push_back(std::move(a));
  all.push_back(b);
  all.emplace_back(3, 3, x[2]);
  Matrix c = all[0] * all[1];
  c += all[2];
  return std::log(std::fabs(determinant(c)) + 1);
}
