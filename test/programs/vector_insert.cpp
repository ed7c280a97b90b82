// std::vector with elements put into the middle: what follows is moved on by a distance in bytes.
#include <cmath>
#include <vector>
extern "C" double vector_insert(double *x, int n) {
  std::vector<double> v(x, x + n);
  v.insert(v.begin() + 2, x[1] * x[2]);
  v.insert(v.end() - 1, 2.5 * x[0]);
  double s = 0;
  int k = 0;
  for (double e : v) s += std::sin(e) * e * (++k);
  return s;
}
