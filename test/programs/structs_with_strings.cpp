// A set of structs with strings and vectors: find_if, remove_if, unique, sort with a comparator, lower_bound.
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
    Asset a{i % 2 ? "bond number " + std::to_string(i) : "stock", x[i] * x[i] + 0.1, {}};
    for (int j = 0; j < 3; j++) a.flows.push_back(std::exp(-0.1 * j) * x[(i + j) % n]);
    book.push_back(std::move(a));
  }
  std::sort(book.begin(), book.end(), [](const Asset &a, const Asset &b) { return a.name < b.name; });
  book.erase(std::remove_if(book.begin(), book.end(), [](const Asset &a) { return a.name == "bond number 3"; }), book.end());
  auto it = std::find_if(book.begin(), book.end(), [](const Asset &a) { return a.name.find("5") != std::string::npos; });
  double s = it != book.end() ? it->price : 0;
  for (const auto &a : book) {
    double pv = 0;
    for (double f : a.flows) pv += f * f;
    s += pv * a.price * a.name.size() * 0.1;
  }
  return s;
}
