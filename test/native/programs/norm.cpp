#include <array>
#include <cmath>
#include <cstdio>

template <typename Result, typename... Arguments> Result __enzyme_autodiff(void *, Arguments...);
extern int enzyme_dup;

namespace {
template <typename T, std::size_t N> T norm(const std::array<T, N> &values) {
  T sum = 0;
  for (auto value : values) sum += value * value;
  return std::sqrt(sum);
}
} // namespace

int main() {
  std::array<double, 2> x = {3, 4}, dx = {};
  __enzyme_autodiff<double>((void *)norm<double, 2>, enzyme_dup, &x, &dx);
  std::printf("%g %g\n", dx[0], dx[1]);
}
