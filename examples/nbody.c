/*
 * Energy drift of a gravitational n-body simulation: how far the leapfrog integrator strays from the energy
 * it ought to conserve, relative to that energy.
 *
 *     a_i = sum_{j != i} m_j (x_j - x_i) / (|x_j - x_i|^2 + eps^2)^{3/2}
 *     E   = 1/2 sum_i m_i |v_i|^2 - sum_{i<j} m_i m_j / sqrt(|x_j - x_i|^2 + eps^2)
 *     result = (E after all steps - E at the start) / |E at the start|
 *
 * in units where the gravitational constant is 1. Each step is "kick, drift, kick":
 *
 *     v += dt/2 a(x);   x += dt v;   v += dt/2 a(x)
 *
 *     position, velocity   n x 3    initial state
 *     mass                 n
 *     n, steps             number of bodies and of time steps
 *     dt                   length of a step
 *     softening            eps, a length that keeps close encounters finite
 *
 * L. Verlet, Physical Review 159 (1967), 98-103; softening: S. J. Aarseth, MNRAS 126 (1963), 223-255.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static __attribute__((noinline)) void accelerations(size_t n, const double *position, const double *mass,
                                                    double softening, double *acceleration) {
  memset(acceleration, 0, 3 * n * sizeof(double));
  for (size_t i = 0; i < n; i++) {
    for (size_t j = i + 1; j < n; j++) {
      double delta[3];
      double r2 = softening * softening;
      for (int axis = 0; axis < 3; axis++) {
        delta[axis] = position[3 * j + axis] - position[3 * i + axis];
        r2 += delta[axis] * delta[axis];
      }
      double inverse_cube = 1.0 / (r2 * sqrt(r2));
      for (int axis = 0; axis < 3; axis++) {
        acceleration[3 * i + axis] += mass[j] * delta[axis] * inverse_cube;
        acceleration[3 * j + axis] -= mass[i] * delta[axis] * inverse_cube;
      }
    }
  }
}

static double energy(size_t n, const double *position, const double *velocity, const double *mass,
                     double softening) {
  double kinetic = 0.0, potential = 0.0;
  for (size_t i = 0; i < n; i++) {
    const double *v = &velocity[3 * i];
    kinetic += 0.5 * mass[i] * (v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    for (size_t j = 0; j < i; j++) {
      double dx = position[3 * j] - position[3 * i];
      double dy = position[3 * j + 1] - position[3 * i + 1];
      double dz = position[3 * j + 2] - position[3 * i + 2];
      potential -= mass[i] * mass[j] / sqrt(dx * dx + dy * dy + dz * dz + softening * softening);
    }
  }
  return kinetic + potential;
}

double nbody(const double *position, const double *velocity, const double *mass, size_t n, int steps,
             double dt, double softening) {
  const size_t bytes = 3 * n * sizeof(double);
  double *x = malloc(bytes);
  double *v = malloc(bytes);
  double *a = malloc(bytes);
  memcpy(x, position, bytes);
  memcpy(v, velocity, bytes);

  const double before = energy(n, x, v, mass, softening);

  accelerations(n, x, mass, softening, a);
  for (int step = 0; step < steps; step++) {
    for (size_t i = 0; i < 3 * n; i++) {
      v[i] += 0.5 * dt * a[i];
      x[i] += dt * v[i];
    }
    accelerations(n, x, mass, softening, a);
    for (size_t i = 0; i < 3 * n; i++)
      v[i] += 0.5 * dt * a[i];
  }

  const double after = energy(n, x, v, mass, softening);

  free(a);
  free(v);
  free(x);
  return (after - before) / fabs(before);
}
