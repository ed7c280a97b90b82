// The extended kind of x86: its functions, in structures, unions and arrays, by value, in variable arguments, converted.
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
typedef struct { long double a; int k; long double v[3]; float f; } Mixed;
typedef struct { long double re, im; } Pair;
union View { long double wide; double narrow[2]; };
__attribute__((noinline)) static long double weigh(Mixed s, long double w) {
  long double r = s.a * w + s.f * s.k;
  for (int i = 0; i < 3; i++) r += s.v[i] * s.v[i] / (1 + i);
  return r;
}
__attribute__((noinline)) static Mixed make(long double a, int k) {
  Mixed s = {sinl(a), k, {expl(a / 3), a * a, cosl(a)}, 0.5f};
  return s;
}
__attribute__((noinline)) static Pair turn(Pair p, float angle) {
  Pair q = {p.re * cosf(angle) - p.im * sinf(angle), p.re * sinf(angle) + p.im * cosf(angle)};
  return q;
}
__attribute__((noinline)) static void fill(long double *t, int n, const double *x) {
  for (int i = 0; i < n; i++) t[i] = (long double)x[i] * x[i] + tanhl(x[i]);
}
__attribute__((noinline)) static double functions(double at, double other) {
  long double x = at, y = other + 3, sum = 0;
  int e;
  sum += sqrtl(y) + cbrtl(y) + expm1l(x) + exp2l(x) + log1pl(y) + log2l(y) + log10l(y) + powl(y, x) + hypotl(x, y);
  sum += tanl(x * 0.3L) + asinl(x * 0.2L) + acosl(x * 0.2L) + atanl(x) + atan2l(x, y) + sinhl(x) + coshl(x) + asinhl(x);
  sum += acoshl(y) + atanhl(x * 0.2L) + erfl(x) + erfcl(x) + lgammal(y) + tgammal(y) + fmodl(y, 1.1L) + fmal(x, y, x);
  sum += fmaxl(x, y) + fminl(x, y) + fdiml(y, x) + copysignl(x, y) + fabsl(x) + ldexpl(x, 3);
  sum += frexpl(y, &e);
  sum += e;
  return sum;
}
double long_double(const double *x, int n) {
  long double t[8], sum = 0;
  fill(t, n, x);
  for (int i = 0; i < n; i++) {
    sum += t[i] * sqrtl(1 + sum * sum);
    t[i] = sum;
  }
  Mixed s = make(t[0] * 0.1L, 3), u = s;
  u.v[1] += x[1];
  Pair p = turn((Pair){t[1] * 1e-3L, x[2]}, 0.5f);
  sum = sum * 1e-3L + weigh(u, x[1]) + p.re * p.im;
  union View v;
  v.wide = sum;
  sum += v.wide * 0.01L;
  v.narrow[1] = x[3];
  sum += v.narrow[1] * v.narrow[1];
  long double *copy = malloc(n * sizeof *copy);
  memcpy(copy, t, n * sizeof *copy);
  copy[0] *= 2;
  for (int i = 0; i < n; i++) sum += copy[i] * 1e-3L;
  free(copy);
  for (int i = 0; i + 1 < n; i++) sum += functions(x[i], x[i + 1]);
  return (double)sum;
}
