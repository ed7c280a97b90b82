// Dijkstra's algorithm with a binary heap of structs.
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
typedef struct {
  double key;
  int node;
} Item;
typedef struct {
  Item items[64];
  int count;
} Heap;
static void swap(Item *a, Item *b) {
  Item t = *a;
  *a = *b;
  *b = t;
}
static void push(Heap *h, double key, int node) {
  int i = h->count++;
  h->items[i] = (Item){key, node};
  for (; i && h->items[(i - 1) / 2].key > h->items[i].key; i = (i - 1) / 2) swap(&h->items[i], &h->items[(i - 1) / 2]);
}
static Item pop(Heap *h) {
  Item first = h->items[0];
  h->items[0] = h->items[--h->count];
  for (int i = 0;;) {
    int left = 2 * i + 1, least = i;
    if (left < h->count && h->items[left].key < h->items[least].key) least = left;
    if (left + 1 < h->count && h->items[left + 1].key < h->items[least].key) least = left + 1;
    if (least == i) return first;
    swap(&h->items[i], &h->items[least]);
    i = least;
  }
}
double shortest_paths(const double *x, int n) {
  enum { nodes = 9 };
  double distance[nodes], s = 0;
  bool done[nodes] = {0};
  for (int i = 0; i < nodes; i++) distance[i] = HUGE_VAL;
  distance[0] = 0;
  Heap *heap = malloc(sizeof *heap);
  heap->count = 0;
  push(heap, 0, 0);
  while (heap->count) {
    Item u = pop(heap);
    if (done[u.node]) continue;
    done[u.node] = true;
    for (int e = 1; e <= 3; e++) {
      int v = (u.node * 2 + e) % nodes;
      double w = fabs(x[(u.node + e) % n]) * (1 + 0.3 * e) + 0.1 * u.node;
      if (distance[u.node] + w >= distance[v]) continue;
      distance[v] = distance[u.node] + w;
      push(heap, distance[v], v);
    }
  }
  for (int i = 0; i < nodes; i++) s += distance[i] * (i + 1);
  free(heap);
  return s;
}
