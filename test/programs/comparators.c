// A sort of elements of any size, with the comparison as a parameter.
#include <stdlib.h>
#include <string.h>
typedef int (*Comparison)(const void *, const void *);
struct Pair {
  double key, weight;
};
static int ascending(const void *a, const void *b) {
  double d = ((const struct Pair *)a)->key - ((const struct Pair *)b)->key;
  return (d > 0) - (d < 0);
}
static int descending(const void *a, const void *b) { return ascending(b, a); }
static int by_weight(const void *a, const void *b) {
  return ((const struct Pair *)a)->weight < ((const struct Pair *)b)->weight ? -1 : 1;
}
static void sort(struct Pair *a, int n, Comparison compare) {
  for (int i = 1; i < n; i++)
    for (int j = i; j > 0 && compare(&a[j - 1], &a[j]) > 0; j--) {
      struct Pair t = a[j];
      a[j] = a[j - 1];
      a[j - 1] = t;
    }
}
double comparators(const double *x, int n) {
  static Comparison const orders[] = {ascending, by_weight, descending};
  struct Pair *pairs = malloc(n * sizeof *pairs);
  for (int i = 0; i < n; i++) {
    pairs[i].key = x[i];
    pairs[i].weight = x[i] * x[(i + 1) % n];
  }
  double s = 0;
  for (int k = 0; k < 3; k++) {
    sort(pairs, n, orders[k]);
    for (int i = 0; i < n; i++) s += pairs[i].key * pairs[i].weight * (i + k);
  }
  free(pairs);
  return s;
}
