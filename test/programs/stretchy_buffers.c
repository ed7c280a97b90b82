/* Arrays behind a header of their own in the same memory: one that grows, and one of flexible length that is copied whole. */
#include <stdlib.h>
#include <string.h>

typedef struct { size_t length, room; } Header;

static Header *header(double *items) { return (Header *)((char *)items - sizeof(Header)); }

static double *push(double *items, double value) {
  if (!items) {
    Header *h = malloc(sizeof *h + 2 * sizeof *items);
    *h = (Header){0, 2};
    items = (double *)(h + 1);
  }
  Header *h = header(items);
  if (h->length == h->room) {
    h->room *= 2;
    h = realloc(h, sizeof *h + h->room * sizeof *items);
    items = (double *)(h + 1);
  }
  items[header(items)->length++] = value;
  return items;
}

typedef struct { int length; double items[]; } Row;

static Row *rowOf(const double *items, int length) {
  Row *row = malloc(sizeof *row + length * sizeof(double));
  row->length = length;
  for (int i = 0; i < length; i++) row->items[i] = items[i] * items[(i + 1) % length];
  return row;
}

static Row *copyOf(const Row *row) {
  size_t size = sizeof *row + row->length * sizeof(double);
  Row *copy = malloc(size);
  memcpy(copy, row, size);
  return copy;
}

double stretchy_buffers(double *x, int n) {
  double *items = 0, sum = 0;
  for (int i = 0; i < 2 * n + 1; i++) items = push(items, x[i % n] * (i + 1));
  for (size_t i = 1; i < header(items)->length; i++) sum += items[i] * items[i - 1];
  Row *row = rowOf(items, n), *copy = copyOf(row);
  for (int i = 0; i < copy->length; i++) copy->items[i] *= x[0] + row->items[0];
  for (int i = 0; i < row->length; i++) sum += 0.01 * row->items[i] * copy->items[i];
  free(header(items));
  free(row);
  free(copy);
  return sum;
}
