/* The function of a module in Fortran, from C. */
#include <math.h>
#include <stdio.h>

double __enzyme_autodiff(void *function, ...);
double _QMmPf(double *x);

int main(void) {
  double x[6] = {1.1, 2.2, 0.7, 1.6, 3.1, 0.4}, dx[6] = {0}, worst = 0;
  __enzyme_autodiff((void *)_QMmPf, x, dx);
  for (int i = 0; i < 6; i++) {
    double y[6], up, down;
    for (int j = 0; j < 6; j++) y[j] = x[j];
    y[i] = x[i] + 1e-5;
    up = _QMmPf(y);
    y[i] = x[i] - 1e-5;
    down = _QMmPf(y);
    double d = (up - down) / 2e-5;
    worst = fmax(worst, fabs(d - dx[i]) / fmax(1, fabs(d)));
  }
  printf("%g\n", worst);
}
