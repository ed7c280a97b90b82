/* Programs that move numbers without saying what they are; the tests ask what the moved bytes hold. */
typedef unsigned long size_t;
typedef unsigned long long u64;
void *memcpy(void *, const void *, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
void *malloc(size_t);
void free(void *);

typedef double real;
typedef struct {
  int id;
  real w[3];
  float f;
  real *data;
  struct {
    short a;
    real b;
  } in;
  char name[16];
} record;
typedef struct {
  double x, y;
} pair;
struct list {
  double v;
  struct list *next;
};
struct tagged {
  int tag;
  union {
    double d;
    long long l;
  } u;
};
struct flexible {
  int n;
  double data[];
};
struct packed_flags {
  unsigned a : 3, b : 5;
  char c;
  double d;
};

void copy_record(record *d, const record *s) { *d = *s; }
void copy_records(record *d, const record *s, int n) { memcpy(d, s, n * sizeof *s); }
void zero_records(record *s, int n) { memset(s, 0, n * sizeof *s); }
void copy_doubles(double *d, const double *s, int n) { memcpy(d, s, n * sizeof *s); }
void move_floats(float *x, int n) { memmove(x + 1, x, n * sizeof *x); }
void copy_ints(int *d, const int *s, int n) { memcpy(d, s, n * sizeof *s); }
void copy_flags(struct packed_flags *d, const struct packed_flags *s) { memcpy(d, s, sizeof *s); }

static __attribute__((noinline)) void copy_untyped(void *d, const void *s, size_t n) { memcpy(d, s, n); }
double through_untyped(const double *x, int n) {
  double *t = malloc(n * sizeof *t), sum = 0;
  copy_untyped(t, x, n * sizeof *t);
  for (int i = 0; i < n; i++) sum += t[i];
  free(t);
  return sum;
}

double rows(double **a, int n, int m) {
  double s = 0, *t = malloc(m * sizeof *t);
  for (int i = 0; i < n; i++) {
    memcpy(t, a[i], m * sizeof *t);
    for (int j = 0; j < m; j++) s += t[j] * t[j];
  }
  free(t);
  return s;
}

double list_copy(const struct list *l) {
  double s = 0;
  struct list h;
  for (; l; l = l->next) {
    memcpy(&h, l, sizeof h);
    s += h.v;
  }
  return s;
}

double tagged_copy(struct tagged *d, const struct tagged *s) {
  memcpy(d, s, sizeof *s);
  return s->tag ? s->u.d : (double)s->u.l;
}

void flexible_copy(struct flexible *d, const struct flexible *s) {
  d->n = s->n;
  memcpy(d->data, s->data, s->n * sizeof(double));
}

struct flexible *flexible_duplicate(const struct flexible *s) {
  size_t size = sizeof *s + s->n * sizeof(double);
  struct flexible *d = malloc(size);
  memcpy(d, s, size);
  return d;
}

double select_bits(const double *x, int c) {
  long long a, b, r;
  double d;
  memcpy(&a, x, 8);
  memcpy(&b, x + 1, 8);
  r = c ? a : b;
  memcpy(&d, &r, 8);
  return d;
}

void swap_bits(double *a, double *b) {
  u64 x, y;
  memcpy(&x, a, 8);
  memcpy(&y, b, 8);
  memcpy(a, &y, 8);
  memcpy(b, &x, 8);
}

float inverse_root(float y) {
  int i;
  memcpy(&i, &y, 4);
  i = 0x5f3759df - (i >> 1);
  memcpy(&y, &i, 4);
  return y;
}

double arena(int n) {
  char *mem = malloc(n * 12);
  double *d = (double *)mem, *e = malloc(8 * n), s = 0;
  int *k = (int *)(mem + 8 * n);
  for (int i = 0; i < n; i++) {
    d[i] = i * .5;
    k[i] = i;
  }
  for (int i = 0; i < n; i++) s += d[k[i]];
  memcpy(e, d, 8 * n);
  s += e[0];
  free(mem);
  free(e);
  return s;
}

void bytes(double *d, const double *s, int n) {
  char *a = (char *)d;
  const volatile char *b = (const volatile char *)s;
  for (size_t i = 0; i < n * sizeof *s; i++) a[i] = b[i];
}

static double table[5] = {1, 2, 3, 4, 5};
void from_table(double *t) { memcpy(t, table, sizeof table); }
void to_table(const double *t, int i) { table[i] = *t; }

double matrix(double a[4][4], int n) {
  double b[4][4], s = 0;
  memcpy(b, a, sizeof b);
  for (int i = 0; i < n; i++) s += b[i & 3][i & 3];
  return s;
}

void swap_pairs(pair *a, pair *b) {
  pair t;
  memcpy(&t, a, sizeof t);
  memcpy(a, b, sizeof t);
  memcpy(b, &t, sizeof t);
}

u64 step(u64 *s) {
  u64 x = *s;
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  return *s = x;
}
double monte_carlo(int n) {
  u64 s = 88172645463325252ull;
  double t = 0;
  for (int i = 0; i < n; i++) t += (double)(step(&s) >> 11) / 9007199254740992.0;
  return t;
}
