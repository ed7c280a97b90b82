// A model that is fitted to a table given as text: lines and cells by getline, numbers by stod, basis functions by name in a
// hash map of std::function, labels as keys, an exception caught on the way.
#include <cmath>
#include <functional>
#include <iomanip>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

struct Row {
  double time, value, weight;
  std::string label;
};

std::vector<Row> parse(const std::string &text) {
  std::vector<Row> rows;
  std::istringstream in(text);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream cells(line);
    std::string cell;
    Row row;
    std::getline(cells, cell, ',');
    row.time = std::stod(cell);
    std::getline(cells, cell, ',');
    row.value = std::stod(cell);
    std::getline(cells, cell, ',');
    row.weight = std::stod(cell);
    std::getline(cells, row.label, ',');
    rows.push_back(row);
  }
  return rows;
}

using Parameters = std::vector<double>;
using Basis = std::function<double(double, const Parameters &)>;

class Model {
  std::unordered_map<std::string, Basis> known;
  std::vector<std::pair<std::string, double>> terms;

public:
  Model() {
    known["decay"] = [](double t, const Parameters &p) { return std::exp(-p[0] * p[0] * t); };
    known["wave"] = [](double t, const Parameters &p) { return std::sin(p[1] * t + p[2]); };
    known["polynomial"] = [](double t, const Parameters &p) {
      double sum = 0;
      for (std::size_t i = p.size(); i-- > 0;) sum = sum * t + p[i];
      return sum;
    };
  }
  Model &add(const std::string &name, double factor) {
    if (!known.count(name)) throw std::invalid_argument("no basis function " + name);
    terms.emplace_back(name, factor);
    return *this;
  }
  double operator()(double t, const Parameters &p) const {
    double sum = 0;
    for (const auto &term : terms) sum += term.second * known.at(term.first)(t, p);
    return sum;
  }
};

const char table[] = "time,value,weight,label\n0,1.0,1,a\n0.5,0.8,2,bb\n# a remark\n"
                     "1.0,0.3,1.5,a label that is long enough for the heap\n\n1.5,-0.2,1,c\n";

} // namespace

extern "C" double fitted_table(double *x, int n) {
  const std::vector<Row> rows = parse(table);
  Parameters p(x, x + n);
  Model model;
  model.add("decay", x[4]).add("wave", 0.5).add("polynomial", 0.1 * x[5]);
  try {
    model.add("spline", 1);
  } catch (const std::invalid_argument &error) {
    p[3] *= 1 + 0.01 * std::string(error.what()).size();
  }
  std::unordered_map<std::string, std::vector<double>> byLetter;
  for (const Row &row : rows) {
    const double distance = model(row.time, p) - row.value;
    byLetter[row.label.substr(0, 1)].push_back(row.weight * distance * distance);
  }
  double loss = 0;
  std::ostringstream report;
  for (const auto &group : byLetter) {
    double sum = 0;
    for (double part : group.second) sum += part;
    loss += sum * sum / group.second.size();
    report << group.first << '=' << std::setprecision(3) << sum << std::endl;
  }
  return loss + (report.str().empty() ? 1 : 0);
}
