// A solver with options, a log that a callback writes to a stream, and a history of structs with gaps in them that hold strings.
#include <chrono>
#include <cmath>
#include <functional>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Options {
  int most = 20;
  double tolerance = 1e-10;
  std::function<void(int, double, std::ostream &)> log;
  bool verbose = false;
  std::string name = "newton";
};

struct Step {
  int number;
  double at, value;
  std::string note;
};

template <class Function, class Slope>
double solve(Function f, Slope slope, double at, const Options &options, std::vector<Step> *history = nullptr) {
  const auto begin = std::chrono::steady_clock::now();
  std::ostringstream log;
  log << std::scientific << std::setprecision(3);
  for (int i = 0; i < options.most; i++) {
    const double value = f(at);
    if (options.log) options.log(i, value, log);
    if (history) history->push_back({i, at, value, options.name + "#" + std::to_string(i)});
    if (std::fabs(value) < options.tolerance) break;
    at -= value / slope(at);
  }
  return (std::chrono::steady_clock::now() - begin).count() < 0 ? -1 : at;
}

} // namespace

extern "C" double logged_solver(double *x, int n) {
  Options options;
  options.name = "the root of a polynomial of degree three";
  options.log = [](int i, double value, std::ostream &out) { out << i << ": " << value << '\n'; };
  std::vector<Step> history;
  const double a = 2 + x[0] * x[0], b = x[1] * x[n - 1];
  const double root = solve([=](double t) { return t * t * t + a * t - b; }, [=](double t) { return 3 * t * t + a; }, 2.0, options, &history);
  double sum = root * x[2];
  for (const Step &step : history) sum += 0.01 * step.at * step.value + (step.note.size() % 2 ? step.at : 0) * step.number;
  return sum;
}
