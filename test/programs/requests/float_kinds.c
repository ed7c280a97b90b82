// Parameters and results of all kinds: one adjoint comes as such, several as C's calling convention has them.
#include <math.h>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_primal_return;
typedef _Float16 Half;
typedef struct { float a, b; } Floats;
typedef struct { float value, a, b; } WithValue;
typedef struct { Half a, b; } Halves;
typedef struct { float a, b, c, d, e; } Five;
typedef struct { float a; double b; long double c; } Mixed;
typedef struct { double a; float b; } Wide;
float __enzyme_autodiff_float(void *, ...);
double __enzyme_autodiff_double(void *, ...);
long double __enzyme_autodiff_extended(void *, ...);
Half __enzyme_autodiff_half(void *, ...);
Floats __enzyme_autodiff_floats(void *, ...);
WithValue __enzyme_autodiff_with_value(void *, ...);
Halves __enzyme_autodiff_halves(void *, ...);
Five __enzyme_autodiff_five(void *, ...);
Mixed __enzyme_autodiff_mixed(void *, ...);
Wide __enzyme_autodiff_wide(void *, ...);
void __enzyme_autodiff_nothing(void *, ...);

static float cube(float x) { return x * x * x; }
static float turned(float x, float y) { return sinf(x) * y; }
static long double extended(long double x) { return sinl(x) * x; }
static Half square(Half x) { return x * x; }
static Half product(Half x, Half y) { return x * y + x; }
static float sum(float a, float b, float c, float d, float e) { return a * b + c * d + e * a; }
static float mixed(float a, double b, long double c) { return (float)(a * b * c); }
static double wide(double a, float b) { return a * b; }
static long double squares(const long double *x, int n) {
  long double s = 0;
  for (int i = 0; i < n; i++) s += x[i] * x[i];
  return s;
}

int main(void) {
  expect(__enzyme_autodiff_float((void *)cube, 2.0f), 12);
  expect(__enzyme_autodiff_double((void *)cube, 2.0f), 12);
  expect((double)__enzyme_autodiff_half((void *)square, (Half)2), 4);
  expect((double)__enzyme_autodiff_extended((void *)extended, 0.5L), cos(0.5) * 0.5 + sin(0.5));
  Floats f = __enzyme_autodiff_floats((void *)turned, 0.5f, 2.0f);
  expect(f.a, cosf(0.5f) * 2);
  expect(f.b, sinf(0.5f));
  WithValue v = __enzyme_autodiff_with_value((void *)turned, enzyme_primal_return, enzyme_out, 0.5f, enzyme_out, 2.0f);
  expect(v.value, sinf(0.5f) * 2);
  expect(v.a, cosf(0.5f) * 2);
  expect(v.b, sinf(0.5f));
  Halves h = __enzyme_autodiff_halves((void *)product, (Half)2, (Half)3);
  expect((double)h.a, 4);
  expect((double)h.b, 2);
  Five s = __enzyme_autodiff_five((void *)sum, 1.0f, 2.0f, 3.0f, 4.0f, 5.0f);
  expect(s.a, 7);
  expect(s.b, 1);
  expect(s.c, 4);
  expect(s.d, 3);
  expect(s.e, 1);
  Mixed m = __enzyme_autodiff_mixed((void *)mixed, 2.0f, 3.0, 4.0L);
  expect(m.a, 12);
  expect(m.b, 8);
  expect((double)m.c, 6);
  Wide w = __enzyme_autodiff_wide((void *)wide, 2.0, 3.0f);
  expect(w.a, 3);
  expect(w.b, 2);
  long double x[2] = {1, 2}, d[2] = {0, 0};
  __enzyme_autodiff_nothing((void *)squares, x, d, 2);
  expect((double)d[0], 2);
  expect((double)d[1], 4);
}
