/*
 * Cross-entropy of a multilayer perceptron with two hidden layers (tanh) and a softmax, over a set of samples. By all weights.
 * Sizes: samples, inputs, hidden units of a layer, classes.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int samples, inputs, hidden, classes;
static double *sample;
static int *label;

/* A layer's weights stand by input, so that the loop over its outputs is contiguous; its biases follow them. */
static void dense(int in, int out, const double *restrict w, const double *restrict x, double *restrict y) {
  const double *bias = w + in * out;
  for (int i = 0; i < out; i++) y[i] = bias[i];
  for (int j = 0; j < in; j++)
    for (int i = 0; i < out; i++) y[i] += w[j * out + i] * x[j];
}

static double loss(int count, int in, int mid, int out, const double *w, const double *x, const int *wanted) {
  const double *w1 = w, *w2 = w1 + (in + 1) * mid, *w3 = w2 + (mid + 1) * mid;
  double *h1 = malloc(sizeof(double) * mid), *h2 = malloc(sizeof(double) * mid), *y = malloc(sizeof(double) * out);
  double total = 0;
  for (int s = 0; s < count; s++) {
    dense(in, mid, w1, &x[s * in], h1);
    for (int i = 0; i < mid; i++) h1[i] = tanh(h1[i]);
    dense(mid, mid, w2, h1, h2);
    for (int i = 0; i < mid; i++) h2[i] = tanh(h2[i]);
    dense(mid, out, w3, h2, y);
    double sum = 0;
    for (int i = 0; i < out; i++) sum += exp(y[i]);
    total += log(sum) - y[wanted[s]];
  }
  free(h1), free(h2), free(y);
  return total / count;
}

void bench_setup(const int *size) {
  samples = size[0], inputs = size[1], hidden = size[2], classes = size[3];
  long count = (inputs + 1L) * hidden + (hidden + 1L) * hidden + (hidden + 1L) * classes;
  bench_prepare(count, count);
  for (long i = 0; i < count; i++) bench.inputs[i] = bench_random(-0.2, 0.2);
  sample = bench_random_array((long)samples * inputs, -1, 1);
  label = malloc(sizeof(int) * samples);
  for (int s = 0; s < samples; s++) label[s] = bench_random_below(classes);
}

double bench_primal(void) { return loss(samples, inputs, hidden, classes, bench.inputs, sample, label); }

void bench_gradient(void) {
  bench_clear_result();
  __enzyme_autodiff((void *)loss, enzyme_const, samples, enzyme_const, inputs, enzyme_const, hidden, enzyme_const, classes,
                    enzyme_dup, bench.inputs, bench.result, enzyme_const, sample, enzyme_const, label);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

/* The weights' part of the way back of a layer, and with dx the inputs' part. */
static void dense_back(int in, int out, const double *restrict w, double *restrict dw, const double *restrict x,
                       double *restrict dx, const double *restrict dy) {
#pragma clang fp reassociate(on)
  double *restrict dbias = dw + in * out;
  for (int i = 0; i < out; i++) dbias[i] += dy[i];
  for (int j = 0; j < in; j++) {
    double sum = 0, xj = x[j];
    for (int i = 0; i < out; i++) {
      dw[j * out + i] += xj * dy[i];
      sum += w[j * out + i] * dy[i];
    }
    dx[j] = sum;
  }
}

static void dense_back_weights(int in, int out, double *restrict dw, const double *restrict x, const double *restrict dy) {
  double *restrict dbias = dw + in * out;
  for (int i = 0; i < out; i++) dbias[i] += dy[i];
  for (int j = 0; j < in; j++)
    for (int i = 0; i < out; i++) dw[j * out + i] += x[j] * dy[i];
}

void bench_hand(void) {
  int in = inputs, mid = hidden, out = classes;
  const double *w1 = bench.inputs, *w2 = w1 + (in + 1) * mid, *w3 = w2 + (mid + 1) * mid;
  double *d1 = bench.result, *d2 = d1 + (in + 1) * mid, *d3 = d2 + (mid + 1) * mid;
  double *h1 = malloc(sizeof(double) * mid), *h2 = malloc(sizeof(double) * mid), *y = malloc(sizeof(double) * out);
  double *dh1 = malloc(sizeof(double) * mid), *dh2 = malloc(sizeof(double) * mid);
  bench_clear_result();
  for (int s = 0; s < samples; s++) {
    const double *x = &sample[s * in];
    dense(in, mid, w1, x, h1);
    for (int i = 0; i < mid; i++) h1[i] = tanh(h1[i]);
    dense(mid, mid, w2, h1, h2);
    for (int i = 0; i < mid; i++) h2[i] = tanh(h2[i]);
    dense(mid, out, w3, h2, y);
    double sum = 0;
    for (int i = 0; i < out; i++) sum += y[i] = exp(y[i]);
    double scale = 1.0 / samples, weight = scale / sum;
    for (int i = 0; i < out; i++) y[i] *= weight;
    y[label[s]] -= scale;
    dense_back(mid, out, w3, d3, h2, dh2, y);
    for (int i = 0; i < mid; i++) dh2[i] *= 1 - h2[i] * h2[i];
    dense_back(mid, mid, w2, d2, h1, dh1, dh2);
    for (int i = 0; i < mid; i++) dh1[i] *= 1 - h1[i] * h1[i];
    dense_back_weights(in, mid, d1, x, dh1);
  }
  free(h1), free(h2), free(y), free(dh1), free(dh2);
}
