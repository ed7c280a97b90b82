#include "lib/decay.h"
#include <array>
#include <cmath>
#include <cstdio>

extern int enzyme_dup, enzyme_const;
template <typename Result, typename... Arguments> Result __enzyme_autodiff(void *function, Arguments...);

namespace {

using Rates = std::array<double, 2>;

/** The squared distance of the amounts left after 1 and 2 from what was measured. */
double misfit(const Rates *rates) {
  double first = decay(10, rates->data(), 2, 1) - 5;
  double second = decay(10, rates->data(), 2, 2) - 2.5;
  return first * first + second * second;
}

} // namespace

int main() {
  Rates rates = {0.1, 0.2};
  for (int step = 0; step < 500; step++) {
    Rates gradient = {};
    __enzyme_autodiff<double>(reinterpret_cast<void *>(misfit), enzyme_dup, &rates, &gradient);
    for (int i = 0; i < 2; i++) rates[i] -= 0.005 * gradient[i];
  }
  std::printf("half-life %.4f\n", std::log(2) / (rates[0] + rates[1]));
}
