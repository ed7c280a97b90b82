// tolerance: 1e-4
// std::complex of float and of double, and a request by a function of complex numbers: their parts are differentiated as they are
// passed.
#include <cmath>
#include <complex>
#include <vector>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
template <typename Return, typename... Rest> Return __enzyme_autodiff(Rest...);

template <typename T> static T energy(const T *x, int n) {
  using Z = std::complex<T>;
  std::vector<Z> z;
  for (int i = 0; i + 1 < n; i++) z.push_back(Z(x[i], x[i + 1]));
  Z sum = 0;
  for (const Z &a : z) sum += a * a / (a + Z(3, 1)) + std::conj(a) * T(0.5);
  sum *= std::polar(T(1.2), x[1]);
  sum += std::exp(z[0] * T(0.3)) + std::sqrt(z[1] + T(2)) + std::log(z[1] + T(3)) + std::sin(z[0]) + std::pow(z[0] + T(2), 3);
  sum += std::pow(z[1] + T(2), z[0]) + std::tanh(z[0]) + std::asin(z[1] * T(0.2));
  sum /= z[0] + T(5);
  return sum.real() * sum.imag() + std::abs(sum) + std::arg(sum) + std::norm(z[1]) + std::proj(sum).real();
}
static float of_complex(float _Complex z, float weight) { return __builtin_cabsf(z * z) * weight; }
struct Parts { float re, im, weight; };
struct Both { float _Complex z; float weight; };
template <typename Return> Return __enzyme_autodiff_parts(void *, float _Complex, float);

int main() {
  const double at[4] = {0.4, -0.3, 0.8, 0.25};
  double x[4], d[4] = {};
  float xf[4], df[4] = {};
  for (int i = 0; i < 4; i++) xf[i] = x[i] = at[i];
  __enzyme_autodiff<double>((void *)energy<double>, enzyme_dup, x, d, enzyme_const, 4);
  __enzyme_autodiff<float>((void *)energy<float>, enzyme_dup, xf, df, enzyme_const, 4);
  for (int i = 0; i < 4; i++) {
    double up[4], down[4], h = 1e-5;
    for (int k = 0; k < 4; k++) up[k] = down[k] = at[k];
    up[i] += h;
    down[i] -= h;
    double expected = (energy(up, 4) - energy(down, 4)) / (2 * h);
    expect(d[i], expected);
    expect(df[i], expected);
  }
  float _Complex three_four = 3;
  __imag__ three_four = 4;
  Both both = __enzyme_autodiff_parts<Both>((void *)of_complex, three_four, 2);
  expect(__real__ both.z, 2 * 2 * 3);
  expect(__imag__ both.z, 2 * 2 * 4);
  expect(both.weight, 25);
  Parts parts = __enzyme_autodiff_parts<Parts>((void *)of_complex, three_four, 2);
  expect(parts.im, 16);
}
