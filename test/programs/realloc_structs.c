// Arrays of structs and of pointers that grow one by one, shrink, and are handed to functions that grow them.
#include <stdlib.h>
struct item { double value; int kind; double *link; };
struct list { struct item *items; int count, room; };
static struct item *push(struct list *l, double value) {
  if (l->count == l->room) l->items = realloc(l->items, (l->room += 2) * sizeof *l->items);
  struct item *it = &l->items[l->count++];
  it->value = value;
  it->kind = l->count;
  it->link = malloc(sizeof(double));
  *it->link = l->count > 1 ? *l->items[l->count - 2].link * value : value;
  return it;
}
double realloc_structs(const double *x, int n) {
  struct list l = {0, 0, 0};
  for (int k = 0; k < 2; k++) {
    for (int i = 0; i < n; i++) {
      struct item *it = push(&l, x[i] * (1 + k));
      it->value *= *it->link;
      if (l.count > 2) l.items[l.count - 3].value += it->value * x[0];
    }
  }
  double s = 0;
  while (l.count > 0) {
    struct item *it = &l.items[--l.count];
    s += it->value * it->kind + *it->link;
    free(it->link);
    // The last one frees the array.
    l.items = realloc(l.items, l.count * sizeof *l.items);
  }
  return s;
}
