/* Functions with variable arguments: numbers and counts in turn, a list that is handed on, a list that is copied and read twice. */
#include <math.h>
#include <stdarg.h>

static double weighted(int count, ...) {
  va_list list;
  va_start(list, count);
  double sum = 0;
  for (int i = 0; i < count; i++) {
    double number = va_arg(list, double);
    sum += number * number * va_arg(list, double);
  }
  va_end(list);
  return sum;
}

static double counted(int count, ...) {
  va_list list;
  va_start(list, count);
  double sum = 0;
  for (int i = 0; i < count; i++) {
    double number = va_arg(list, double);
    sum += number * va_arg(list, int);
  }
  va_end(list);
  return sum;
}

static double product(int count, va_list list) {
  double all = 1;
  while (count-- > 0) all *= 1 + va_arg(list, double);
  return all;
}

static double products(int count, ...) {
  va_list list, again;
  va_start(list, count);
  va_copy(again, list);
  double first = product(count, list), second = 0;
  for (int i = 0; i < count; i++) second += va_arg(again, double) * va_arg(again, double);
  va_end(again);
  va_end(list);
  return first + second;
}

double variadic_sums(double *x, int n) {
  double sum = weighted(3, sin(x[0]), 2.0, x[1] * x[2], -3.0, x[n - 1], x[4]);
  sum += weighted(1, x[3] * x[3], 0.5 * n) * (1 + weighted(0));
  sum += counted(2, x[0] * x[3], 2, sum, n) * counted(1, x[2], -1);
  return sum + products(2, x[4], x[0] * x[1], x[2], cos(x[3])) + weighted(2, 0.1 * sum, 1.0, sum * x[1], 0.2);
}
