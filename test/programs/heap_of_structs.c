// A binary heap of structs as a priority queue with keys that have derivatives: Huffman-like merging, a discrete event simulation.
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
typedef struct { double time; int kind; union { double load; int server; } data; } Event;
typedef struct { Event *items; int count, cap; } Heap;
static void swap(Event *a, Event *b) { Event t = *a; *a = *b; *b = t; }
static bool heap_push(Heap *h, Event e) {
  if (h->count == h->cap) {
    int cap = h->cap ? h->cap * 2 : 4;
    Event *p = realloc(h->items, cap * sizeof(Event));
    if (!p) return false;
    h->items = p;
    h->cap = cap;
  }
  int i = h->count++;
  h->items[i] = e;
  while (i > 0 && h->items[(i - 1) / 2].time > h->items[i].time) {
    swap(&h->items[(i - 1) / 2], &h->items[i]);
    i = (i - 1) / 2;
  }
  return true;
}
static bool heap_pop(Heap *h, Event *out) {
  if (h->count == 0) return false;
  *out = h->items[0];
  h->items[0] = h->items[--h->count];
  for (int i = 0;;) {
    int l = 2 * i + 1, m = i;
    if (l < h->count && h->items[l].time < h->items[m].time) m = l;
    if (l + 1 < h->count && h->items[l + 1].time < h->items[m].time) m = l + 1;
    if (m == i) return true;
    swap(&h->items[i], &h->items[m]);
    i = m;
  }
}
double heap_of_structs(double *x, int n) {
  Heap h = {0};
  double busy[3] = {0}, waited = 0, queue[32];
  int head = 0, tail = 0, idle[3] = {0, 1, 2}, free_count = 3;
  for (int i = 0; i < 2 * n; i++) heap_push(&h, (Event){0.3 * i + 0.1 * x[i % n], 0, {.load = 0.5 + 0.2 * x[(i + 1) % n] * x[(i + 1) % n]}});
  Event e;
  while (heap_pop(&h, &e)) {
    if (e.kind == 0) {
      if (free_count > 0) {
        int s = idle[--free_count];
        busy[s] += e.data.load;
        heap_push(&h, (Event){e.time + e.data.load, 1, {.server = s}});
      } else {
        queue[tail++ % 32] = e.time;
        queue[tail++ % 32] = e.data.load;
      }
    } else if (head < tail) {
      double since = queue[head++ % 32], load = queue[head++ % 32];
      waited += e.time - since;
      busy[e.data.server] += load;
      heap_push(&h, (Event){e.time + load, 1, {.server = e.data.server}});
    } else idle[free_count++] = e.data.server;
  }
  free(h.items);
  return waited + busy[0] * busy[1] + sin(busy[2]) + 0.1 * e.time;
}
