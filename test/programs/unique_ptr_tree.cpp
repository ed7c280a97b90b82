// An expression tree of unique_ptr, evaluated recursively.
#include <cmath>
#include <memory>
struct Node {
  double value;
  std::unique_ptr<Node> left, right;
  explicit Node(double v) : value(v) {}
};
static std::unique_ptr<Node> build(const double *x, int from, int to) {
  if (from >= to) return nullptr;
  int middle = (from + to) / 2;
  auto node = std::make_unique<Node>(x[middle]);
  node->left = build(x, from, middle);
  node->right = build(x, middle + 1, to);
  return node;
}
static double evaluate(const Node *node) {
  if (!node) return 1;
  return std::sin(node->value) * evaluate(node->left.get()) + node->value * evaluate(node->right.get());
}
extern "C" double unique_ptr_tree(double *x, int n) {
  auto root = build(x, 0, n);
  root->left->value *= 2;
  auto other = std::move(root->right);
  return evaluate(root.get()) + 3 * evaluate(other.get());
}
