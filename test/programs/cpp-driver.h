// Gradient of a program at the two usual points, beside central differences (Richardson extrapolated twice), one line each.
#include <math.h>
#include <stdio.h>
#include <string.h>
extern int enzyme_dup, enzyme_const;
template <typename Function> double __enzyme_autodiff(Function *, int, double *, double *, int, int);

typedef double Program(double *, int);
static const int largest = 8;

static double evaluate(Program *f, const double *at, int n, int moved, double by) {
  double x[largest];
  memcpy(x, at, sizeof x);
  if (moved >= 0) x[moved] += by;
  return f(x, n);
}

static double central(Program *f, const double *at, int n, int i, double h) {
  return (evaluate(f, at, n, i, h) - evaluate(f, at, n, i, -h)) / (2 * h);
}

static void report(Program *f, const double *at, int n, const double *gradient) {
  printf("value %.17g\n", evaluate(f, at, n, -1, 0));
  for (int i = 0; i < n; i++) {
    double h = fmax(1, fabs(at[i])) / 2048;
    double difference = (64 * central(f, at, n, i, h / 4) - 20 * central(f, at, n, i, h / 2) + central(f, at, n, i, h)) / 45;
    printf("derivative %.17g difference %.17g\n", gradient[i], difference);
  }
}

#define CHECK_PROGRAM(name)                                                              \
  int main() {                                                                           \
    const double points[2][largest] = {{0.7, -1.3, 0.45, 2.1, -0.6, 1.2},                \
                                       {-0.35, 0.82, 1.15, -1.45, 0.62, 0.27, -0.93}};   \
    for (int n = 6; n <= 7; n++) {                                                       \
      double x[largest], gradient[largest] = {};                                         \
      memcpy(x, points[n - 6], sizeof x);                                                \
      __enzyme_autodiff(name, enzyme_dup, x, gradient, enzyme_const, n);                 \
      report(name, points[n - 6], n, gradient);                                          \
    }                                                                                    \
  }
