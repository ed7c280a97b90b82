/* A variable that leads into the middle of an argument, whose memory is seen only by the caller of the function that asks for the gradient. */
#include <stdio.h>
double __enzyme_autodiff(void *, ...);
extern int enzyme_dup;

static double *kept;

double product(const double *x) { return x[0] * x[1] * kept[0]; }

__attribute__((noinline)) static void gradient(const double *x, double *dx) {
  __enzyme_autodiff((void *)product, enzyme_dup, x, dx);
}

int main(int argc, char **argv) {
  double x[] = {2, 3, 5, 7}, other[] = {11}, dx[4] = {0};
  kept = argc > 1 ? x + 2 : other;
  gradient(x, dx);
  printf("%g %g %g %g\n", dx[0], dx[1], dx[2], dx[3]);
  return 0;
}
