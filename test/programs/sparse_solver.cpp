// Conjugate gradients with a matrix built from a map, operators as lambdas, an exception on breakdown.
#include <cmath>
#include <map>
#include <stdexcept>
#include <vector>
#include <functional>
#include <utility>
class Csr { std::vector<int> ptr{0}, col; std::vector<double> val; public:
  Csr(int n, const std::map<std::pair<int, int>, double> &t) {
    int row = 0;
    for (const auto &[ij, v] : t) {
      while (row < ij.first) {
        ptr.push_back(col.size());
        row++;
      }
      col.push_back(ij.second);
      val.push_back(v);
    }
    while ((int)ptr.size() <= n) ptr.push_back(col.size());
  }
  std::vector<double> operator*(const std::vector<double> &x) const {
    std::vector<double> y(ptr.size() - 1);
    for (size_t i = 0; i + 1 < ptr.size(); i++) for (int k = ptr[i]; k < ptr[i + 1]; k++) y[i] += val[k] * x[col[k]];
    return y;
  }
  std::vector<double> diagonal() const {
    std::vector<double> d(ptr.size() - 1);
    for (size_t i = 0; i + 1 < ptr.size(); i++) for (int k = ptr[i]; k < ptr[i + 1]; k++) if (col[k] == (int)i) d[i] = val[k];
    return d;
  }
};
struct Guard {
  double &slot;
  double before;
  explicit Guard(double &s) : slot(s), before(s) {
  }
  ~Guard() {
    slot = before + 1;
  }
};
template <class Op> std::vector<double> cg(Op &&A, const std::vector<double> &b, const std::function<std::vector<double>(const std::vector<double> &)> &M, int it) {
  auto dot = [](const auto &a, const auto &c) {
    double s = 0;
    for (size_t i = 0; i < a.size(); i++) s += a[i] * c[i];
    return s;
};
  std::vector<double> x(b.size()), r = b, z = M(r), p = z; double rz = dot(r, z);
  for (int k = 0; k < it; k++) {
    auto Ap = A(p);
    double pAp = dot(p, Ap);
    if (pAp <= 0) throw std::runtime_error("breakdown");
    double al = rz / pAp;
    for (size_t i = 0; i < x.size(); i++) {
      x[i] += al * p[i];
      r[i] -= al * Ap[i];
    }
    z = M(r);
    double n = dot(r, z);
    for (size_t i = 0; i < p.size(); i++) p[i] = z[i] + n / rz * p[i];
    rz = n;
  }
  return x;
}
extern "C" double sparse_solver(double *x, int) {
  const int n = 9;
  std::map<std::pair<int, int>, double> t;
  for (int i = 0; i < n; i++) {
    t[{i, i}] += 2.5 + x[0] * x[0] * i;
    if (i) {
      t[{i, i - 1}] -= 0.4 * x[1];
      t[{i - 1, i}] -= 0.4 * x[1];
    }
  }
  Csr A(n, t);
  std::vector<double> b(n);
  for (int i = 0; i < n; i++) b[i] = std::sin(x[2] * i) + x[3];
  double used = 0;
  auto d = A.diagonal();
  std::vector<double> u;
  { Guard g(used); u = cg([&](const std::vector<double> &v) { return A * v; }, b, [&d](const std::vector<double> &r) { auto z = r; for (size_t i = 0; i < z.size(); i++) z[i] /= d[i]; return z; }, 5); }
  double s = used * x[0];
  try {
    cg([](const std::vector<double> &v) { auto w = v; for (auto &e : w) e = -e; return w; }, b, [](const std::vector<double> &r) { return r; }, 2);
  }  catch (const std::exception &e) {
    s += x[3];
  }
  for (int i = 0; i < n; i++) s += u[i] * u[i] * (i + 1); return s;
}
