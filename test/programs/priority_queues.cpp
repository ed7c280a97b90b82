// std::priority_queue of pairs: Dijkstra over edges with differentiated lengths; heap algorithms.
#include <cmath>
#include <queue>
#include <utility>
#include <vector>
extern "C" double priority_queues(double *x, int n) {
  std::vector<std::vector<std::pair<int, double>>> edges(n);
  for (int i = 0; i < n; i++)
    for (int j = 1; j <= 3; j++) edges[i].push_back({(i * j + j) % n, 1 + j * x[i] * x[i] + 0.1 * x[(i + j) % n] * x[i]});
  std::vector<double> distance(n, 1e9);
  using Entry = std::pair<double, int>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> open;
  distance[0] = 0;
  open.push({0.0, 0});
  while (!open.empty()) {
    auto [d, u] = open.top();
    open.pop();
    if (d > distance[u]) continue;
    for (auto [v, length] : edges[u])
      if (d + length < distance[v]) {
        distance[v] = d + length;
        open.push({distance[v], v});
      }
  }
  double s = 0;
  for (int i = 0; i < n; i++)
    if (distance[i] < 1e8) s += (i + 1) * std::log(1 + distance[i]);
  return s;
}
