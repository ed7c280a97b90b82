// Small structs of floats and integers: the calling convention packs them into integers and short vectors.
#include <string.h>
typedef struct { float a, b; } FF;
typedef struct { float a; int k; } FI;
typedef struct { int k; float a; } IF;
typedef struct { double d; float f; int k; } DFI;
typedef struct { float a, b, c; } FFF;
typedef struct { float a, b, c, d; } F4;
__attribute__((noinline)) static FF ff(FF p) { return (FF){p.a * p.b, p.a - p.b * p.b}; }
__attribute__((noinline)) static FI fi(FI p) { return (FI){p.a * p.a * p.k, p.k + 1}; }
__attribute__((noinline)) static IF jf(IF p) { return (IF){p.k + 1, p.a * p.a * p.k}; }
__attribute__((noinline)) static DFI dfi(DFI p) { return (DFI){p.d * p.f, p.f * p.f * p.k + p.d, p.k + 1}; }
__attribute__((noinline)) static FFF fff(FFF p) { return (FFF){p.a * p.b, p.b * p.c, p.c * p.a}; }
__attribute__((noinline)) static F4 f4(F4 p) { return (F4){p.a * p.b, p.b * p.c, p.c * p.d, p.d * p.a}; }
double packed_structs(const double *x, int n) {
  FF a = ff(ff((FF){x[0], x[1]})), copy;
  FI b = fi(fi((FI){x[2], 3})), row[6];
  DFI c = dfi(dfi((DFI){x[3], x[4], 2}));
  FFF d = fff(fff((FFF){x[5], x[0], x[1]}));
  F4 e = f4((F4){x[0], x[2], x[4], x[1]});
  IF g = jf(jf((IF){2, x[1] * 0.25}));
  for (int i = 0; i < 6; i++) row[i] = (FI){x[i] * x[i], i};
  FI one = row[n % 3];
  memcpy(&copy, &a, sizeof copy);
  // Summed in double: what does not change must not round otherwise.
  double sum = copy.a * a.b;
  sum += b.a * b.k;
  sum += c.d * c.f * c.k;
  sum += d.a * d.b * d.c;
  sum += e.a * e.b + e.c * e.d;
  sum += g.a;
  return sum + one.a * one.a * one.k;
}
