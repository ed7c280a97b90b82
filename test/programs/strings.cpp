// std::string in the middle of numerics: built, compared, searched, formatted.
#include <cmath>
#include <string>
#include <vector>
static double apply(const std::string &op, double a, double b) {
  if (op == "add") return a + b;
  if (op == "mul") return a * b;
  if (op == "sin") return std::sin(a) + b;
  return a;
}
extern "C" double strings(double *x, int n) {
  std::vector<std::string> program{"add", "mul", "sin", "keep", "mul"};
  double s = 1;
  std::string log = "start";
  for (int i = 0; i < n; i++) {
    const std::string &op = program[i % program.size()];
    s = apply(op, s, x[i]);
    log += " " + op + std::to_string(i);
    if (log.find("keep") != std::string::npos) s *= 1.1;
  }
  std::string t = log.substr(0, 5);
  if (t == "start" && !log.empty() && log < "z") s *= x[0];
  return s * log.size() * 0.01;
}
