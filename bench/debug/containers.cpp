// clang++-22 -std=c++20 -O0 -Xclang -disable-O0-optnone -g -S -emit-llvm containers.cpp
#include <algorithm>
#include <map>
#include <string>
#include <vector>
extern int enzyme_dup, enzyme_const;
template <typename... T> void __enzyme_autodiff(void *, T...);

static double f(const double *x, int n) {
  std::map<std::string, double> sums;
  for (int i = 0; i < n; i++) sums[std::string(1, char('a' + i % 3))] += x[i] * x[i];
  std::vector<double> sorted(x, x + n);
  std::sort(sorted.begin(), sorted.end());
  double result = 0;
  for (const auto &[key, value] : sums) result += value * key[0];
  for (int i = 0; i < n; i++) result += i * sorted[i];
  return result;
}

void gradient(const double *x, double *dx, int n) {
  __enzyme_autodiff((void *)f, enzyme_dup, x, dx, enzyme_const, n);
}
