#include "model.h"
#include <stdio.h>

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *, ...);

int main(void) {
  struct model m = {{1, 2, 3}}, dm = {{0}};
  __enzyme_autodiff((void *)loss, enzyme_dup, &m, &dm, enzyme_const, 3);
  printf("%g %g %g\n", dm.w[0], dm.w[1], dm.w[2]);
  return 0;
}
