// Vectors of parameters by name in a hash map: assigned from pointers and lists, extended by ranges, copied, and stepped along a gradient.
#include <string>
#include <unordered_map>
#include <vector>

namespace {

using Groups = std::unordered_map<std::string, std::vector<double>>;

Groups slopes(const Groups &parameters) {
  Groups result;
  for (const auto &group : parameters) {
    std::vector<double> slope(group.second);
    for (double &entry : slope) entry = entry * entry + 1;
    result[group.first] = slope;
  }
  return result;
}

} // namespace

extern "C" double parameter_groups(double *x, int n) {
  Groups parameters;
  parameters["weights"].assign(x, x + n);
  parameters["a bias whose name is long enough for the heap"] = {x[0] * x[1], x[2]};
  std::vector<double> &bias = parameters["a bias whose name is long enough for the heap"];
  bias.insert(bias.end(), parameters["weights"].begin(), parameters["weights"].end());
  Groups stepped = parameters, slope = slopes(parameters);
  double loss = 0;
  for (const auto &group : slope)
    for (std::size_t i = 0; i < group.second.size(); i++) {
      double &entry = stepped[group.first][i];
      entry -= 0.1 * group.second[i];
      loss += entry * entry * (i + 1);
    }
  return loss;
}
