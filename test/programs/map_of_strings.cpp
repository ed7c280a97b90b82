// std::map<std::string, double>: named parameters of a model.
#include <cmath>
#include <map>
#include <string>
extern "C" double map_of_strings(double *x, int n) {
  std::map<std::string, double> p;
  p["alpha"] = x[0];
  p["beta"] = x[1];
  p["a rather long name of a parameter"] = x[2];
  for (int i = 3; i < n; i++) p["x" + std::to_string(i)] = x[i];
  double s = p["alpha"] * p["beta"] + std::sin(p["a rather long name of a parameter"]);
  for (const auto &e : p) s += e.second * e.second * e.first.size();
  return s;
}
