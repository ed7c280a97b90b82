// Sphere tracing: small vector structs by value, a loop that ends on distance, normals by differences.
#include <math.h>
typedef struct { double x, y, z; } Vec;
static Vec add(Vec a, Vec b, double s) { return (Vec){a.x + s * b.x, a.y + s * b.y, a.z + s * b.z}; }
static double scene(Vec p, double r) {
  double sphere = sqrt(p.x * p.x + p.y * p.y + p.z * p.z) - r, floor = p.y + 1.1;
  double k = fmax(0.5 - fabs(sphere - floor), 0) / 0.5;
  return fmin(sphere, floor) - k * k * 0.125;
}
double ray_marching(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    Vec o = {0.3 * x[i], 0.2, -3}, d = {0.05 * x[(i + 1) % n], -0.1, 1};
    double t = 0, r = 0.8 + 0.01 * x[i] * x[i];
    for (int step = 0; step < 200; step++) {
      double s = scene(add(o, d, t), r);
      t += s;
      if (fabs(s) < 1e-11 || t > 50) break;
    }
    Vec p = add(o, d, t);
    sum += t + p.x * p.x;
  }
  return sum;
}
