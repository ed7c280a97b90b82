// flags: -ffast-math
// Numbers that are rounded by a large one, with a barrier so that a compiler does not undo it; signs of vectors that are cleared.
typedef double v2 __attribute__((vector_size(16)));
typedef long long i2 __attribute__((vector_size(16), aligned(8), may_alias));

static double rounded(double x) {
  double shifted = x + 0x1p52;
  __asm__("" : "+x"(shifted));
  return shifted - 0x1p52;
}

double fast_barriers(double *x, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += x[i] * rounded(x[i] * 10.3 + 100);
  i2 bits = *(const i2 *)x & (i2){0x7fffffffffffffff, 0x7fffffffffffffff};
  v2 sizes = (v2)bits;
  return sum + sizes[0] * sizes[1];
}
