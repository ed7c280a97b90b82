/*
 * Bodies that attract each other (softened gravity), moved by the symplectic Euler method; the energy at the end. By the initial
 * positions and velocities.
 * Sizes: bodies, steps.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int bodies, steps;
static double *mass;
static const double softening = 0.05, step = 0.01;

/* Positions and velocities: all first coordinates, then all second ones, then all third ones. */
static double energy_after(int n, int count, const double *m, const double *initial) {
  double *state = malloc(sizeof(double) * 6 * n), *acceleration = malloc(sizeof(double) * 3 * n);
  memcpy(state, initial, sizeof(double) * 6 * n);
  double *x = state, *y = x + n, *z = y + n, *vx = z + n, *vy = vx + n, *vz = vy + n;
  double *ax = acceleration, *ay = ax + n, *az = ay + n;
  for (int t = 0; t < count; t++) {
    for (int i = 0; i < 3 * n; i++) acceleration[i] = 0;
    for (int i = 0; i < n; i++)
      for (int j = i + 1; j < n; j++) {
        double dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
        double square = dx * dx + dy * dy + dz * dz + softening, s = 1 / (square * sqrt(square));
        ax[i] += m[j] * s * dx, ay[i] += m[j] * s * dy, az[i] += m[j] * s * dz;
        ax[j] -= m[i] * s * dx, ay[j] -= m[i] * s * dy, az[j] -= m[i] * s * dz;
      }
    for (int i = 0; i < n; i++) {
      vx[i] += step * ax[i], vy[i] += step * ay[i], vz[i] += step * az[i];
      x[i] += step * vx[i], y[i] += step * vy[i], z[i] += step * vz[i];
    }
  }
  double energy = 0;
  for (int i = 0; i < n; i++) {
    energy += 0.5 * m[i] * (vx[i] * vx[i] + vy[i] * vy[i] + vz[i] * vz[i]);
    for (int j = i + 1; j < n; j++) {
      double dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
      energy -= m[i] * m[j] / sqrt(dx * dx + dy * dy + dz * dz + softening);
    }
  }
  free(state), free(acceleration);
  return energy;
}

void bench_setup(const int *size) {
  bodies = size[0], steps = size[1];
  bench_prepare(6L * bodies, 6L * bodies);
  for (int i = 0; i < 3 * bodies; i++) bench.inputs[i] = bench_random(-1, 1);
  for (int i = 3 * bodies; i < 6 * bodies; i++) bench.inputs[i] = bench_random(-0.1, 0.1);
  mass = bench_random_array(bodies, 0.5 / bodies, 1.5 / bodies);
}

double bench_primal(void) { return energy_after(bodies, steps, mass, bench.inputs); }

void bench_gradient(void) {
  bench_clear_result();
  __enzyme_autodiff((void *)energy_after, enzyme_const, bodies, enzyme_const, steps, enzyme_const, mass, enzyme_dup, bench.inputs,
                    bench.result);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

/* Each body against all others, which costs twice the pairs and is vectorised. */
static void accelerate(int n, const double *restrict m, const double *restrict p, double *restrict a) {
#pragma clang fp reassociate(on)
  for (int i = 0; i < n; i++) {
    double xi = p[i], yi = p[n + i], zi = p[2 * n + i], ax = 0, ay = 0, az = 0;
    for (int j = 0; j < n; j++) {
      double dx = p[j] - xi, dy = p[n + j] - yi, dz = p[2 * n + j] - zi;
      double square = dx * dx + dy * dy + dz * dz + softening, s = m[j] / (square * sqrt(square));
      ax += s * dx, ay += s * dy, az += s * dz;
    }
    a[i] = ax, a[n + i] = ay, a[2 * n + i] = az;
  }
}

/* da: adjoints of the accelerations; adds to those of the positions. */
static void accelerate_back(int n, const double *restrict m, const double *restrict p, const double *restrict da, double *restrict dp) {
#pragma clang fp reassociate(on)
  for (int i = 0; i < n; i++) {
    double xi = p[i], yi = p[n + i], zi = p[2 * n + i], ai = da[i], bi = da[n + i], ci = da[2 * n + i], mi = m[i];
    double gx = 0, gy = 0, gz = 0;
    for (int j = 0; j < n; j++) {
      double dx = p[j] - xi, dy = p[n + j] - yi, dz = p[2 * n + j] - zi;
      double wx = m[j] * ai - mi * da[j], wy = m[j] * bi - mi * da[n + j], wz = m[j] * ci - mi * da[2 * n + j];
      double square = dx * dx + dy * dy + dz * dz + softening, inverse = 1 / square, s = inverse / sqrt(square);
      double t = 3 * (wx * dx + wy * dy + wz * dz) * inverse;
      gx += s * (t * dx - wx), gy += s * (t * dy - wy), gz += s * (t * dz - wz);
    }
    dp[i] += gx, dp[n + i] += gy, dp[2 * n + i] += gz;
  }
}

void bench_hand(void) {
  int n = bodies;
  double *path = malloc(sizeof(double) * 3 * n * (steps + 1L)), *v = malloc(sizeof(double) * 3 * n), *a = malloc(sizeof(double) * 3 * n);
  memcpy(path, bench.inputs, sizeof(double) * 3 * n);
  memcpy(v, bench.inputs + 3 * n, sizeof(double) * 3 * n);
  for (int t = 0; t < steps; t++) {
    double *restrict p = path + 3L * n * t, *restrict next = p + 3 * n;
    accelerate(n, mass, p, a);
    for (int i = 0; i < 3 * n; i++) v[i] += step * a[i], next[i] = p[i] + step * v[i];
  }
  double *restrict dp = bench.result, *restrict dv = dp + 3 * n;
  bench_clear_result();
  /* The potential's gradient is minus the force. */
  accelerate(n, mass, path + 3L * n * steps, a);
  for (int c = 0; c < 3; c++)
    for (int i = 0; i < n; i++) dp[c * n + i] = -mass[i] * a[c * n + i], dv[c * n + i] = mass[i] * v[c * n + i];
  for (int t = steps - 1; t >= 0; t--) {
    for (int i = 0; i < 3 * n; i++) dv[i] += step * dp[i], a[i] = step * dv[i];
    accelerate_back(n, mass, path + 3L * n * t, a, dp);
  }
  free(path), free(v), free(a);
}
