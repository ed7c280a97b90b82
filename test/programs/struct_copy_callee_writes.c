// A struct passed by value is changed by the callee; the caller goes on using its own copy.
typedef struct { double v[6]; } Six;
__attribute__((noinline)) static double consume(Six s) {
  double sum = 0;
  for (int i = 1; i < 6; i++) s.v[i] = s.v[i] * s.v[i - 1], sum += s.v[i];
  s.v[0] = sum;
  return s.v[0] * s.v[5];
}
double struct_copy_callee_writes(const double *x, int n) {
  Six s;
  for (int i = 0; i < 6; i++) s.v[i] = x[i % n];
  double a = consume(s), sum = 0;
  for (int i = 0; i < 6; i++) sum += s.v[i] * s.v[i] * (i + 1);
  s.v[2] = a * s.v[1];
  return sum * a + consume(s);
}
