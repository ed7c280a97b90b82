// std::unordered_map and unordered_set: memoised values, sparse rows.
#include <cmath>
#include <unordered_map>
#include <unordered_set>
extern "C" double hash_maps(double *x, int n) {
  std::unordered_map<int, double> row;
  std::unordered_set<int> seen;
  for (int i = 0; i < 5 * n; i++) {
    row[(i * 13) % 17] += x[i % n] * x[(i + 2) % n] + 0.1 * i * x[i % n];
    seen.insert(i % 4);
  }
  double s = 0;
  for (int k = 0; k < 17; k++) {
    auto it = row.find(k);
    if (it != row.end()) s += std::sin(it->second) * (k + 1);
  }
  row.erase(4);
  for (auto &e : row) s += 0.1 * e.second * e.second;
  return s * seen.size();
}
