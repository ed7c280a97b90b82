// The bytes of numbers in std::string: messages that are packed, copied, moved, kept in containers and unpacked.
#include <cmath>
#include <cstring>
#include <map>
#include <string>
#include <vector>
template <typename T> static void put(std::string &s, const T &v) { s.append(reinterpret_cast<const char *>(&v), sizeof v); }
template <typename T> static T get(const std::string &s, std::size_t &at) {
  T v;
  std::memcpy(&v, s.data() + at, sizeof v);
  at += sizeof v;
  return v;
}
struct Message {
  std::string body;
  int id;
};
static double message(const double *x, int n) {
  std::string s;
  put(s, n);
  for (int i = 0; i < n; i++) put(s, x[i] * x[i]);
  put(s, x[0]);
  std::string moved = std::move(s), copy = moved;
  std::size_t at = 0;
  int count = get<int>(copy, at);
  double r = 0;
  for (int i = 0; i < count; i++) r += get<double>(copy, at) * (i + 1);
  return r * get<double>(copy, at);
}
static double table(const double *x, int n) {
  std::map<std::string, std::string> m;
  for (int i = 0; i < n; i++) {
    double v[2] = {std::sin(x[i]), std::cos(x[i])};
    m[std::string("key") + char('a' + i)] = std::string(reinterpret_cast<const char *>(v), sizeof v);
  }
  double r = 0;
  for (const auto &[key, value] : m) {
    double v[2];
    std::memcpy(v, value.data(), sizeof v);
    r += v[0] * v[1] * (key[3] - 'a' + 1);
  }
  return r;
}
static double queue(const double *x, int n) {
  std::vector<Message> q;
  for (int i = 0; i < n; i++) {
    Message m;
    m.id = i;
    m.body.resize(sizeof *x);
    double v = x[i] * x[(i + 1) % n];
    std::memcpy(m.body.data(), &v, sizeof v);
    q.push_back(std::move(m));
  }
  double r = 0;
  for (const auto &m : q) r += *reinterpret_cast<const double *>(m.body.data()) * (m.id + 1);
  return r;
}
struct Point {
  double x, y;
  int k;
};
__attribute__((noinline)) static void append(std::string &s, const void *p, std::size_t n) { s.append(static_cast<const char *>(p), n); }
__attribute__((noinline)) static void extract(const std::string &s, std::size_t at, void *p, std::size_t n) { std::memcpy(p, s.data() + at, n); }
static double helpers(const double *x) {
  std::string s;
  append(s, x, 3 * sizeof *x);
  Point p{x[0] * x[1], x[2], 3}, q;
  append(s, &p, sizeof p);
  double w[3];
  extract(s, 0, w, sizeof w);
  extract(s, sizeof w, &q, sizeof q);
  return w[0] * w[1] * w[2] * q.x + q.y * q.k;
}
extern "C" double numbers_in_strings(double *x, int n) { return message(x, n) + table(x, n) * queue(x, n) + helpers(x); }
