/*
 * The Brusselator: two chemicals that react with each other and diffuse over a square with periodic
 * boundaries, from time 0 to steps * dt.
 *
 *     u_t = b + u^2 v - (a + 1) u + alpha (u_xx + u_yy) + f(x, y, t)
 *     v_t = a u - u^2 v + alpha (v_xx + v_yy)
 *
 * where f = 5 inside the circle of radius 0.1 about (0.3, 0.6) from t = 1.1 on, and 0 elsewhere. Space: an
 * n x n grid, x_i = i/n, five-point stencil. Time: the classical Runge-Kutta method of order four; it is
 * stable while 8 alpha n^2 dt is below about 2.7.
 *
 *     initial       2 x n x n   the concentrations u, then v, row by row
 *     state         2 x n x n   the same at the end; written
 *     n, steps      grid points per side, number of time steps
 *     dt            length of a time step
 *     a, b, alpha   reaction rates and diffusivity; usually 3.4, 1 and 0.1
 *
 * E. Hairer, G. Wanner, "Solving Ordinary Differential Equations II" (1996), section IV.10 (BRUSS-2D).
 */
#include <stdlib.h>
#include <string.h>

static double source(double x, double y, double t) {
  double dx = x - 0.3, dy = y - 0.6;
  return t >= 1.1 && dx * dx + dy * dy <= 0.01 ? 5.0 : 0.0;
}

/* The five-point Laplacian at (i, j), times the square of the mesh width. */
static double laplacian(const double *w, int n, int i, int j) {
  int up = i == 0 ? n - 1 : i - 1;
  int down = i == n - 1 ? 0 : i + 1;
  int left = j == 0 ? n - 1 : j - 1;
  int right = j == n - 1 ? 0 : j + 1;
  return w[up * n + j] + w[down * n + j] + w[i * n + left] + w[i * n + right] - 4.0 * w[i * n + j];
}

/* rate = the right-hand side of the differential equations at (state, t) */
static __attribute__((noinline)) void reaction_diffusion(const double *state, double *rate, int n, double t,
                                                         double a, double b, double alpha) {
  const double *u = state, *v = state + n * n;
  double *u_rate = rate, *v_rate = rate + n * n;
  const double diffusion = alpha * n * n;
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j++) {
      int k = i * n + j;
      double reaction = u[k] * u[k] * v[k];
      double f = source((double)j / n, (double)i / n, t);
      u_rate[k] = b + reaction - (a + 1.0) * u[k] + diffusion * laplacian(u, n, i, j) + f;
      v_rate[k] = a * u[k] - reaction + diffusion * laplacian(v, n, i, j);
    }
  }
}

void brusselator(const double *restrict initial, double *restrict state, int n, int steps, double dt,
                 double a, double b, double alpha) {
  const int size = 2 * n * n;
  const size_t bytes = (size_t)size * sizeof(double);
  /* Classical Runge-Kutta: where in the step each stage is evaluated, and its weight in the sum. */
  static const double node[4] = {0.0, 0.5, 0.5, 1.0};
  static const double weight[4] = {1.0 / 6.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 6.0};

  double *start = malloc(bytes);
  double *stage = malloc(bytes);
  double *rate = malloc(bytes);

  memcpy(state, initial, bytes);
  for (int step = 0; step < steps; step++) {
    memcpy(start, state, bytes);
    memset(rate, 0, bytes);
    for (int s = 0; s < 4; s++) {
      for (int i = 0; i < size; i++)
        stage[i] = start[i] + node[s] * dt * rate[i];
      reaction_diffusion(stage, rate, n, (step + node[s]) * dt, a, b, alpha);
      for (int i = 0; i < size; i++)
        state[i] += weight[s] * dt * rate[i];
    }
  }

  free(rate);
  free(stage);
  free(start);
}
