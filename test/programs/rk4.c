// Classical Runge-Kutta of a two-component system: out-parameters, arrays on the stack, calls.
#include <math.h>
__attribute__((noinline)) static void pendulum(const double *y, double damping, double *dy) {
  dy[0] = y[1];
  dy[1] = -sin(y[0]) - damping * y[1];
}
double rk4(const double *x, int n) {
  double y[2] = {x[0], x[1]}, h = 0.1;
  for (int step = 0; step < 10; step++) {
    double k1[2], k2[2], k3[2], k4[2], t[2];
    double d = x[2 + step % (n - 2)];
    pendulum(y, d, k1);
    for (int i = 0; i < 2; i++) t[i] = y[i] + 0.5 * h * k1[i];
    pendulum(t, d, k2);
    for (int i = 0; i < 2; i++) t[i] = y[i] + 0.5 * h * k2[i];
    pendulum(t, d, k3);
    for (int i = 0; i < 2; i++) t[i] = y[i] + h * k3[i];
    pendulum(t, d, k4);
    for (int i = 0; i < 2; i++) y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return y[0] * y[0] + y[0] * y[1];
}
