// A hidden Markov model whose states and their transitions are maps by name.
#include <cmath>
#include <map>
#include <string>
#include <vector>
#include <numeric>
#include <algorithm>
#include <limits>
#include <cctype>
static double logsumexp(const std::vector<double> &v) {
  double m = *std::max_element(v.begin(), v.end());
  return m + std::log(std::accumulate(v.begin(), v.end(), 0.0, [m](double s, double e) { return s + std::exp(e - m); }));
}
class HMM { public:
  struct State {
    std::string name;
    double start;
    std::map<std::string, double> next;
    std::map<char, double> emit;
};
  std::vector<State> states; std::map<std::string, size_t> index;
  void add(State s) { index[s.name] = states.size(); states.push_back(std::move(s)); }
  double forward(const std::string &obs) const {
    std::vector<double> a(states.size());
    for (size_t i = 0; i < a.size(); i++) a[i] = std::log(states[i].start) + std::log(states[i].emit.at(obs[0]));
    for (size_t t = 1; t < obs.size(); t++) {
      std::vector<std::vector<double>> terms(states.size());
      for (size_t i = 0; i < states.size(); i++) for (const auto &[to, p] : states[i].next) terms[index.at(to)].push_back(a[i] + std::log(p));
      for (size_t j = 0; j < a.size(); j++) a[j] = logsumexp(terms[j]) + std::log(states[j].emit.at(obs[t]));
    }
    return logsumexp(a);
  }
};
static double sig(double v) { return 1 / (1 + std::exp(-v)); }
extern "C" double markov_model(double *x, int) {
  HMM m; double p = sig(x[0]), q = sig(x[1]), r = sig(x[2]);
  m.add({"sunny", r, {{"sunny", p}, {"rainy", 1 - p}}, {{'w', sig(x[3])}, {'s', 1 - sig(x[3])}}});
  m.add({"rainy", 1 - r, {{"sunny", 1 - q}, {"rainy", q}}, {{'w', sig(x[4])}, {'s', 1 - sig(x[4])}}});
  return m.forward("wsswwws") + x[5] * m.forward("sws");
}
