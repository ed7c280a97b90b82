// Numbers whose bytes are moved one by one: generic swaps of elements, queues of bytes, copies of numbers that are used as numbers, too.
#include <math.h>
#include <string.h>
static void swap(void *a, void *b, size_t n) {
  char *p = a, *q = b;
  while (n--) {
    char t = *p;
    *p++ = *q;
    *q++ = t;
  }
}
static void sort(void *base, size_t n, size_t size, int (*order)(const void *, const void *)) {
  char *b = base;
  for (size_t i = 1; i < n; i++)
    for (size_t j = i; j > 0 && order(b + j * size, b + (j - 1) * size) < 0; j--) swap(b + j * size, b + (j - 1) * size, size);
}
static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}
struct record {
  int key;
  double value;
};
static int by_key(const void *a, const void *b) { return ((const struct record *)a)->key - ((const struct record *)b)->key; }
struct bytes {
  unsigned char data[256];
  int used;
};
__attribute__((noinline)) static void put(struct bytes *to, const void *from, int n) {
  const unsigned char *p = from;
  for (int i = 0; i < n; i++) to->data[to->used + i] = p[i];
  to->used += n;
}
__attribute__((noinline)) static void get(struct bytes *from, void *to, int n) {
  unsigned char *p = to;
  for (int i = 0; i < n; i++) p[i] = from->data[from->used + i];
  from->used += n;
}
double bytes_of_numbers(double *x, int n) {
  double values[8], s = 0;
  struct record records[8];
  for (int i = 0; i < n; i++) {
    values[i] = x[i] * x[i] * (i + 1);
    records[i].key = i * 5 % 7;
    records[i].value = sin(x[i]);
  }
  sort(values, n, sizeof *values, by_value);
  sort(records, n, sizeof *records, by_key);
  struct bytes buffer;
  buffer.used = 0;
  for (int i = 0; i < n; i++) {
    // The number goes into the buffer and into the sum.
    double v = values[i] * records[i].value;
    put(&buffer, &v, sizeof v);
    s += v * x[0];
  }
  put(&buffer, x, n * sizeof *x);
  buffer.used = 0;
  for (int i = 0; i < 2 * n; i++) {
    double v;
    get(&buffer, &v, sizeof v);
    s += v * v * (i + 1);
  }
  return s;
}
