// The standard library: containers, strings, streams, algorithms, smart pointers, closures.
#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <variant>
#include <vector>

struct Shape {
  virtual ~Shape() = default;
  virtual double area() const = 0;
};
struct Square : Shape {
  double side;
  explicit Square(double s) : side(s) {}
  double area() const override { return side * side; }
};

static std::map<std::string, std::vector<double>> table;
thread_local std::string last = "none";

double fill(int n) {
  for (int i = 0; i < n; ++i) table["k" + std::to_string(i % 7)].push_back(i * 0.5);
  double total = 0;
  for (auto &[key, values] : table) {
    std::sort(values.begin(), values.end(), [](double a, double b) { return a > b; });
    total += std::accumulate(values.begin(), values.end(), 0.0);
    last = key;
  }
  return total;
}

std::optional<int> find(const std::vector<int> &v, int x) {
  auto it = std::find(v.begin(), v.end(), x);
  if (it == v.end()) return std::nullopt;
  return static_cast<int>(it - v.begin());
}

using Any = std::variant<int, double, std::string>;
double visit(const Any &a) {
  return std::visit([](auto &&x) -> double {
    if constexpr (std::is_same_v<std::decay_t<decltype(x)>, std::string>) return x.size();
    else return x;
  }, a);
}

int main() {
  std::vector<std::unique_ptr<Shape>> shapes;
  shapes.push_back(std::make_unique<Square>(3));
  std::function<double(double)> scale = [k = fill(10)](double x) { return k * x; };
  auto shared = std::make_shared<int>(4);
  try {
    std::cout << scale(shapes.at(0)->area()) << ' ' << find({1, 2, 3}, 2).value() << ' ' << visit(Any{2.5}) << *shared << '\n';
    std::cout << shapes.at(7)->area();
  } catch (const std::exception &e) {
    std::cerr << e.what() << std::endl;
    return 1;
  }
}
