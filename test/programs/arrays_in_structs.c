// Arrays as members of structs, with run-time indices, beside integers; structs with padding that are assigned whole.
typedef struct { char tag; double w; float f[3]; } Mixed;
typedef struct { int count; double v[4]; int tag; } Counted;
static __attribute__((noinline)) double weigh(const Counted *s) {
  double sum = 0;
  for (int i = 0; i < s->count; i++) sum += s->v[i] * s->v[i] * s->tag;
  return sum;
}
double arrays_in_structs(const double *x, int n) {
  Mixed a[3], b;
  Counted s[2], t;
  for (int i = 0; i < 3; i++) {
    a[i].tag = 'a' + i;
    a[i].w = x[i] * x[(i + 1) % n];
    for (int k = 0; k < 3; k++) a[i].f[k] = k + 0.5f;
  }
  b = a[0];
  a[0] = a[2];
  a[2] = b;
  for (int j = 0; j < 2; j++) {
    s[j].count = 3 + j;
    s[j].tag = j + 1;
    for (int i = 0; i < 4; i++) s[j].v[i] = x[i] * x[(i + j) % n];
  }
  t = s[0];
  s[0] = s[1];
  s[1] = t;
  double sum = weigh(&s[0]) + weigh(&s[1]) * x[0];
  for (int i = 0; i < n && i < 3; i++)
    for (int k = 0; k < 3; k++) sum += a[i].w * a[i].f[k] * (a[i].tag - 'a' + 1);
  return sum;
}
