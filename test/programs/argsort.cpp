// Indices in the order of the numbers: the comparison captures a vector, and is passed as an integer where no registers are left.
#include <algorithm>
#include <numeric>
#include <vector>
extern "C" double argsort(double *x, int n) {
  std::vector<double> a(x, x + n);
  std::vector<int> order(n);
  std::iota(order.begin(), order.end(), 0);
  double s = 0;
  std::stable_sort(order.begin(), order.end(), [&](int i, int j) { return a[i] > a[j]; });
  for (int i = 0; i < n; i++) s += (i + 1) * a[order[i]] * a[order[(i + 1) % n]];
  return s;
}
