// Constant objects that are built when the program starts, or when a function is called first: tables, weights, names of numbers.
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>
struct Table {
  std::vector<double> xs, ys;
  double operator()(double t) const {
    for (std::size_t i = 1; i < xs.size(); i++)
      if (t < xs[i]) return ys[i - 1] + (t - xs[i - 1]) / (xs[i] - xs[i - 1]) * (ys[i] - ys[i - 1]);
    return ys.back();
  }
};
static Table sampled(int n) {
  Table table;
  for (int i = 0; i < n; i++) table.xs.push_back(0.41 * i - 2.017), table.ys.push_back(std::sin(0.41 * i));
  return table;
}
static const Table global = sampled(12);
const std::unordered_map<std::string, double> constants{{"gravity", 9.81}, {"stiffness", 2.5}};
static const std::vector<std::vector<double>> weights{{0.5, 0.25}, {1.5, -0.75}};
static double lookUp(double t) {
  static const Table local = sampled(16);
  return local(t);
}
static const std::map<std::string, double> &units() {
  static const std::map<std::string, double> all{{"metre", 1.0}, {"foot", 0.3048}};
  return all;
}
extern "C" double static_tables(double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    const std::vector<double> &row = weights[i % 2];
    sum += constants.at(i % 2 ? "gravity" : "stiffness") * x[i] * x[0] + global(x[i]) * lookUp(x[i] * x[1]);
    sum += row[0] * x[i] * x[i] + row[1] * units().find(i % 3 ? "foot" : "metre")->second * x[2];
  }
  return sum;
}
