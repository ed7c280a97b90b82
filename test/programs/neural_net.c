// A network of layers on the heap with activations by function pointers, trained some steps with momentum inside.
#include <math.h>
#include <stdlib.h>
#include <string.h>
typedef double (*Activation)(double);
typedef struct Layer {
  int in, out;
  double *w, *b, *z, *a, *delta, *vw, *vb;
  Activation f, df;
  struct Layer *next, *prev;
} Layer;
static double act_tanh(double v) { return tanh(v); }
static double d_tanh(double v) { double t = tanh(v); return 1 - t * t; }
static double softplus(double v) { return log1p(exp(v)); }
static double sigmoid(double v) { return 1 / (1 + exp(-v)); }
static double identity(double v) { return v; }
static double one(double v) { (void)v; return 1; }
static unsigned rng = 12345;
static double uniform(void) { rng ^= rng << 13; rng ^= rng >> 17; rng ^= rng << 5; return rng / 4294967296.0 - 0.5; }
static Layer *layer(Layer *prev, int in, int out, Activation f, Activation df) {
  Layer *l = malloc(sizeof(Layer));
  memset(l, 0, sizeof *l);
  l->in = in; l->out = out; l->f = f; l->df = df;
  l->w = malloc(sizeof(double) * in * out);
  l->vw = calloc((size_t)in * out, sizeof(double));
  l->b = calloc(out, sizeof(double)); l->vb = calloc(out, sizeof(double));
  l->z = calloc(out, sizeof(double)); l->a = calloc(out, sizeof(double)); l->delta = calloc(out, sizeof(double));
  for (int i = 0; i < in * out; i++) l->w[i] = uniform();
  if (prev) { prev->next = l; l->prev = prev; }
  return l;
}
static const double *forward(Layer *l, const double *in) {
  for (; l; l = l->next) {
    for (int i = 0; i < l->out; i++) {
      double s = l->b[i];
      for (int j = 0; j < l->in; j++) s += l->w[i * l->in + j] * in[j];
      l->z[i] = s;
      l->a[i] = l->f(s);
    }
    in = l->a;
    if (!l->next) return in;
  }
  return NULL;
}
static void backward(Layer *last, const double *in, const double *target, double rate) {
  for (int i = 0; i < last->out; i++) last->delta[i] = (last->a[i] - target[i]) * last->df(last->z[i]);
  for (Layer *l = last->prev; l; l = l->prev)
    for (int j = 0; j < l->out; j++) {
      double s = 0;
      for (int i = 0; i < l->next->out; i++) s += l->next->w[i * l->next->in + j] * l->next->delta[i];
      l->delta[j] = s * l->df(l->z[j]);
    }
  for (Layer *l = last; l; l = l->prev) {
    const double *a = l->prev ? l->prev->a : in;
    for (int i = 0; i < l->out; i++) {
      for (int j = 0; j < l->in; j++) {
        double *v = &l->vw[i * l->in + j];
        *v = 0.9 * *v - rate * l->delta[i] * a[j];
        l->w[i * l->in + j] += *v;
      }
      l->vb[i] = 0.9 * l->vb[i] - rate * l->delta[i];
      l->b[i] += l->vb[i];
    }
  }
}
static void destroy(Layer *l) {
  while (l) {
    Layer *next = l->next;
    free(l->w); free(l->vw); free(l->b); free(l->vb); free(l->z); free(l->a); free(l->delta); free(l);
    l = next;
  }
}
double neural_net(double *x, int n) {
  rng = 12345;
  Layer *first = layer(NULL, 3, 5, act_tanh, d_tanh), *mid = layer(first, 5, 4, softplus, sigmoid), *last = layer(mid, 4, 2, identity, one);
  for (int i = 0; i < n; i++) first->w[i] += 0.3 * x[i];
  double loss = 0;
  for (int epoch = 0; epoch < 4; epoch++)
    for (int k = 0; k + 2 < n; k++) {
      double in[3] = {x[k], x[k + 1], x[k + 2]}, target[2] = {sin(x[k]), x[k] * x[k + 1]};
      const double *out = forward(first, in);
      for (int i = 0; i < 2; i++) loss += 0.5 * (out[i] - target[i]) * (out[i] - target[i]);
      backward(last, in, target, 0.05 + 0.01 * x[0] * x[0]);
    }
  destroy(first);
  return loss;
}
