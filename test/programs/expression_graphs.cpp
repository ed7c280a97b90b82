// A graph of shared nodes that know their users weakly: each computes from its inputs with a function of its own, once; then a walk in breadth.
#include <cmath>
#include <functional>
#include <memory>
#include <queue>
#include <set>
#include <vector>

namespace {

using Values = std::vector<double>;

struct Node {
  double value = 0;
  std::vector<std::shared_ptr<Node>> inputs;
  std::weak_ptr<Node> user;
  std::function<double(const Values &)> compute;
  int id = 0;
};

using Link = std::shared_ptr<Node>;

Link leaf(double value, int id) {
  auto node = std::make_shared<Node>();
  node->value = value;
  node->id = id;
  return node;
}

Link inner(std::vector<Link> inputs, std::function<double(const Values &)> compute, int id) {
  auto node = std::make_shared<Node>();
  node->inputs = std::move(inputs);
  node->compute = std::move(compute);
  node->id = id;
  for (const Link &input : node->inputs) input->user = node;
  return node;
}

void evaluate(const Link &node, std::set<int> &done) {
  if (!node->compute || done.count(node->id)) return;
  Values arguments;
  for (const Link &input : node->inputs) {
    evaluate(input, done);
    arguments.push_back(input->value);
  }
  node->value = node->compute(arguments);
  done.insert(node->id);
}

} // namespace

extern "C" double expression_graphs(double *x, int n) {
  const Link a = leaf(x[0], 0), b = leaf(x[1], 1), c = leaf(x[n - 1], 2);
  const Link product = inner({a, b}, [](const Values &v) { return v[0] * v[1]; }, 3);
  const Link sum = inner({product, c, a}, [x](const Values &v) {
    double total = x[2];
    for (double entry : v) total += std::sin(entry);
    return total;
  }, 4);
  const Link root = inner({sum, product}, [](const Values &v) { return v[0] * v[0] / (1 + v[1] * v[1]); }, 5);
  std::set<int> done;
  evaluate(root, done);
  double total = 0;
  if (const Link user = a->user.lock()) total = user->value;
  std::queue<Link> queue;
  queue.push(root);
  for (int factor = 1; !queue.empty(); factor++) {
    const Link node = queue.front();
    queue.pop();
    total += node->value * factor * x[3];
    for (const Link &input : node->inputs) queue.push(input);
  }
  return total;
}
