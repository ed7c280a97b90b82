/*
 * Complex arithmetic and functions of <complex.h>, as functions of real and imaginary parts. `complex-functions.ts` puts them
 * into the forms that calling conventions give complex numbers.
 *
 * complex-bodies.ts holds this file as LLVM IR, made like that of library-bodies.c.
 */
#define NI __attribute__((nothrow))
#define F(name) __fluxion_complex_##name
typedef struct { double re, im; } Complex;
double hypot(double, double); double atan2(double, double); double exp(double); double log(double); double log1p(double);
double sin(double); double cos(double); double tan(double); double sinh(double); double cosh(double); double sqrt(double);
double asinh(double); double fabs(double); double fmax(double, double); double copysign(double, double); double logb(double); double ldexp(double, int);
static inline __attribute__((always_inline)) Complex pair(double re, double im) { Complex z = {re, im}; return z; }
static inline __attribute__((always_inline)) int isNan(double x) { return x != x; }
static inline __attribute__((always_inline)) int isInf(double x) { return fabs(x) > 1.7976931348623157e308; }
static inline __attribute__((always_inline)) int isFinite(double x) { return fabs(x) <= 1.7976931348623157e308; }
/* What C99's Annex G asks for where infinities would become NaN. */
static __attribute__((noinline)) Complex F(recover_product)(double a, double b, double c, double d, Complex z) {
  int again = 0;
  if (isInf(a) || isInf(b)) {
    a = copysign(isInf(a) ? 1 : 0, a); b = copysign(isInf(b) ? 1 : 0, b);
    if (isNan(c)) c = copysign(0, c);
    if (isNan(d)) d = copysign(0, d);
    again = 1;
  }
  if (isInf(c) || isInf(d)) {
    c = copysign(isInf(c) ? 1 : 0, c); d = copysign(isInf(d) ? 1 : 0, d);
    if (isNan(a)) a = copysign(0, a);
    if (isNan(b)) b = copysign(0, b);
    again = 1;
  }
  if (!again && (isInf(a * c) || isInf(b * d) || isInf(a * d) || isInf(b * c))) {
    if (isNan(a)) a = copysign(0, a);
    if (isNan(b)) b = copysign(0, b);
    if (isNan(c)) c = copysign(0, c);
    if (isNan(d)) d = copysign(0, d);
    again = 1;
  }
  return again ? pair(__builtin_inf() * (a * c - b * d), __builtin_inf() * (a * d + b * c)) : z;
}
NI Complex F(mul)(double a, double b, double c, double d) {
  Complex z = pair(a * c - b * d, a * d + b * c);
  return isNan(z.re) && isNan(z.im) ? F(recover_product)(a, b, c, d, z) : z;
}
NI Complex F(div)(double a, double b, double c, double d) {
  int scale = 0;
  double exponent = logb(fmax(fabs(c), fabs(d)));
  double sc = c, sd = d;
  if (isFinite(exponent)) { scale = (int)exponent; sc = ldexp(c, -scale); sd = ldexp(d, -scale); }
  double denominator = sc * sc + sd * sd;
  Complex z = pair(ldexp((a * sc + b * sd) / denominator, -scale), ldexp((b * sc - a * sd) / denominator, -scale));
  if (!(isNan(z.re) && isNan(z.im))) return z;
  if (denominator == 0 && (!isNan(a) || !isNan(b)))
    return pair(copysign(__builtin_inf(), sc) * a, copysign(__builtin_inf(), sc) * b);
  if ((isInf(a) || isInf(b)) && isFinite(c) && isFinite(d)) {
    a = copysign(isInf(a) ? 1 : 0, a); b = copysign(isInf(b) ? 1 : 0, b);
    return pair(__builtin_inf() * (a * sc + b * sd), __builtin_inf() * (b * sc - a * sd));
  }
  if (isInf(exponent) && exponent > 0 && isFinite(a) && isFinite(b)) {
    c = copysign(isInf(c) ? 1 : 0, c); d = copysign(isInf(d) ? 1 : 0, d);
    return pair(0.0 * (a * c + b * d), 0.0 * (b * c - a * d));
  }
  return z;
}
NI double F(cabs)(double a, double b) { return hypot(a, b); }
NI double F(carg)(double a, double b) { return atan2(b, a); }
NI Complex F(cexp)(double a, double b) { double e = exp(a); return b == 0 ? pair(e, e * b) : pair(e * cos(b), e * sin(b)); }
static __attribute__((noinline)) Complex F(logarithm)(double a, double b) {
  double m = hypot(a, b);
  double large = fmax(fabs(a), fabs(b)), small = fabs(a) + fabs(b) - large;
  /* Near the unit circle the logarithm of the modulus is small. */
  double modulus = m > 0.7 && m < 1.5 ? 0.5 * log1p((large - 1) * (large + 1) + small * small) : log(m);
  return pair(modulus, atan2(b, a));
}
NI Complex F(clog)(double a, double b) { return F(logarithm)(a, b); }
static __attribute__((noinline)) Complex F(root)(double a, double b) {
  if (a == 0 && b == 0) return pair(sqrt(a < 0 ? -a : a), b);
  /* Without fabs, whose derivative at 0 is 0: on the axes there is no kink. */
  if (a >= 0) {
    double t = sqrt(0.5 * (a + hypot(a, b)));
    return pair(t, b / (2 * t));
  }
  double t = sqrt(0.5 * (hypot(a, b) - a)), sign = copysign(1, b);
  return pair(sign * b / (2 * t), sign * t);
}
NI Complex F(csqrt)(double a, double b) { return F(root)(a, b); }
NI Complex F(clog10)(double a, double b) {
  Complex l = F(logarithm)(a, b);
  return pair(l.re / log(10), l.im / log(10));
}
NI Complex F(conj)(double a, double b) { return pair(a, -b); }
NI double F(creal)(double a, double b) { return a; }
NI double F(cimag)(double a, double b) { return b; }
NI Complex F(cproj)(double a, double b) {
  return isInf(a) || isInf(b) ? pair(__builtin_inf(), copysign(0, b)) : pair(a, b);
}
NI Complex F(csin)(double a, double b) { return pair(sin(a) * cosh(b), cos(a) * sinh(b)); }
NI Complex F(ccos)(double a, double b) { return pair(cos(a) * cosh(b), -sin(a) * sinh(b)); }
NI Complex F(csinh)(double a, double b) { return pair(sinh(a) * cos(b), cosh(a) * sin(b)); }
NI Complex F(ccosh)(double a, double b) { return pair(cosh(a) * cos(b), sinh(a) * sin(b)); }
static __attribute__((noinline)) Complex F(hyperbolic_tangent)(double a, double b) {
  if (fabs(a) > 22) return pair(copysign(1, a), 4 * sin(b) * cos(b) * exp(-2 * fabs(a)));
  double t = tan(b), s = sinh(a), beta = 1 + t * t, denominator = 1 + beta * s * s;
  return pair(beta * sqrt(1 + s * s) * s / denominator, t / denominator);
}
NI Complex F(ctanh)(double a, double b) { return F(hyperbolic_tangent)(a, b); }
NI Complex F(ctan)(double a, double b) { Complex z = F(hyperbolic_tangent)(-b, a); return pair(z.im, -z.re); }
NI Complex F(cpow)(double a, double b, double c, double d) {
  if (c == 0 && d == 0) return pair(1, 0);
  if (a == 0 && b == 0) return pair(0, 0);
  Complex l = F(logarithm)(a, b);
  double e = exp(c * l.re - d * l.im), angle = c * l.im + d * l.re;
  return pair(e * cos(angle), e * sin(angle));
}

/* Inverse functions: W. Kahan, "Branch cuts for complex elementary functions, or much ado about nothing's sign bit", 1987. */
static __attribute__((noinline)) Complex F(arc_cosine)(double a, double b) {
  Complex m = F(root)(1 - a, -b), p = F(root)(1 + a, b);
  return pair(2 * atan2(m.re, p.re), asinh(p.re * m.im - p.im * m.re));
}
static __attribute__((noinline)) Complex F(arc_sine)(double a, double b) {
  Complex m = F(root)(1 - a, -b), p = F(root)(1 + a, b);
  return pair(atan2(a, m.re * p.re - m.im * p.im), asinh(m.re * p.im - m.im * p.re));
}
static __attribute__((noinline)) Complex F(arc_hyperbolic_tangent)(double a, double b) {
  double m = a < 0 ? -a : a, s = (1 - m) * (1 - m) + b * b, l = 0.25 * log1p(4 * m / s);
  return pair(a < 0 ? -l : l, 0.5 * atan2(2 * b, (1 - a) * (1 + a) - b * b));
}
NI Complex F(cacos)(double a, double b) { return F(arc_cosine)(a, b); }
NI Complex F(casin)(double a, double b) { return F(arc_sine)(a, b); }
NI Complex F(catanh)(double a, double b) { return F(arc_hyperbolic_tangent)(a, b); }
NI Complex F(cacosh)(double a, double b) {
  Complex m = F(root)(a - 1, b), p = F(root)(a + 1, b);
  return pair(asinh(m.re * p.re + m.im * p.im), 2 * atan2(m.im, p.re));
}
NI Complex F(casinh)(double a, double b) { Complex z = F(arc_sine)(-b, a); return pair(z.im, -z.re); }
NI Complex F(catan)(double a, double b) { Complex z = F(arc_hyperbolic_tangent)(-b, a); return pair(z.im, -z.re); }
