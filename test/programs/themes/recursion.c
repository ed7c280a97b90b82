// Functions that call themselves, and each other, by value and through memory.
// tolerance: 1e-5
#include "themes.h"
double fib(double x, int n) { return n < 2 ? x : fib(x, n - 1) * 0.5 + fib(x, n - 2) * x; }
static double odd(double x, int n); 
static double even(double x, int n) { if (n == 0) return x; return x * odd(x, n - 1); }
static double odd(double x, int n) { if (n == 0) return 2 * x; return x + even(x, n - 1); }
static double hsum(double *x, int n) {
  if (n == 1) return x[0] * x[0]; return hsum(x, n / 2) + hsum(x + n / 2, n - n / 2);
}
double ack(double x) { if (x > 100) return x; return ack(x * x); }
static void rec_store(double *x, double *y, int n) {
  if (n == 0) return; *y = *x * *x; rec_store(x + 1, y + 1, n - 1);
}
static double pw(double x, unsigned n) {
  if (!n) return 1; if (n & 1) return x * pw(x, n - 1); double h = pw(x, n / 2); return h * h;
}
static double (*fptr)(double, int) = fib;
int main() {
  double h = 1e-6;
  expect(__enzyme_autodiff((void*)fib, 1.3, 8), (fib(1.3 + h, 8) - fib(1.3 - h, 8)) / 2 / h);
  expect(__enzyme_autodiff((void*)even, 1.1, 7), (even(1.1 + h, 7) - even(1.1 - h, 7)) / 2 / h);
  expect(__enzyme_autodiff((void*)odd, 1.1, 7), (odd(1.1 + h, 7) - odd(1.1 - h, 7)) / 2 / h);
  double x[5] = {1, 2, 3, 4, 5}, d[5] = {0};
  __enzyme_autodiff((void*)hsum, x, d, 5); for (int i = 0; i < 5; i++) expect(d[i], 2 * x[i]);
  expect(__enzyme_autodiff((void*)ack, 2.0), 8 * pow(2, 7));
  double y[3], dy[3] = {1, 10, 100}, dx[3] = {0};
  __enzyme_autodiff((void*)rec_store, enzyme_dup, x, dx, enzyme_dup, y, dy, 3); expect(dx[2], 600), expect(dy[2], 0);
  expect(__enzyme_autodiff((void*)pw, 1.2, 11), 11 * pow(1.2, 10));
}
