// std::map<int, double>: counts by bucket, lookups, erasures, iteration.
#include <cmath>
#include <map>
extern "C" double map_of_numbers(double *x, int n) {
  std::map<int, double> bins;
  for (int i = 0; i < 4 * n; i++) bins[(i * 7) % 11] += x[i % n] * std::sin(i + x[(i + 1) % n]);
  bins.erase(3);
  auto it = bins.find(5);
  if (it != bins.end()) it->second *= 2;
  bins.insert({20, x[0] * x[1]});
  bins.emplace(21, x[2]);
  double s = 0;
  for (const auto &[key, value] : bins) s += (1 + 0.1 * key) * value * value;
  return s + bins.at(20) + (bins.count(4) ? bins.rbegin()->second : 0);
}
