// Objects with tables of operations, which change the objects; a callback that is only called, and one that is null.
#include <math.h>
#include <stdlib.h>
struct Object;
struct Operations {
  const char *name;
  double (*value)(const struct Object *, double);
  void (*update)(struct Object *, double);
  void (*log)(const char *, int);
};
struct Object {
  const struct Operations *operations;
  double state;
  struct Object *next;
};
static int logged;
static double scaled(const struct Object *o, double v) { return o->state * v; }
static void accumulate(struct Object *o, double v) { o->state += v * v; }
static double shifted(const struct Object *o, double v) { return sin(o->state) + v; }
static void damp(struct Object *o, double v) { o->state *= 0.5 + v; }
static double chained(const struct Object *o, double v) {
  return o->next ? o->next->operations->value(o->next, v) * o->state : v;
}
static void count(const char *name, int i) { logged += name[0] + i; }
static const struct Operations table[] = {
    {"scaled", scaled, accumulate, count}, {"shifted", shifted, damp, 0}, {"chained", chained, accumulate, 0}};
double operation_tables(const double *x, int n) {
  struct Object *objects = malloc(n * sizeof *objects);
  for (int i = 0; i < n; i++) {
    objects[i].operations = &table[i % 3];
    objects[i].state = x[i];
    objects[i].next = i ? &objects[i - 1] : 0;
  }
  double s = 0;
  for (int k = 0; k < 3; k++)
    for (int i = 0; i < n; i++) {
      const struct Operations *o = objects[i].operations;
      o->update(&objects[i], x[(i + k) % n]);
      if (o->log) o->log(o->name, i);
      s += o->value(&objects[i], x[(i + 1) % n]);
    }
  free(objects);
  return s;
}
