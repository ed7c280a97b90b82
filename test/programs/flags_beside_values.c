// Flags in bytes that are set and tested beside doubles, on the heap: their types show nowhere but in how they are used.
#include <stdlib.h>
typedef struct { unsigned char head, tail, used[16]; double buffer[16]; } Ring;
static __attribute__((noinline)) void turn(Ring *r, double v) {
  if (r->used[r->tail]) r->buffer[r->tail] *= v;
  else {
    r->buffer[r->tail] = v * v;
    r->used[r->tail] = 1;
  }
  r->tail = (r->tail + 1) & 15;
}
static __attribute__((noinline)) void clear(unsigned char *bytes, int n) {
  for (int i = 0; i < n; i++) bytes[i] = 0;
}
double flags_beside_values(const double *x, int n) {
  Ring *r = malloc(sizeof *r);
  double *work = malloc(n * sizeof(double));
  clear((unsigned char *)r, sizeof *r);
  for (int i = 0; i < n; i++) work[i] = x[i] * x[0];
  for (int i = 0; i < 40; i++) turn(r, work[i % n]);
  double sum = 0;
  while (r->head < 16 && r->used[r->head]) {
    sum += r->buffer[r->head] * (r->head + 1);
    r->used[r->head] = 0;
    r->head++;
  }
  // The bytes of the doubles are overwritten: what was there has no influence any more.
  clear((unsigned char *)work, n * (int)sizeof(double));
  for (int i = 0; i < n; i++) sum += work[i] + x[i];
  free(work);
  free(r);
  return sum;
}
