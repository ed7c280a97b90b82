// std::shared_ptr, make_shared, weak_ptr: a graph of shared expressions.
#include <cmath>
#include <memory>
#include <vector>
struct Node {
  double value = 0;
  std::shared_ptr<Node> left, right;
  std::weak_ptr<Node> parent;
};
static double walk(const std::shared_ptr<Node> &node) {
  if (!node) return 1;
  double up = 0;
  if (auto p = node->parent.lock()) up = p->value;
  return node->value * walk(node->left) + walk(node->right) * 0.5 + up;
}
extern "C" double shared_pointers(double *x, int n) {
  std::vector<std::shared_ptr<Node>> nodes;
  for (int i = 0; i < n; i++) {
    auto node = std::make_shared<Node>();
    node->value = std::sin(x[i]);
    if (i > 0) {
      node->left = nodes[i - 1];
      nodes[i - 1]->parent = node;
    }
    if (i > 2) node->right = nodes[i / 2];
    nodes.push_back(node);
  }
  std::shared_ptr<double> d(new double(x[0] * x[1]));
  auto e = d;
  *e += x[2];
  return walk(nodes.back()) + *d;
}
