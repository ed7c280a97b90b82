// Functions with variable arguments: sums, mixed with integers and pointers to numbers.
#include <stdarg.h>
__attribute__((noinline)) static double sum(int count, ...) {
  va_list list;
  va_start(list, count);
  double s = 0;
  for (int i = 0; i < count; i++) s = s * 0.5 + va_arg(list, double);
  va_end(list);
  return s;
}
__attribute__((noinline)) static double mixed(const char *kinds, ...) {
  va_list list;
  va_start(list, kinds);
  double product = 1;
  for (; *kinds; kinds++) {
    if (*kinds == 'd') product *= va_arg(list, double);
    else if (*kinds == 'i') product += va_arg(list, int);
    else product -= *va_arg(list, double *);
  }
  va_end(list);
  return product;
}
extern "C" double variable_arguments(double *x, int n) {
  double s = 0;
  for (int i = 0; i + 2 < n; i++) {
    s += sum(3, x[i] * x[i + 1], x[i + 2], 1.5) * sum(9, x[i], x[0], x[1], x[2], x[i], 0.5, x[i + 1], s, x[i + 2] * x[0]);
    s += mixed("didp", x[i], i, x[i + 1] * x[i], &x[i + 2]);
  }
  return s;
}
