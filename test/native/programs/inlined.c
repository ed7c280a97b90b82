/* What is asked for is inlined everywhere, and so is who asks. */
#include <stdio.h>

double __enzyme_autodiff(void *function, ...);

static inline __attribute__((always_inline)) double cubed(double x) { return x * x * x; }
static inline __attribute__((always_inline)) double slope(double x) {
  return __enzyme_autodiff((void *)cubed, x);
}
static double twice(double x) { return 2 * cubed(x); }

int main(void) { printf("%g %g %g\n", cubed(2), slope(2), __enzyme_autodiff((void *)twice, 2.0)); }
