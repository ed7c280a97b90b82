// Molecular dynamics in a periodic box: Lennard-Jones forces found with cell lists, velocity Verlet.
#include <math.h>
enum { particles = 8, cells = 3 };
static const double box = 6, cutoff = 2;
static double forces(const double *r, double *f, double eps, int *head, int *next) {
  double edge = box / cells, energy = 0;
  for (int c = 0; c < cells * cells; c++) head[c] = -1;
  for (int i = 0; i < particles; i++) {
    int cx = (int)floor(r[2 * i] / edge), cy = (int)floor(r[2 * i + 1] / edge);
    int c = (cx % cells + cells) % cells * cells + (cy % cells + cells) % cells;
    next[i] = head[c];
    head[c] = i;
    f[2 * i] = f[2 * i + 1] = 0;
  }
  for (int c = 0; c < cells * cells; c++)
    for (int i = head[c]; i >= 0; i = next[i])
      for (int o = 0; o < 9; o++) {
        int d = (c / cells + o / 3 + 2) % cells * cells + (c % cells + o % 3 + 2) % cells;
        for (int j = head[d]; j >= 0; j = next[j]) {
          if (i >= j) continue;
          double dx = r[2 * i] - r[2 * j], dy = r[2 * i + 1] - r[2 * j + 1];
          dx -= box * rint(dx / box);
          dy -= box * rint(dy / box);
          double r2 = dx * dx + dy * dy;
          if (r2 >= cutoff * cutoff) continue;
          double s = 1 / (r2 * r2 * r2), g = 24 * eps * (2 * s * s - s) / r2;
          energy += 4 * eps * (s * s - s);
          f[2 * i] += g * dx;
          f[2 * i + 1] += g * dy;
          f[2 * j] -= g * dx;
          f[2 * j + 1] -= g * dy;
        }
      }
  return energy;
}
double cell_lists(const double *x, int n) {
  double r[2 * particles], v[2 * particles] = {0}, f[2 * particles], eps = 1 + 0.1 * x[2], dt = 0.005;
  int head[cells * cells], next[particles];
  for (int i = 0; i < particles; i++) {
    r[2 * i] = 1.2 * (i % 3) + 0.5 + 0.01 * x[0] * i;
    r[2 * i + 1] = 1.2 * (i / 3) + 0.5 + 0.02 * x[i % n] * sin(i);
  }
  double energy = forces(r, f, eps, head, next);
  for (int t = 0; t < 10; t++) {
    for (int i = 0; i < 2 * particles; i++) {
      v[i] += 0.5 * dt * f[i];
      r[i] += dt * v[i];
    }
    energy = forces(r, f, eps, head, next);
    for (int i = 0; i < 2 * particles; i++) v[i] += 0.5 * dt * f[i];
  }
  for (int i = 0; i < 2 * particles; i++) energy += 0.5 * v[i] * v[i] + r[i] * 0.1;
  return energy;
}
