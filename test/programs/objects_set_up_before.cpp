// Variables of classes that the program fills before it asks for a gradient, and that the function reads: tables, named parameters,
// layers of a network, a chosen function. To the gradient they are constants.
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

using Vector = std::vector<double>;

struct Layer {
  std::vector<Vector> weights;
  Vector bias;
  Vector apply(const Vector &in) const {
    Vector out(bias);
    for (std::size_t i = 0; i < weights.size(); i++)
      for (std::size_t j = 0; j < in.size(); j++) out[i] += weights[i][j] * in[j];
    return out;
  }
};

Vector table;
std::map<std::string, double> parameters;
std::unique_ptr<Layer> first;
std::vector<Layer> layers;
std::function<double(double)> activation;
struct {
  std::string name;
  double scale;
  std::vector<int> chosen;
} config;

struct SetUp {
  SetUp() {
    table = {1, 2, 3};
    parameters["drag"] = 2;
    parameters["a name that is too long to be kept in place"] = 0.5;
    Layer layer;
    for (int i = 0; i < 3; i++) {
      Vector row;
      for (int j = 0; j < 3; j++) row.push_back(0.1 * (i + 1) - 0.07 * j);
      layer.weights.push_back(row);
      layer.bias.push_back(0.2 * i);
    }
    first = std::make_unique<Layer>(layer);
    layers = {layer, layer};
    activation = [](double t) { return std::tanh(t); };
    config.name = "set up";
    config.scale = 0.25;
    config.chosen = {0, 2};
  }
} setUp;

} // namespace

extern "C" double objects_set_up_before(double *x, int n) {
  Vector v(x, x + 3);
  v = first->apply(v);
  for (const Layer &layer : layers) {
    v = layer.apply(v);
    for (double &value : v) value = activation(value);
  }
  double sum = 0;
  for (int i : config.chosen) sum += v[i] * table[i] * parameters.at("drag") + config.scale * x[i + 3] * x[n - 1];
  return sum + parameters.at("a name that is too long to be kept in place") * x[0] * x[4] * config.name.size();
}
