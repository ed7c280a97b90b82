// A network of polymorphic layers, owned by a vector of unique pointers.
#include <cmath>
#include <memory>
#include <string>
#include <vector>
namespace {
using Vec = std::vector<double>;
struct Layer {
  virtual ~Layer() = default;
  virtual Vec forward(const Vec &in) const = 0;
  virtual double penalty() const { return 0; }
  virtual std::string name() const = 0;
};
class Dense : public Layer {
  Vec w_, b_;
  size_t in_, out_;
public:
  Dense(size_t in, size_t out, const double *x, int n) : w_(in * out), b_(out), in_(in), out_(out) {
    for (size_t i = 0; i < w_.size(); i++) w_[i] = x[i % n] * (0.3 + 0.1 * (i % 3));
    for (size_t i = 0; i < out; i++) b_[i] = 0.1 * x[(i + 2) % n];
  }
  Vec forward(const Vec &in) const override {
    Vec out(b_);
    for (size_t o = 0; o < out_; o++) for (size_t i = 0; i < in_; i++) out[o] += w_[o * in_ + i] * in[i];
    return out;
  }
  double penalty() const override { double s = 0; for (double w : w_) s += w * w; return 0.01 * s; }
  std::string name() const override { return "dense " + std::to_string(in_) + "x" + std::to_string(out_); }
};
template <double (*F)(double)> class Activation : public Layer {
  std::string name_;
public:
  explicit Activation(std::string name) : name_(std::move(name)) {}
  Vec forward(const Vec &in) const override { Vec out; for (double v : in) out.push_back(F(v)); return out; }
  std::string name() const override { return name_; }
};
class Softmax : public Layer {
public:
  Vec forward(const Vec &in) const override {
    double m = in[0], s = 0;
    for (double v : in) m = std::max(m, v);
    Vec out(in.size());
    for (size_t i = 0; i < in.size(); i++) s += out[i] = std::exp(in[i] - m);
    for (double &v : out) v /= s;
    return out;
  }
  std::string name() const override { return "softmax"; }
};
double softplus(double v) { return std::log1p(std::exp(v)); }
class Residual : public Layer {
  std::unique_ptr<Layer> inner_;
public:
  explicit Residual(std::unique_ptr<Layer> l) : inner_(std::move(l)) {}
  Vec forward(const Vec &in) const override { Vec out = inner_->forward(in); for (size_t i = 0; i < out.size(); i++) out[i] += in[i]; return out; }
  double penalty() const override { return inner_->penalty(); }
  std::string name() const override { return "residual(" + inner_->name() + ")"; }
};
struct Network {
  std::vector<std::unique_ptr<Layer>> layers;
  template <class L, class... A> Network &add(A &&...a) { layers.push_back(std::make_unique<L>(std::forward<A>(a)...)); return *this; }
  Vec operator()(Vec v) const { for (const auto &l : layers) v = l->forward(v); return v; }
};
}
extern "C" double neural_layers(double *x, int n) {
  Network net;
  net.add<Dense>(3, 4, x, n).add<Activation<std::tanh>>("tanh").add<Residual>(std::make_unique<Dense>(4, 4, x + 1, n - 1)).add<Activation<softplus>>("softplus").add<Dense>(4, 3, x, n).add<Softmax>();
  double loss = 0;
  for (int s = 0; s < 3; s++) {
    Vec p = net({x[s], x[s + 1], 0.5 * s});
    loss -= std::log(p[s]);
  }
  size_t letters = 0;
  for (const auto &l : net.layers) { loss += l->penalty(); letters += l->name().size(); }
  return loss + 0.001 * letters;
}
