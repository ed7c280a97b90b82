// Functions of <math.h>, each by its name, of one, two and three arguments.
// tolerance: 3e-6
#define _GNU_SOURCE
#include "themes.h"
#define U(F, X, D) static double f_##F(double x) { return F(x); }
#define LIST T(sin,.7,cos(x)) T(cos,.7,-sin(x)) T(tan,.7,1+tan(x)*tan(x)) T(asin,.3,1/sqrt(1-x*x)) T(acos,.3,-1/sqrt(1-x*x)) T(atan,.3,1/(1+x*x)) \
 T(sinh,.3,cosh(x)) T(cosh,.3,sinh(x)) T(tanh,.3,1-tanh(x)*tanh(x)) T(asinh,.3,1/sqrt(x*x+1)) T(acosh,1.3,1/sqrt(x*x-1)) T(atanh,.3,1/(1-x*x)) \
 T(exp,.3,exp(x)) T(exp2,.3,exp2(x)*log(2)) T(expm1,.3,exp(x)) T(log,.3,1/x) T(log2,.3,1/x/log(2)) T(log10,.3,1/x/log(10)) T(log1p,.3,1/(1+x)) \
 T(sqrt,.3,.5/sqrt(x)) T(cbrt,.3,1/(3*cbrt(x)*cbrt(x))) T(fabs,-.3,-1) T(erf,.3,2/sqrt(M_PI)*exp(-x*x)) T(erfc,.3,-2/sqrt(M_PI)*exp(-x*x)) \
 T(floor,.3,0) T(ceil,.3,0) T(round,.3,0) T(trunc,.3,0) T(rint,.3,0) T(nearbyint,.3,0) T(j0,.3,-j1(x)) T(y0,.3,-y1(x)) T(logb,.3,0)
#define T U
LIST
#undef T
static double d_lgamma(double x) { return lgamma(x); } static double d_tgamma(double x) { return tgamma(x); }
static double b_pow(double x, double y) { return pow(x, y); }
static double b_atan2(double x, double y) { return atan2(x, y); }
static double b_hypot(double x, double y) { return hypot(x, y); }
static double b_fmod(double x, double y) { return fmod(x, y); }
static double b_max(double x, double y) { return fmax(x, y); }
static double b_min(double x, double y) { return fmin(x, y); }
static double b_dim(double x, double y) { return fdim(x, y); }
static double b_cs(double x, double y) { return copysign(x, y); }
static double b_rem(double x, double y) { return remainder(x, y); }
static double t_fma(double x, double y, double z) { return fma(x, y, z); }
static double b_powi(double x, int n) { return __builtin_powi(x, n); }
static double b_ldexp(double x, int n) { return ldexp(x, n); }
static double b_powc(double x) { return pow(x, 2) + pow(x, 3.0) + pow(x, 0.5) + pow(x, -1) + pow(2, x); }
static double b_jn(double x, int n) { return jn(n, x); }
static float f_sinf(float x) {
  return sinf(x) * expf(x) + sqrtf(x) + powf(x, 2.5f) + fabsf(x) + logf(x) + tanhf(x) + fmaxf(x, 0.1f);
}
static double sincosx(double x) { double s, c; sincos(x, &s, &c); return s * s * c; }
static double frx(double x) { int e; double m = frexp(x, &e); return m * m + e; }
static double mfx(double x) { double i; double f = modf(x, &i); return f * f + i; }
typedef struct { double a, b; } two; two __enzyme_autodiff2(void *, ...); typedef struct { double a, b, c; } three;
three __enzyme_autodiff3(void *, ...);
float __enzyme_autodifff(void *, ...);
int main() {
  double x;
#define T(F, X, D) x = X; expect(__enzyme_autodiff((void*)f_##F, X), D);
  LIST
#undef T
  double h = 1e-6;
  expect(__enzyme_autodiff((void*)d_lgamma, 2.3), (lgamma(2.3 + h) - lgamma(2.3 - h)) / 2 / h);
  expect(__enzyme_autodiff((void*)d_tgamma, 2.3), (tgamma(2.3 + h) - tgamma(2.3 - h)) / 2 / h);
  two t = __enzyme_autodiff2((void*)b_pow, 1.3, 2.2);
  expect(t.a, 2.2 * pow(1.3, 1.2)), expect(t.b, pow(1.3, 2.2) * log(1.3));
  t = __enzyme_autodiff2((void*)b_atan2, 1.3, 2.2);
  expect(t.a, 2.2 / (1.3 * 1.3 + 2.2 * 2.2)), expect(t.b, -1.3 / (1.3 * 1.3 + 2.2 * 2.2));
  t = __enzyme_autodiff2((void*)b_hypot, 3., 4.); expect(t.a, .6), expect(t.b, .8);
  t = __enzyme_autodiff2((void*)b_fmod, 7.5, 2.); expect(t.a, 1), expect(t.b, -3);
  t = __enzyme_autodiff2((void*)b_max, 3., 4.); expect(t.a, 0), expect(t.b, 1);
  t = __enzyme_autodiff2((void*)b_min, 3., 4.); expect(t.a, 1), expect(t.b, 0);
  t = __enzyme_autodiff2((void*)b_dim, 5., 4.); expect(t.a, 1), expect(t.b, -1);
  t = __enzyme_autodiff2((void*)b_cs, 5., -4.); expect(t.a, -1), expect(t.b, 0);
  t = __enzyme_autodiff2((void*)b_rem, 7.5, 2.); expect(t.a, 1), expect(t.b, -4);
  three u = __enzyme_autodiff3((void*)t_fma, 2., 3., 4.); expect(u.a, 3), expect(u.b, 2), expect(u.c, 1);
  expect(__enzyme_autodiff((void*)b_powi, 2., 5), 80); expect(__enzyme_autodiff((void*)b_ldexp, 2., 5), 32);
  expect(__enzyme_autodiff((void*)b_powc, 2.), 4 + 12 + .5 / sqrt(2) - .25 + 4 * log(2));
  expect(__enzyme_autodiff((void*)b_jn, 1.2, 2), .5 * (jn(1, 1.2) - jn(3, 1.2)));
  float fh = 2e-3f; (void)fh; double e = 0.8;
  expect(__enzyme_autodifff((void*)f_sinf, 0.8f), cos(e) * exp(e) + sin(e) * exp(e) + .5 / sqrt(e) + 2.5 * pow(e, 1.5) + 1 + 1 / e + 1 - tanh(e) * tanh(e) + 1);
  expect(__enzyme_autodiff((void*)sincosx, .4), (sincosx(.4 + h) - sincosx(.4 - h)) / 2 / h);
  // Functions of the library themselves.
  expect(__enzyme_autodiff((void*)sin, .3), cos(.3)); expect(__enzyme_autodiff((void*)sqrt, 4.), .25);
  t = __enzyme_autodiff2((void*)pow, 1.3, 2.2); expect(t.a, 2.2 * pow(1.3, 1.2)), expect(t.b, pow(1.3, 2.2) * log(1.3));
  expect(__enzyme_autodiff((void*)frx, 5.), 2 * 5. / 64); expect(__enzyme_autodiff((void*)mfx, 2.25), 0.5);
}
