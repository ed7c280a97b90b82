// The function is chosen while the program runs: by a condition, a switch, from tables; or stands behind casts and constants.
#include <math.h>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
double __enzyme_autodiff(void *, ...);
double sq(double x) { return x * x; }
double cu(double x) { return x * x * x; }
double qu(double x) { return x * x * x * x; }
typedef double F(double);
static F *const table[3] = { sq, cu, qu };
static const struct { const char *name; F *f; } named[2] = { {"a", cu}, {"b", qu} };
static F *const one = qu;
__attribute__((noinline)) double sel(int w, double x) { return __enzyme_autodiff(w ? (void*)sq : (void*)cu, enzyme_out, x); }
__attribute__((noinline)) double sel3(int w, double x) { F *f = w == 0 ? sq : w == 1 ? cu : qu; return __enzyme_autodiff((void*)f, x) + 1; }
__attribute__((noinline)) double sw(int w, double x) { F *f; switch (w) { case 0: f = sq; break; case 1: f = cu; break; case 5: f = qu; break; default: return -1; } return __enzyme_autodiff((void*)f, x); }
__attribute__((noinline)) double tab(int w, double x) { return __enzyme_autodiff((void*)table[w], x); }
__attribute__((noinline)) double tabc(double x) { return __enzyme_autodiff((void*)table[2], x); }
__attribute__((noinline)) double tabn(double x) { return __enzyme_autodiff((void*)named[1].f, x); }
__attribute__((noinline)) double tabi(int w, double x) { return __enzyme_autodiff((void*)named[w].f, x); }
__attribute__((noinline)) double on(double x) { return __enzyme_autodiff((void*)one, x); }
__attribute__((noinline)) double viaint(double x) { unsigned long a = (unsigned long)cu; return __enzyme_autodiff((void*)a, x); }
int main(void) {
  expect(sel(1, 3), 6); expect(sel(0, 3), 27);
  expect(sel3(0, 3), 7); expect(sel3(1, 3), 28);expect(sel3(2, 3), 109);
  expect(sw(0, 3), 6); expect(sw(1, 3), 27);expect(sw(5, 3), 108); expect(sw(2,3), -1);
  expect(tab(0, 3), 6); expect(tab(1, 3), 27);expect(tab(2, 3), 108);
  expect(tabc(3), 108); expect(tabn(3), 108); expect(tabi(0,3), 27);expect(tabi(1,3), 108); expect(on(3), 108); expect(viaint(3), 27);
}
