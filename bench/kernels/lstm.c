/*
 * Cross-entropy of a recurrent network with long short-term memory that predicts the next vector of a sequence, as ADBench
 * defines it (diagonal weights). By all weights.
 * Sizes: layers, width, length of the sequence.
 */
#include "bench.h"
#include <math.h>

void __enzyme_autodiff(void *, ...);

struct bench bench;

static int layers, width, length;
static double *initial_state, *sequence;

static double sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* The four gates of a layer: weights, then biases; each forget, in, out, change. */
static void layer(int b, const double *weight, const double *bias, double *hidden, double *cell, const double *input) {
  for (int i = 0; i < b; i++) {
    double forget = sigmoid(input[i] * weight[i] + bias[i]);
    double in = sigmoid(hidden[i] * weight[b + i] + bias[b + i]);
    double out = sigmoid(input[i] * weight[2 * b + i] + bias[2 * b + i]);
    double change = tanh(hidden[i] * weight[3 * b + i] + bias[3 * b + i]);
    cell[i] = cell[i] * forget + in * change;
    hidden[i] = out * tanh(cell[i]);
  }
}

static void predict(int l, int b, const double *main, const double *extra, double *state, const double *input, double *output) {
  for (int i = 0; i < b; i++) output[i] = input[i] * extra[i];
  const double *x = output;
  for (int k = 0; k < l; k++) {
    double *hidden = &state[2 * k * b], *cell = hidden + b;
    layer(b, &main[8 * k * b], &main[8 * k * b + 4 * b], hidden, cell, x);
    x = hidden;
  }
  for (int i = 0; i < b; i++) output[i] = x[i] * extra[b + i] + extra[2 * b + i];
}

static double loss(int l, int b, int n, const double *main, const double *extra, const double *initial, const double *data) {
  double *state = malloc(sizeof(double) * 2 * l * b), *output = malloc(sizeof(double) * b), total = 0;
  memcpy(state, initial, sizeof(double) * 2 * l * b);
  for (int t = 0; t < n - 1; t++) {
    predict(l, b, main, extra, state, &data[t * b], output);
    double sum = 0;
    for (int i = 0; i < b; i++) sum += exp(output[i]);
    double norm = log(2 + sum);
    for (int i = 0; i < b; i++) total += data[(t + 1) * b + i] * (output[i] - norm);
  }
  free(state), free(output);
  return -total / (n * b);
}

void bench_setup(const int *size) {
  layers = size[0], width = size[1], length = size[2];
  long count = 8L * layers * width + 3L * width;
  bench_prepare(count, count);
  for (long i = 0; i < count; i++) bench.inputs[i] = bench_random(-1, 1);
  initial_state = bench_random_array(2L * layers * width, -1, 1);
  sequence = bench_array((long)length * width);
  for (long i = 0; i < (long)length * width; i++) sequence[i] = bench_random(0, 1) < 0.3;
}

double bench_primal(void) {
  return loss(layers, width, length, bench.inputs, bench.inputs + 8 * layers * width, initial_state, sequence);
}

void bench_gradient(void) {
  long m = 8L * layers * width;
  bench_clear_result();
  __enzyme_autodiff((void *)loss, enzyme_const, layers, enzyme_const, width, enzyme_const, length, enzyme_dup, bench.inputs,
                    bench.result, enzyme_dup, bench.inputs + m, bench.result + m, enzyme_const, initial_state, enzyme_const,
                    sequence);
}

BENCH_RESULT_IS_GRADIENT
BENCH_HAS_HAND

/* What a cell's way back needs, one array of b numbers each. */
enum { kept_input, kept_hidden, kept_cell, kept_forget, kept_in, kept_out, kept_change, kept_tanh, kept_count };

static void hand(int l, int b, int n, const double *restrict main, const double *restrict extra,
                 const double *restrict initial, const double *restrict data, double *restrict dmain, double *restrict dextra) {
  double *restrict kept = malloc(sizeof(double) * (size_t)(n - 1) * l * kept_count * b);
  double *restrict softmax = malloc(sizeof(double) * (size_t)(n - 1) * b), *restrict last = malloc(sizeof(double) * (size_t)(n - 1) * b);
  double *restrict state = malloc(sizeof(double) * 2 * l * b), *restrict dstate = calloc(2 * l * b, sizeof(double));
  double *restrict x = malloc(sizeof(double) * b), *restrict dx = malloc(sizeof(double) * b);
  memcpy(state, initial, sizeof(double) * 2 * l * b);
  for (int t = 0; t < n - 1; t++) {
    for (int i = 0; i < b; i++) x[i] = data[t * b + i] * extra[i];
    for (int k = 0; k < l; k++) {
      const double *restrict w = &main[8 * k * b], *restrict bias = w + 4 * b;
      double *restrict hidden = &state[2 * k * b], *restrict cell = hidden + b, *restrict q = &kept[((size_t)t * l + k) * kept_count * b];
      for (int i = 0; i < b; i++) {
        double forget = sigmoid(x[i] * w[i] + bias[i]), in = sigmoid(hidden[i] * w[b + i] + bias[b + i]);
        double out = sigmoid(x[i] * w[2 * b + i] + bias[2 * b + i]);
        double change = tanh(hidden[i] * w[3 * b + i] + bias[3 * b + i]);
        q[kept_input * b + i] = x[i], q[kept_hidden * b + i] = hidden[i], q[kept_cell * b + i] = cell[i];
        q[kept_forget * b + i] = forget, q[kept_in * b + i] = in, q[kept_out * b + i] = out, q[kept_change * b + i] = change;
        cell[i] = cell[i] * forget + in * change;
        double activated = tanh(cell[i]);
        q[kept_tanh * b + i] = activated;
        x[i] = hidden[i] = out * activated;
      }
    }
    double sum = 0;
    for (int i = 0; i < b; i++) {
      last[t * b + i] = x[i];
      sum += softmax[t * b + i] = exp(x[i] * extra[b + i] + extra[2 * b + i]);
    }
    double inverse = 1 / (2 + sum);
    for (int i = 0; i < b; i++) softmax[t * b + i] *= inverse;
  }
  double scale = -1.0 / (n * b);
  for (int t = n - 2; t >= 0; t--) {
    const double *restrict gold = &data[(t + 1) * b];
    double weight = 0;
    for (int i = 0; i < b; i++) weight += gold[i];
    for (int i = 0; i < b; i++) {
      double dy = scale * (gold[i] - weight * softmax[t * b + i]);
      dextra[b + i] += dy * last[t * b + i];
      dextra[2 * b + i] += dy;
      dx[i] = dy * extra[b + i];
    }
    for (int k = l - 1; k >= 0; k--) {
      const double *restrict w = &main[8 * k * b], *restrict q = &kept[((size_t)t * l + k) * kept_count * b];
      double *restrict dw = &dmain[8 * k * b], *restrict db = dw + 4 * b;
      double *restrict dhidden = &dstate[2 * k * b], *restrict dcell = dhidden + b;
      for (int i = 0; i < b; i++) {
        double forget = q[kept_forget * b + i], in = q[kept_in * b + i], out = q[kept_out * b + i];
        double change = q[kept_change * b + i], activated = q[kept_tanh * b + i];
        double dh = dx[i] + dhidden[i];
        double dc = dcell[i] + dh * out * (1 - activated * activated);
        double dout = dh * activated * out * (1 - out), dforget = dc * q[kept_cell * b + i] * forget * (1 - forget);
        double din = dc * change * in * (1 - in), dchange = dc * in * (1 - change * change);
        double input = q[kept_input * b + i], hidden = q[kept_hidden * b + i];
        dw[i] += dforget * input, db[i] += dforget;
        dw[b + i] += din * hidden, db[b + i] += din;
        dw[2 * b + i] += dout * input, db[2 * b + i] += dout;
        dw[3 * b + i] += dchange * hidden, db[3 * b + i] += dchange;
        dcell[i] = dc * forget;
        dhidden[i] = din * w[b + i] + dchange * w[3 * b + i];
        dx[i] = dforget * w[i] + dout * w[2 * b + i];
      }
    }
    for (int i = 0; i < b; i++) dextra[i] += dx[i] * data[t * b + i];
  }
  free(kept), free(softmax), free(last), free(state), free(dstate), free(x), free(dx);
}

void bench_hand(void) {
  long m = 8L * layers * width;
  bench_clear_result();
  hand(layers, width, length, bench.inputs, bench.inputs + m, initial_state, sequence, bench.result, bench.result + m);
}
