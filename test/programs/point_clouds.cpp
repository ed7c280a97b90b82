// Registration of points: a k-d tree of unique pointers, a grid of voxels in a hash map with its own hash.
#include <cmath>
#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <vector>
template <size_t N> struct Point {
  std::array<double, N> c{};
  double &operator[](size_t i) {
    return c[i];
  }
  const double &operator[](size_t i) const {
    return c[i];
  }
  friend Point operator-(const Point &a, const Point &b) {
    Point r;
    for (size_t i = 0; i < N; i++) r[i] = a[i] - b[i];
    return r;
  }
  friend Point operator+(const Point &a, const Point &b) {
    Point r;
    for (size_t i = 0; i < N; i++) r[i] = a[i] + b[i];
    return r;
  }
  friend Point operator*(double s, Point p) {
    for (auto &v : p.c) v *= s;
    return p;
  }
  double sq() const {
    double s = 0;
    for (double v : c) s += v * v;
    return s;
  }
};
using P3 = Point<3>;
class KdTree { struct Node { P3 p; std::unique_ptr<Node> l, r; }; std::unique_ptr<Node> root;
  template <class It> static std::unique_ptr<Node> build(It b, It e, int ax) {
    if (b == e) return nullptr;
    It m = b + (e - b) / 2;
    std::nth_element(b, m, e, [ax](const P3 &u, const P3 &v) { return u[ax] < v[ax]; });
    auto n = std::make_unique<Node>();
    n->p = *m;
    n->l = build(b, m, (ax + 1) % 3);
    n->r = build(m + 1, e, (ax + 1) % 3);
    return n;
  }
  static void nearest(const Node *n, const P3 &q, int ax, const P3 *&best, double &d) {
    if (!n) return;
    double dn = (n->p - q).sq();
    if (dn < d) {
      d = dn;
      best = &n->p;
    }
    double diff = q[ax] - n->p[ax];
    nearest(diff < 0 ? n->l.get() : n->r.get(), q, (ax + 1) % 3, best, d);
    if (diff * diff < d) nearest(diff < 0 ? n->r.get() : n->l.get(), q, (ax + 1) % 3, best, d);
  }
public:
explicit KdTree(std::vector<P3> pts) : root(build(pts.begin(), pts.end(), 0)) {
}
const P3 &nearest(const P3 &q) const {
  const P3 *b = nullptr;
  double d = 1e300;
  nearest(root.get(), q, 0, b, d);
  return *b;
}
};
struct Key {
  int i, j, k;
  bool operator==(const Key &) const = default;
};
struct Hash {
  size_t operator()(const Key &k) const {
    return (k.i * 73856093) ^ (k.j * 19349663) ^ (k.k * 83492791);
  }
};
extern "C" double point_clouds(double *x, int) {
  std::vector<P3> pts;
  for (int i = 0; i < 14; i++) pts.push_back({{std::cos(i * 1.1), std::sin(i * 0.7), 0.1 * i * x[4]}});
  KdTree tree(pts);
  double c = std::cos(x[0]), s = std::sin(x[0]), cost = 0;
  std::unordered_map<Key, std::pair<P3, int>, Hash> grid;
  for (const auto &p : pts) {
    P3 q{{c * p[0] - s * p[1] + x[1], s * p[0] + c * p[1] + x[2], p[2] + x[3]}};
    cost += (tree.nearest(q) - q).sq();
    Key k{(int)std::floor(q[0]), (int)std::floor(q[1]), (int)std::floor(q[2])};
    auto &[sum, n] = grid[k];
    sum = sum + q;
    n++;
  }
  for (const auto &[k, v] : grid) cost += 0.01 * (1.0 / v.second * v.first).sq();
  return cost;
}
