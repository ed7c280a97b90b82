// std::unordered_map<std::string, double>.
#include <cmath>
#include <string>
#include <unordered_map>
extern "C" double hash_map_of_strings(double *x, int n) {
  std::unordered_map<std::string, double> p;
  for (int i = 0; i < n; i++) p["parameter " + std::to_string(i)] = x[i];
  double s = 0;
  for (int i = 0; i < n; i++) {
    auto it = p.find("parameter " + std::to_string(i));
    if (it != p.end()) s += (i + 1) * it->second * it->second;
  }
  return s + p.at("parameter 0") * p.at("parameter 1");
}
