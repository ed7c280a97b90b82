// Included by `complex_floats.c` for float and for double; R is the kind, F(name) C's function for it.
typedef R complex IN(Z);
typedef struct { IN(Z) z; R weight; } IN(S);
__attribute__((noinline)) static IN(Z) IN(turn)(IN(Z) a, IN(Z) b) { return a * b / (F(conj)(b) + 4); }
__attribute__((noinline)) static R IN(weigh)(IN(S) s) { return F(cabs)(s.z) * s.weight + F(carg)(s.z); }
__attribute__((noinline)) static void IN(butterfly)(IN(Z) *z, int n) {
  for (int i = 0; i + 1 < n; i += 2) {
    IN(Z) a = z[i], b = z[i + 1];
    z[i] = a + b;
    z[i + 1] = (a - b) * F(cexp)(I * (R)i * (R)0.5);
  }
}
static double IN(all)(const double *x, int n) {
  IN(Z) z[8], sum = 0;
  for (int i = 0; i < n; i++) z[i] = (R)x[i] + (R)x[(i + 1) % n] * I;
  IN(butterfly)(z, n);
  for (int i = 0; i + 1 < n; i++) sum += IN(turn)(z[i] * (R)0.5, z[i + 1]);
  IN(Z) a = z[0] * (R)0.3, b = z[1] * (R)0.4;
  sum += F(csqrt)(a) + F(clog)(a + 3) + F(csin)(b) * F(ccos)(a) + F(ctan)(b * (R)0.3) + F(cpow)(a + 2, b);
  sum += F(csinh)(a) + F(ccosh)(b) + F(ctanh)(a) + F(casin)(a) + F(catan)(b) + F(catanh)(a * (R)0.5);
  IN(S) s = {sum + 20, z[2]};
  return IN(weigh)(s) + F(creal)(sum) * F(cimag)(sum);
}
