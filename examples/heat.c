/*
 * How far the temperature of a rod is from a measurement: the objective of the inverse problem that finds a
 * rod's conductivity from the outside.
 *
 *     u_t = (kappa(x) u_x)_x   on 0 < x < 1,     u(0, t) = left,  u(1, t) = right,  u(x, 0) = u0(x)
 *     result = 1/2 integral of (u(x, T) - target(x))^2 dx
 *
 * Space: n interior points at x_i = (i+1) dx, dx = 1/(n+1), conductivities at the n+1 midpoints between
 * them. Time: backward Euler, so each step solves one tridiagonal system
 *
 *     u_i' - dt/dx^2 [ kappa_{i+1} (u_{i+1}' - u_i') - kappa_i (u_i' - u_{i-1}') ] = u_i
 *
 * The time stepping ends early once the temperature no longer changes.
 *
 *     u0       n        initial temperature
 *     kappa    n+1      conductivity, positive
 *     target   n        measured temperature
 *     left, right       temperature at the ends
 *     n, steps, dt      interior points, largest number of time steps, length of a step
 *
 * The method: any numerical analysis text, e.g. R. J. LeVeque, "Finite Difference Methods for Ordinary and
 * Partial Differential Equations" (2007), chapter 9. The solver: L. H. Thomas, Watson Scientific Computing
 * Laboratory report (1949).
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double STEADY = 1e-12; /* a change of the temperature in one step that counts as none */

/*
 * Thomas' algorithm: solves a tridiagonal system in place. rhs becomes the solution, diag is destroyed.
 * No pivoting: the matrix is diagonally dominant.
 */
static void solve_tridiagonal(int n, const double *restrict lower, double *restrict diag,
                              const double *restrict upper, double *restrict rhs) {
  for (int i = 1; i < n; i++) {
    double factor = lower[i] / diag[i - 1];
    diag[i] -= factor * upper[i - 1];
    rhs[i] -= factor * rhs[i - 1];
  }
  rhs[n - 1] /= diag[n - 1];
  for (int i = n - 2; i >= 0; i--)
    rhs[i] = (rhs[i] - upper[i] * rhs[i + 1]) / diag[i];
}

static double largest_change(int n, const double *a, const double *b) {
  double largest = 0.0;
  for (int i = 0; i < n; i++)
    largest = fmax(largest, fabs(a[i] - b[i]));
  return largest;
}

double heat(const double *u0, const double *kappa, const double *target, double left, double right, int n,
            int steps, double dt) {
  const size_t bytes = (size_t)n * sizeof(double);
  const double dx = 1.0 / (n + 1);
  const double ratio = dt / (dx * dx);

  double *lower = malloc(bytes);
  double *diag = malloc(bytes);
  double *upper = malloc(bytes);
  double *pivots = malloc(bytes);
  double *u = malloc(bytes);
  double *previous = malloc(bytes);

  for (int i = 0; i < n; i++) {
    lower[i] = -ratio * kappa[i];
    upper[i] = -ratio * kappa[i + 1];
    diag[i] = 1.0 + ratio * (kappa[i] + kappa[i + 1]);
  }

  memcpy(u, u0, bytes);
  for (int step = 0; step < steps; step++) {
    memcpy(previous, u, bytes);
    memcpy(pivots, diag, bytes);
    u[0] += ratio * kappa[0] * left;
    u[n - 1] += ratio * kappa[n] * right;
    solve_tridiagonal(n, lower, pivots, upper, u);
    if (largest_change(n, u, previous) < STEADY)
      break;
  }

  double misfit = 0.0;
  for (int i = 0; i < n; i++) {
    double difference = u[i] - target[i];
    misfit += difference * difference;
  }

  free(previous);
  free(u);
  free(pivots);
  free(upper);
  free(diag);
  free(lower);
  return 0.5 * dx * misfit;
}
