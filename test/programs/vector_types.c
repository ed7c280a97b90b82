// Vectors as types of the language: arithmetic, masks, shuffles that repeat lanes, single elements at places known late.
typedef double v4 __attribute__((vector_size(32)));
typedef double v2 __attribute__((vector_size(16)));
static v4 load(const double *x, int n, int at) {
  return (v4){x[at % n], x[(at + 1) % n], x[(at + 2) % n], x[(at + 3) % n]};
}
__attribute__((noinline)) static v4 larger(v4 a, v4 b) { return __builtin_elementwise_max(a, b); }
double vector_types(const double *x, int n) {
  v4 a = load(x, n, 0), b = load(x, n, 2), sum = {0, 0, 0, 0};
  for (int i = 0; i < n; i++) {
    v4 c = larger(a * b - a / (b * b + 1.0), -a * 2.0);
    c[i & 3] += a[(i * 7) & 3] * x[i];
    v4 d = __builtin_shufflevector(c, b, 0, 0, 7, 0);
    v2 e = __builtin_shufflevector(c, d, 3, 6);
    d[1] *= e[0] - e[1];
    sum += d * d;
    a = __builtin_shufflevector(a, c, 1, 2, 3, 4) * 0.5;
  }
  return sum[0] + 2 * sum[1] + 3 * sum[2] + __builtin_reduce_max(sum * x[0]);
}
