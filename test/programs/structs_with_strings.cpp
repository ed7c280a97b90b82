// A std::vector of structs with a string and a vector: moved when it grows, searched, erased from.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>
struct Asset {
  std::string name;
  double price;
  std::vector<double> flows;
};
extern "C" double structs_with_strings(double *x, int n) {
  std::vector<Asset> book;
  for (int i = 0; i < n; i++) {
    Asset a{i % 2 ? "bond" : "stock", x[i] * x[i] + 0.1, {}};
    for (int j = 0; j < 3; j++) a.flows.push_back(std::exp(-0.1 * j) * x[(i + j) % n]);
    book.push_back(std::move(a));
  }
  book.erase(book.begin() + 1);
  double s = 0;
  for (const auto &a : book) {
    std::vector<double> flows = a.flows;
    double pv = 0;
    for (double f : flows) pv += f * f;
    s += pv * a.price * a.name.size() * 0.1;
  }
  return s;
}
