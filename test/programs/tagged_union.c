// A tagged union: doubles or integers in the same bytes, told apart by a tag.
typedef struct { int tag; union { double d; long long k; } u; } Value;
static Value number(double d) { Value v; v.tag = 0; v.u.d = d; return v; }
static Value count(long long k) { Value v; v.tag = 1; v.u.k = k; return v; }
static double read(const Value *v) { return v->tag ? (double)v->u.k : v->u.d; }
double tagged_union(const double *x, int n) {
  Value v[8];
  for (int i = 0; i < n; i++) v[i] = i % 3 == 1 ? count(i + 2) : number(x[i] * x[i]);
  double s = 0;
  for (int i = 0; i < n; i++) s += read(&v[i]) * x[(i + 1) % n];
  return s;
}
