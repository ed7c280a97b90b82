// Labels as values: in a constant table, in one that is not marked as constant, and in a variable that is written.
#include <stdio.h>
double __enzyme_autodiff(void *, ...);
extern int enzyme_const;

static double machine(double x, const unsigned char *code) {
  static void *const jump[] = {&&square, &&shift, &&end};
  static void *scale[] = {&&twice, &&thrice};
  double s = x;
next:
  goto *jump[*code++];
square:
  s *= s;
  goto *scale[*code % 2];
twice:
  s *= 2;
  goto next;
thrice:
  s *= 3;
  goto next;
shift:
  s += x;
  goto next;
end:
  return s;
}

// Stops in the middle, and goes on there the next time.
double resumed(double x) {
  static void *at;
  if (at) goto *at;
  at = &&middle;
  return x;
middle:
  at = 0;
  return x * x;
}

int main(int argc, char **argv) {
  const unsigned char code[] = {0, 1, 0, 2};
  printf("%g %g\n", machine(2, code), __enzyme_autodiff((void *)machine, 2.0, enzyme_const, code));
  if (argc < 2) return 0;
  resumed(3);
  printf("%g\n", __enzyme_autodiff((void *)resumed, 3.0));
}
