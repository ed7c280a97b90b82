// Memory that is freed on some ways only, by others, twice in one statement's reach, or given on to the next round.
#include <stdlib.h>
struct cell { double v; struct cell *next; };
static void drop(struct cell *c) { while (c) { struct cell *next = c->next; c->v = 0; free(c); c = next; } }
static struct cell *make(double v, struct cell *next) { struct cell *c = malloc(sizeof *c); c->v = v; c->next = next; return c; }
static struct cell *forward(double v, struct cell *next) { return make(v * v, next); }
double freed_on_many_ways(const double *x, int n) {
  double s = 0, *old = 0;
  struct cell *keep = 0;
  for (int i = 0; i < n; i++) {
    double *p = malloc(2 * sizeof *p);
    p[0] = x[i] * x[i];
    p[1] = old ? old[0] * x[i] : 1;
    keep = i % 3 == 2 ? (drop(keep), forward(p[0], 0)) : forward(p[1], keep);
    s += p[0] * p[1] * keep->v;
    if (x[i] < 0) {
      free(p);
      continue;
    }
    free(old);
    old = p;
    if (i % 2) { free(old); old = 0; }
  }
  for (struct cell *c = keep; c; c = c->next) s += c->v * c->v;
  drop(keep);
  free(old);
  free(0);
  return s;
}
