// Boxes within boxes, of parts with names, optional prices and flags, and labels that are made of numbers; erased from, written out.
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>
struct Part {
  std::string name;
  std::optional<double> price;
  int count;
  double weight;
  bool fragile;
};
struct Box {
  std::string label;
  std::vector<Part> parts;
  std::map<std::string, double> fees;
  std::unique_ptr<Box> inner;
  long serial;
  double cost = 0;
};
static std::unique_ptr<Box> make(const double *x, int n, int depth) {
  auto box = std::make_unique<Box>();
  box->label = "box-" + std::to_string(depth) + "-with-a-long-label";
  box->serial = depth * 7;
  for (int i = 0; i < 3 + depth; i++) {
    Part part{"part" + std::to_string(i), std::nullopt, i + 1, x[(i + depth) % n], i % 2 == 1};
    if (i != 1) part.price = x[i % n] * (1 + depth);
    box->parts.push_back(std::move(part));
  }
  box->fees["tax" + std::to_string(depth)] = x[0] * x[1 % n];
  box->fees["tip"] = x[2 % n];
  if (depth > 0) box->inner = make(x, n, depth - 1);
  return box;
}
static double total(const Box &box) {
  double s = 0;
  for (auto &p : box.parts)
    s += p.price.value_or(0.5) * p.count + (p.fragile ? p.weight * p.weight : p.weight);
  for (auto &[name, fee] : box.fees) s += fee * name.size();
  return box.inner ? s + 0.5 * total(*box.inner) : s;
}
extern "C" double parts_list(double *x, int n) {
  auto box = make(x, n, 2);
  box->cost = total(*box);
  box->parts.erase(box->parts.begin());
  std::ostringstream out;
  out << box->label << ' ' << box->cost;
  return 0.1 * box->cost * box->parts.front().weight + (out.str().empty() ? 1 : 0);
}
