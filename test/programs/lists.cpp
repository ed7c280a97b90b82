// std::list and std::forward_list: insert, erase, splice, reverse, remove_if, sort.
#include <cmath>
#include <forward_list>
#include <iterator>
#include <list>
extern "C" double lists(double *x, int n) {
  std::list<double> l, m;
  for (int i = 0; i < n; i++) {
    l.push_back(x[i]);
    m.push_front(x[i] * x[i]);
  }
  l.insert(std::next(l.begin(), 2), x[0] * x[1]);
  l.erase(l.begin());
  l.splice(l.end(), m, std::next(m.begin()));
  l.reverse();
  l.sort();
  l.remove_if([](double e) { return e > 2; });
  double s = 0;
  int k = 1;
  for (double e : l) s += k++ * std::sin(e);
  std::forward_list<double> f;
  for (int i = 0; i < n; i++) f.push_front(x[i] * i);
  f.reverse();
  for (double e : f) s += 0.1 * k++ * e * e;
  for (double e : m) s += e;
  return s;
}
