// An event simulation: priority_queue of structs with a comparator, deque of jobs, vector<bool>.
#include <cmath>
#include <deque>
#include <queue>
#include <vector>
struct Event {
  double time;
  int kind;
  double load;
};
struct Later {
  bool operator()(const Event &a, const Event &b) const { return a.time > b.time; }
};
extern "C" double event_queue(double *x, int n) {
  std::priority_queue<Event, std::vector<Event>, Later> queue;
  std::vector<bool> seen(n);
  std::deque<Event> waiting;
  for (int i = 0; i < n; i++) queue.push({1.3 * i + 0.1 * x[i], i, x[i] * x[i] + 0.5});
  double busy = 0, cost = 0;
  while (!queue.empty()) {
    Event e = queue.top();
    queue.pop();
    if (!seen[e.kind % n] && e.time < busy) {
      waiting.push_back(e);
      seen[e.kind % n] = true;
      continue;
    }
    busy = e.time + e.load;
    cost += std::log(1 + busy) * e.load;
    if (!waiting.empty()) {
      Event w = waiting.front();
      waiting.pop_front();
      w.time = busy;
      queue.push(w);
    }
  }
  return cost + busy;
}
