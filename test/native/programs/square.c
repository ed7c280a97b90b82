#include <stdio.h>

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);

struct pair {
  double a, b;
};

__attribute__((noinline)) static double product(const struct pair *p, int times) { return p->a * p->b * times; }

static double square(double x) {
  struct pair p = {x, x};
  return x * x + product(&p, 2);
}

static double cubes(const double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * x[i] * x[i];
  return sum;
}

int main(void) {
  double x[3] = {1, 2, 3}, dx[3] = {0};
  __enzyme_autodiff((void *)cubes, enzyme_dup, x, dx, enzyme_const, 3);
  printf("%g %g | %g %g %g\n", square(3), __enzyme_autodiff((void *)square, 3.0), dx[0], dx[1], dx[2]);
  return 0;
}
