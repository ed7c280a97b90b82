// std::complex: products and quotients with their checks for infinities, functions, polar form.
#include <cmath>
#include <complex>
#include <vector>
using Complex = std::complex<double>;
extern "C" double complex_arithmetic(double *x, int n) {
  Complex z(x[0], x[1]), w(x[2] + 3, x[3]);
  std::vector<Complex> poles;
  for (int i = 0; i < n; i++) poles.emplace_back(x[i], x[(i + 1) % n] + 2);
  Complex sum = 0;
  for (const Complex &p : poles) sum += z * w / (p - Complex(0, 5)) + std::conj(p) * 0.5;
  sum += std::exp(z * 0.3) + std::sqrt(w) + std::log(w) + std::sin(z) + std::pow(w, 3);
  sum *= std::polar(1.2, x[4]);
  z /= w;
  return sum.real() + 2 * sum.imag() + std::abs(z) + std::arg(w) + std::norm(sum) * 0.01;
}
