// std::vector of structs with a vector inside, copied, erased, sorted.
#include <algorithm>
#include <cmath>
#include <vector>
struct Particle {
  double position[3];
  int kind;
  double mass;
  std::vector<double> history;
};
extern "C" double vector_of_structs(double *x, int n) {
  std::vector<Particle> particles;
  for (int i = 0; i < n; i++) {
    Particle p{{x[i], x[i] * x[(i + 1) % n], 1.0}, i % 3, 1 + x[i] * x[i], {}};
    for (int j = 0; j <= i; j++) p.history.push_back(x[i] * j);
    particles.push_back(p);
  }
  particles.erase(particles.begin() + 2);
  std::vector<Particle> copy = particles;
  std::sort(copy.begin(), copy.end(), [](const Particle &a, const Particle &b) { return a.position[0] < b.position[0]; });
  double s = 0;
  int k = 1;
  for (const Particle &p : copy) {
    s += k++ * p.mass * std::sin(p.position[1]) + p.kind * p.position[0];
    for (double h : p.history) s += 0.1 * h * h * k;
  }
  return s;
}
