// A recurrent net: layers as unique pointers, parameters as spans, activations as std::function.
#include <cmath>
#include <memory>
#include <vector>
#include <span>
#include <numeric>
#include <algorithm>
#include <functional>
using Vec = std::vector<double>;
class Params {
  const double *p;
public:
  explicit Params(const double *p) : p(p) {
  }
  std::span<const double> take(size_t n) {
    std::span<const double> s(p, n);
    p += n;
    return s;
  }
};
struct Layer { virtual ~Layer() = default; virtual Vec forward(const Vec &in) = 0; virtual void reset() {} };
struct Dense : Layer {
  std::span<const double> w, b; size_t in, out; std::function<double(double)> act;
  Dense(Params &p, size_t in, size_t out, std::function<double(double)> act) : w(p.take(in * out)), b(p.take(out)), in(in), out(out), act(std::move(act)) {
  }
  Vec forward(const Vec &v) override {
    Vec r(out);
    for (size_t i = 0; i < out; i++) r[i] = act(std::inner_product(v.begin(), v.end(), w.begin() + i * in, b[i]));
    return r;
  }
};
struct LSTM : Layer {
  size_t in, hid; std::span<const double> w, b; Vec h, c;
  LSTM(Params &p, size_t in, size_t hid) : in(in), hid(hid), w(p.take(4 * hid * (in + hid))), b(p.take(4 * hid)), h(hid, 0.0), c(hid, 0.0) {
  }
  void reset() override { std::fill(h.begin(), h.end(), 0.0); std::fill(c.begin(), c.end(), 0.0); }
  static double sigmoid(double v) { return 1 / (1 + std::exp(-v)); }
  Vec forward(const Vec &x) override {
    Vec z(x); z.insert(z.end(), h.begin(), h.end());
    Vec g(4 * hid);
    for (size_t i = 0; i < 4 * hid; i++) {
      g[i] = b[i];
      for (size_t j = 0; j < z.size(); j++) g[i] += w[i * z.size() + j] * z[j];
    }
    for (size_t i = 0; i < hid; i++) {
      c[i] = sigmoid(g[i]) * c[i] + sigmoid(g[hid + i]) * std::tanh(g[2 * hid + i]);
      h[i] = sigmoid(g[3 * hid + i]) * std::tanh(c[i]);
    }
    return h;
  }
};
struct Network {
  std::vector<std::unique_ptr<Layer>> layers;
  template <class L, class... A> Network &add(A &&...a) {
    layers.push_back(std::make_unique<L>(std::forward<A>(a)...));
    return *this;
  }
  Vec operator()(Vec v) { for (auto &l : layers) v = l->forward(v); return v; }
};
extern "C" double recurrent_layers(double *x, int) {
  Vec theta(40); for (int i = 0; i < 40; i++) theta[i] = 0.3 * std::sin(i + x[i % 6]) * x[(i * 5) % 6];
  Params p(theta.data());
  Network net;
  net.add<LSTM>(p, 1, 2).add<Dense>(p, 2, 2, [](double v) { return std::tanh(v); }).add<Dense>(p, 2, 1, [](double v) { return v; });
  double s = 0;
  for (int t = 0; t < 6; t++) {
    auto y = net(Vec{std::sin(0.7 * t)});
    double e = y[0] - std::sin(0.7 * (t + 1));
    s += e * e;
  }
  return s;
}
