// A particle filter with a generator in a struct, systematic resampling by swapped buffers, log weights and an effective sample size.
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
typedef struct { double x, v, logw; int parent; } Particle;
typedef struct { int count; Particle *now, *next; uint32_t seed; } Filter;
static double rnd(Filter *f) { f->seed = f->seed * 1664525u + 1013904223u; return (f->seed >> 8) / 16777216.0; }
static double gauss(Filter *f) {
  double s = 0;
  for (int i = 0; i < 12; i++) s += rnd(f);
  return s - 6;
}
static double normalise(Filter *f) {
  double hi = f->now[0].logw, sum = 0;
  for (int i = 1; i < f->count; i++) hi = fmax(hi, f->now[i].logw);
  for (int i = 0; i < f->count; i++) sum += exp(f->now[i].logw - hi);
  for (int i = 0; i < f->count; i++) f->now[i].logw -= hi + log(sum);
  return hi + log(sum);
}
static double effective(const Filter *f) {
  double s = 0;
  for (const Particle *p = f->now, *end = p + f->count; p != end; ++p) s += exp(2 * p->logw);
  return 1 / s;
}
static void resample(Filter *f) {
  double u = rnd(f) / f->count, c = exp(f->now[0].logw);
  for (int i = 0, j = 0; i < f->count; i++, u += 1.0 / f->count) {
    while (u > c && j + 1 < f->count) c += exp(f->now[++j].logw);
    f->next[i] = f->now[j];
    f->next[i].logw = -log((double)f->count);
    f->next[i].parent = j;
  }
  Particle *t = f->now;
  f->now = f->next;
  f->next = t;
}
double particle_filter(double *x, int n) {
  Filter f = {24, NULL, NULL, 42};
  f.now = malloc(f.count * sizeof(Particle));
  f.next = malloc(f.count * sizeof(Particle));
  for (int i = 0; i < f.count; i++) f.now[i] = (Particle){gauss(&f), x[0] + 0.1 * gauss(&f), -log((double)f.count), -1};
  double ll = 0;
  for (int t = 0; t < 3 * n; t++) {
    double z = x[t % n] + 0.3 * t, s = 0.8 + 0.1 * x[1] * x[1];
    for (Particle *p = f.now; p < f.now + f.count; p++) {
      p->x += 0.1 * p->v + 0.05 * gauss(&f) * (1 + 0.1 * x[2]);
      p->v = 0.99 * p->v + 0.2 * gauss(&f);
      double e = (z - p->x) / s;
      p->logw += -0.5 * e * e - log(s);
    }
    ll += normalise(&f);
    if (t % 4 == 3) resample(&f);
  }
  ll += 0.1 * effective(&f);
  free(f.now);
  free(f.next);
  return 0.01 * ll;
}
