// Objects that functions keep in static variables, set up when they are first asked for: by a gradient, or before it. A registry of
// factories, options by name, weights, and a cache of polynomials that the differentiated code looks into.
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};

struct Square : Shape {
  double side;
  explicit Square(double side) : side(side) {}
  double area() const override { return side * side; }
};

struct Disc : Shape {
  double radius;
  explicit Disc(double radius) : radius(radius) {}
  double area() const override { return 3.14159 * radius * radius; }
};

using Factory = std::function<std::unique_ptr<Shape>(double)>;

std::map<std::string, Factory> &registry() {
  static std::map<std::string, Factory> known;
  if (known.empty()) {
    known["square"] = [](double size) { return std::make_unique<Square>(size); };
    known["disc"] = [](double size) { return std::make_unique<Disc>(size); };
  }
  return known;
}

struct Options {
  std::vector<double> weights;
  std::map<std::string, double> byName;
  Options() {
    for (int i = 0; i < 8; i++) weights.push_back(0.5 + i);
    byName["scale"] = 2;
    byName["a name that is long enough for the heap"] = 0.25;
  }
};

Options &options() {
  static Options all;
  return all;
}

double option(const std::string &name) { return options().byName.at(name); }

const std::vector<double> &polynomial(int degree) {
  static std::map<int, std::vector<double>> cache;
  auto found = cache.find(degree);
  if (found != cache.end()) return found->second;
  std::vector<double> coefficients;
  for (int i = 0; i <= degree; i++) coefficients.push_back(1.0 / (1 + i));
  return cache[degree] = coefficients;
}

double evaluate(const std::vector<double> &coefficients, double t) {
  double sum = 0;
  for (std::size_t i = coefficients.size(); i-- > 0;) sum = sum * t + coefficients[i];
  return sum;
}

} // namespace

extern "C" double singletons(double *x, int n) {
  double total = 0;
  for (int i = 0; i < n; i++) total += options().weights[i] * x[i] * x[(i + 1) % n];
  total *= option("scale");
  total += option("a name that is long enough for the heap") * registry()["square"](x[0])->area();
  total += registry().at("disc")(x[1] + x[2])->area();
  for (int i = 0; i < n; i++) total += evaluate(polynomial(i % 3 + 1), x[i]);
  return total;
}
