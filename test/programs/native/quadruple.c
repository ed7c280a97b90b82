// __float128: arithmetic in the runtime's functions, in structures, arrays and unions, by value, converted.
#include <string.h>
typedef __float128 Quad;
typedef struct { Quad a; float f; Quad v[4]; } S;
__attribute__((noinline)) static Quad step(Quad a, Quad b, float c) { return a * b + (Quad)c; }
__attribute__((noinline)) static Quad weigh(S s) {
  Quad r = s.a * s.f;
  for (int i = 0; i < 4; i++) r += s.v[i] * (Quad)(i + 1);
  return r;
}
__attribute__((noinline)) static S make(Quad a, long double b) { return (S){a * a, 3, {a, b, a * b, a / (b * b + 1)}}; }
double quadruple(const double *x, int n) {
  Quad t[8], copy[8], sum = 1;
  for (int i = 0; i < n; i++) t[i] = (Quad)x[i];
  memcpy(copy, t, n * sizeof *t);
  for (int i = 0; i < n; i++) {
    sum = step(sum, t[i], 0.5f);
    t[i] = sum;
  }
  S s = make(t[0], copy[1]), u = s;
  u.v[3] += (Quad)(double)t[2] - copy[3];
  Quad chosen = sum > 1 ? sum * sum : -sum;
  long double wide = (long double)chosen;
  chosen += wide * wide;
  chosen = chosen < 0 ? -chosen : chosen;
  return (double)(chosen + weigh(u));
}
