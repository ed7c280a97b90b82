// The function of a request is chosen by callers that request nothing themselves, and by a function that returns it.
#include <stdio.h>

double __enzyme_autodiff(void *, ...);
typedef double (*function)(double);

static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }
__attribute__((noinline)) static double gradient(function f, double x) { return __enzyme_autodiff((void *)f, x); }
__attribute__((noinline)) static double elsewhere(double x) { return gradient(cube, x); }
__attribute__((noinline)) static function pick(int n) { return n ? square : cube; }
__attribute__((noinline)) static double picked(int n, double x) { return __enzyme_autodiff((void *)pick(n), x); }

int main(int argc, char **argv) {
  double own = __enzyme_autodiff((void *)square, 3.0) + gradient(square, 3);
  printf("%g %g %g\n", own, elsewhere(3), picked(argc - 1, 3));
}
