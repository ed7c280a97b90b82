// std::complex: a DFT, roots, polar form, vectors of complex numbers.
#include <cmath>
#include <complex>
#include <vector>
using C = std::complex<double>;
extern "C" double complex_numbers(double *x, int n) {
  std::vector<C> v;
  for (int i = 0; i < n; i++) v.emplace_back(x[i], x[(i + 1) % n]);
  double s = 0;
  for (int k = 0; k < n; k++) {
    C sum = 0;
    for (int j = 0; j < n; j++) sum += v[j] * std::polar(1.0, -2 * M_PI * j * k / n);
    s += std::norm(sum) * (k + 1) + std::abs(sum) * 0.1;
  }
  C z(x[0], x[1]), w = std::exp(z) / (z + C(0, 2)) + std::sqrt(z) * std::log(z) - std::pow(z, 3) + std::conj(z);
  return s + w.real() * w.imag() + std::arg(w);
}
