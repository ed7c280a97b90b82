// flags: -mavx2 -mfma
// Local arrays and a parameter by value that aligned vector instructions access, in functions whose memory moves to the heap.
typedef double v4 __attribute__((vector_size(32)));
typedef struct {
  double d[4];
} __attribute__((aligned(32))) Four;

__attribute__((noinline)) static void fill(v4 *p, const double *x, int n) {
  for (int i = 0; i < n; i++) p[i] = (v4){x[0], x[1], x[2], x[3] * i};
}

__attribute__((noinline)) static double by_value(Four v, int k) {
  v4 *p = (v4 *)v.d;
  *p = *p * *p;
  return v.d[k] * v.d[0];
}

__attribute__((noinline)) static double recursive(const double *x, int n) {
  v4 rows[3];
  fill(rows, x, 3);
  v4 s = rows[0] * rows[1] + rows[2] * rows[2];
  __asm__("vfmadd231pd %[a], %[b], %[c]" : [c] "+x"(s) : [a] "x"(rows[0]), [b] "x"(rows[2]));
  if (n == 0) return s[1];
  char text[3] = {1, 2, (char)n};
  return s[n & 3] + recursive(x, n - 1) / text[n % 2];
}

double aligned_locals(double *x, int n) {
  Four v = {{x[0], x[1], x[2 % n], x[0] * x[1]}};
  return by_value(v, 2) + recursive(v.d, 7);
}
