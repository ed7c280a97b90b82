#include <stdio.h>

extern int enzyme_dup;
double __enzyme_autodiff(void *, ...);

/** In Fortran. */
double area(const double *sides);

int main(void) {
  double sides[3] = {3, 4, 5}, gradient[3] = {0};
  __enzyme_autodiff((void *)area, enzyme_dup, sides, gradient);
  printf("%.4f %.4f %.4f\n", gradient[0], gradient[1], gradient[2]);
  return 0;
}
