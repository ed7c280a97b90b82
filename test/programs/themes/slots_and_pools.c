// Arrays of structs with gaps and bit-fields that grow, and whose elements are copied from constant places: what one of them is, the others are.
#include "themes.h"
typedef struct { unsigned index : 20, generation : 12; } handle;
typedef struct { double q[3]; unsigned short generation; unsigned char alive; handle parent; float scale; } slot;
typedef struct { slot *slots; unsigned n, capacity; } pool;
static slot *made(pool *p) {
  if (p->n == p->capacity) { p->capacity = p->capacity ? p->capacity * 2 : 2; p->slots = realloc(p->slots, p->capacity * sizeof(slot)); }
  return p->slots + p->n++;
}
/** The sum over i of q0 q2 scale (i + 1) + q1, where the sixth slot is a copy of the fourth with q1 times x[2]. */
static double slots(const double *x, int n) {
  pool p = {0};
  for (int i = 0; i < n; i++) {
    slot *s = made(&p);
    s->parent = (handle){i + 1, 3}; s->alive = 1; s->generation = 2;
    for (int k = 0; k < 3; k++) s->q[k] = x[(i + k) % 4] * (k + 1);
    s->scale = 0.5f + 0.25f * (i % 3);
  }
  slot copy = p.slots[3]; copy.q[1] *= x[2]; p.slots[5] = copy;
  double sum = 0;
  for (int i = 0; i < n; i++) { slot *s = p.slots + i; sum += s->q[0] * s->q[2] * s->scale * s->parent.index + s->q[1]; }
  free(p.slots); return sum;
}
int main() {
  double x[4] = {0.52, 0.83, 0.45, 0.4}, d[4] = {0}, even = 0, odd = 0;
  for (int i = 0; i < 8; i++) { int j = i == 5 ? 3 : i; *(i % 2 ? &odd : &even) += 3 * (0.5 + 0.25 * (j % 3)) * (j + 1); }
  __enzyme_autodiff((void *)slots, enzyme_dup, x, d, enzyme_const, 8);
  expect(d[0], even * x[2] + 4 + 2 * x[2]); expect(d[1], odd * x[3] + 4);
  expect(d[2], even * x[0] + 2 + 2 * x[0]); expect(d[3], odd * x[1] + 4);
}
