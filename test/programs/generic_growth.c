// One function grows arrays of any element: of numbers, of records, and of pointers. What is empty points to an address that no
// data has.
#include <stdlib.h>
#include <stdint.h>
typedef struct { void *data; size_t length, room; } Array;
typedef struct { double weight; int64_t index; } Entry;
__attribute__((noinline)) static int resize(Array *a, size_t room, size_t size) {
  void *data = a->room == 0 ? malloc(room * size) : realloc(a->data, room * size);
  if (!data) return 0;
  a->data = data;
  a->room = room;
  return 1;
}
__attribute__((noinline)) static void *grow(Array *a, size_t size) {
  if (a->length == a->room && !resize(a, a->room ? 2 * a->room : 1, size)) abort();
  return (char *)a->data + size * a->length++;
}
static Array empty(void) { return (Array){(void *)8, 0, 0}; }
static void release(Array *a) {
  if (a->room) free(a->data);
}
double generic_growth(const double *x, int n) {
  Array numbers = empty(), entries = empty(), pointers = empty();
  for (int i = 0; i < n; i++) {
    *(double *)grow(&numbers, sizeof(double)) = x[i] * x[i];
    *(Entry *)grow(&entries, sizeof(Entry)) = (Entry){x[i] + 1.0, n - 1 - i};
    *(const double **)grow(&pointers, sizeof(double *)) = &x[n - 1 - i];
  }
  double sum = 0;
  for (int i = 0; i < n; i++) {
    Entry entry = ((Entry *)entries.data)[i];
    sum += entry.weight * ((double *)numbers.data)[entry.index] * *((const double **)pointers.data)[i];
  }
  release(&numbers);
  release(&entries);
  release(&pointers);
  return sum;
}
