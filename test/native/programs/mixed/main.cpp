#include <cstdio>

extern int enzyme_dup, enzyme_const;
template <typename Result, typename... Arguments> Result __enzyme_autodiff(void *, Arguments...);

/** In Rust. */
extern "C" double potential(const double *x, std::size_t n);

int main() {
  double x[3] = {1, 2, 3}, gradient[3] = {};
  __enzyme_autodiff<double>(reinterpret_cast<void *>(potential), enzyme_dup, x, gradient, enzyme_const, std::size_t(3));
  std::printf("%g %g %g\n", gradient[0], gradient[1], gradient[2]);
}
