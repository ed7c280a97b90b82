// Global arrays of bytes that numbers are kept in: a message with a header, a pool that hands out memory of several types.
#include <string.h>
struct header {
  int kind, n;
};
static char message[512], pool[1024];
struct arena {
  char *base;
  unsigned long used;
};
static void *take(struct arena *a, unsigned long n) {
  unsigned long at = (a->used + 15) & ~15ul;
  a->used = at + n;
  return a->base + at;
}
static void put(char *to, const double *values, int n) { memcpy(to, values, n * sizeof *values); }
static double handle(void *p) {
  struct header h;
  memcpy(&h, p, sizeof h);
  double s = 0;
  for (int i = 0; i < h.n; i++) {
    double v;
    memcpy(&v, (char *)p + sizeof h + i * sizeof v, sizeof v);
    s += v * v * h.kind;
  }
  return s;
}
double static_buffers(double *x, int n) {
  struct header h = {3, n};
  memcpy(message, &h, sizeof h);
  put(message + sizeof h, x, n);
  struct arena a = {pool, 0};
  double *squares = take(&a, n * sizeof *squares);
  int *order = take(&a, n * sizeof *order);
  for (int i = 0; i < n; i++) {
    squares[i] = x[i] * x[i];
    order[i] = n - 1 - i;
  }
  double s = handle(message);
  for (int i = 0; i < n; i++) s += squares[order[i]] * x[i];
  return s;
}
