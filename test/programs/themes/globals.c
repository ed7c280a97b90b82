// Global variables and tables: read, written, static, pointers; one that is an argument with a shadow.
#include "themes.h"
double gx = 3; static double table[4] = {1, 2, 3, 4}; static const double ct[4] = {1, 2, 3, 4}; double cache[8];
static double *gp; static int count;
static double usesg(double x) { return gx * x; }
static double writes(double x) { gx = x * x; return gx * x; }
static double ctab(double x, int i) { return ct[i] * x * x; }
static double fill(double x) {
  for (int i = 0; i < 8; i++) cache[i] = x * i; double s = 0;
  for (int i = 0; i < 8; i++) s += cache[i] * cache[7 - i]; return s;
}
static double stat(double x) { static double acc; acc = acc * 0 + x; count++; return acc * acc; }
static double ptrg(double *x) { gp = x; return *gp * *gp; }
__attribute__((noinline)) static void setg(double v) { gx = v; }
__attribute__((noinline)) static double getg(void) { return gx; }
static double thr(double x) { setg(x * 3); return getg() * getg(); }
static double tab(double x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) { table[i] *= x; s += table[i]; }
  return s;
}
const char *names[] = {"a", "bb", "ccc"};
static double nm(double x, int n) {
  double s = 0; for (int i = 0; i < n; i++) s += strlen(names[i]) * x * x; return s;
}
static double byarg(double *g, double x) { *g = *g * x; return *g * x; }
double dgx;
int main() {
  expect(__enzyme_autodiff((void*)usesg, 2.), 3); expect(__enzyme_autodiff((void*)writes, 2.), 12); expect(gx, 4);
  expect(__enzyme_autodiff((void*)ctab, 2., 2), 12);
  expect(__enzyme_autodiff((void*)fill, 2.), 4 * (2 * (0 + 6 + 10 + 12)));
  expect(__enzyme_autodiff((void*)stat, 3.), 6); expect(count, 1);
  double x = 3, dx = 0; __enzyme_autodiff((void*)ptrg, &x, &dx); expect(dx, 6);
  expect(__enzyme_autodiff((void*)thr, 2.), 36);
  expect(__enzyme_autodiff((void*)tab, 2., 4), 10); expect(table[3], 8);
  expect(__enzyme_autodiff((void*)nm, 2., 3), 24);
  gx = 3; dgx = 0; expect(__enzyme_autodiff((void*)byarg, enzyme_dup, &gx, &dgx, enzyme_out, 2.), 12);
  expect(dgx, 4); expect(gx, 6);
}
