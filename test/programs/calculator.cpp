// A calculator: text is parsed to a tree, which is evaluated with named variables; errors are thrown.
#include <cmath>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>
#include <stdexcept>
#include <cctype>
#include <sstream>
using Env = std::unordered_map<std::string, double>;
struct Node {
  virtual ~Node() = default;
  virtual double eval(const Env &) const = 0;
};
using P = std::shared_ptr<const Node>;
struct Num : Node {
  double v;
  explicit Num(double v) : v(v) {
  }
  double eval(const Env &) const override {
    return v;
  }
};
struct Var : Node {
  std::string n;
  explicit Var(std::string n) : n(std::move(n)) {
  }
  double eval(const Env &e) const override {
    auto it = e.find(n);
    if (it == e.end()) throw std::out_of_range("unbound " + n);
    return it->second;
  }
};
struct Bin : Node {
  char op;
  P l, r;
  Bin(char op, P l, P r) : op(op), l(std::move(l)), r(std::move(r)) {
  }
  double eval(const Env &e) const override {
    double a = l->eval(e), b = r->eval(e);
    switch (op) {
      case '+': return a + b;
      case '-': return a - b;
      case '*': return a * b;
      case '/': return a / b;
      default: return std::pow(a, b);
    }
  }
};
struct Call : Node {
  std::string f;
  std::vector<P> args;
  Call(std::string f, std::vector<P> a) : f(std::move(f)), args(std::move(a)) {
  }
  double eval(const Env &e) const override {
    double a = args.at(0)->eval(e);
    if (f == "sin") return std::sin(a);
    if (f == "exp") return std::exp(a);
    if (f == "max") return std::max(a, args.at(1)->eval(e));
    throw std::runtime_error("unknown " + f);
  }
};
class Parser { std::string s; size_t i = 0;
  void ws() {
    while (i < s.size() && std::isspace((unsigned char)s[i])) i++;
  }
  bool eat(char c) {
    ws();
    if (i < s.size() && s[i] == c) {
      i++;
      return true;
    }
    return false;
  }
  P expr() {
    P l = term();
    for (;;) {
      if (eat('+')) l = std::make_shared<Bin>('+', l, term());
      else if (eat('-')) l = std::make_shared<Bin>('-', l, term());
      else return l;
    }
  }
  P term() {
    P l = power();
    for (;;) {
      if (eat('*')) l = std::make_shared<Bin>('*', l, power());
      else if (eat('/')) l = std::make_shared<Bin>('/', l, power());
      else return l;
    }
  }
  P power() { P b = atom(); if (eat('^')) return std::make_shared<Bin>('^', b, power()); return b; }
  P atom() {
    ws();
    if (eat('(')) {
      P e = expr();
      if (!eat(')')) throw std::runtime_error("expected )");
      return e;
    }
    if (i < s.size() && (std::isdigit((unsigned char)s[i]) || s[i] == '.')) {
      size_t used;
      double v = std::stod(s.substr(i), &used);
      i += used;
      return std::make_shared<Num>(v);
    }
    std::string id;
    while (i < s.size() && std::isalnum((unsigned char)s[i])) id += s[i++];
    if (id.empty()) throw std::runtime_error("unexpected input");
    if (eat('(')) {
      std::vector<P> a;
      do a.push_back(expr());
      while (eat(','));
      if (!eat(')')) throw std::runtime_error("expected )");
      return std::make_shared<Call>(id, std::move(a));
    }
    return std::make_shared<Var>(id);
    }
public:
explicit Parser(std::string s) : s(std::move(s)) {
}
P parse() {
  P e = expr();
  ws();
  if (i != s.size()) throw std::runtime_error("trailing input");
  return e;
}
};
extern "C" double calculator(double *x, int) {
  Env env; for (int i = 0; i < 4; i++) { std::ostringstream name; name << "x" << i; env[name.str()] = x[i]; }
  double s = 0;
  for (const char *text : {"x0*sin(x1) + 2.5*x2^2", "exp(-x3)/(1+x0^2) - max(x1, x2)", "x0 + unknown", "3 * (x1 - x2"}) {
    try {
      s += Parser(text).parse()->eval(env);
    }  catch (const std::out_of_range &) {
      s += x[0];
    }  catch (const std::exception &) {
      s -= 2 * x[1];
    }
    }
  return s;
}
