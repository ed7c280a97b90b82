// std::deque, std::queue, std::stack.
#include <cmath>
#include <deque>
#include <queue>
#include <stack>
extern "C" double deques_and_queues(double *x, int n) {
  std::deque<double> d;
  for (int i = 0; i < 30 * n; i++) {
    d.push_back(x[i % n] * (i + 1) * 0.01);
    if (i % 3 == 0) d.push_front(std::sin(x[i % n]));
    if (i % 4 == 0) d.pop_front();
  }
  double s = 0;
  for (std::size_t i = 0; i < d.size(); i++) s += d[i] * d[i] * (1 + i % 5);
  std::queue<double> q;
  for (int i = 0; i < n; i++) q.push(x[i]);
  while (q.size() > 1) {
    double a = q.front();
    q.pop();
    double b = q.front();
    q.pop();
    q.push(a * b + 0.5);
  }
  std::stack<double> st;
  for (int i = 0; i < n; i++) {
    st.push(x[i] * x[i]);
    if (st.size() > 2) {
      double a = st.top();
      st.pop();
      st.top() += a * st.top();
    }
  }
  return s + q.front() + st.top();
}
