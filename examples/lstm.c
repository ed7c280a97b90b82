/*
 * Loss of a stack of LSTM layers that predicts each element of a sequence from those before it.
 *
 * A layer has a hidden vector h and a cell vector c, both of length b. Fed with the vector v it computes,
 * elementwise and with diagonal weights,
 *
 *     forget = sigmoid(v w0 + b0)      ingate = sigmoid(h w1 + b1)
 *     outgate = sigmoid(v w2 + b2)     change = tanh(h w3 + b3)
 *     c' = c forget + ingate change    h' = outgate tanh(c')
 *
 * and its h' feeds the next layer. y, the prediction, is the last h' after an elementwise affine map. With
 * the next vector of the sequence as the truth, the loss is the mean over all its elements and all steps of
 *
 *     -truth_i (y_i - log(2 + sum_j exp(y_j)))     (the 2 in the normaliser is ADBench's)
 *
 *     main_params    layers x 8 b    per layer: the 4 b weights w0 … w3, then the 4 b biases b0 … b3
 *     extra_params   3 b             weights of the input, weights and biases of the output
 *     state          layers x 2 b    per layer: h, then c, before the first step
 *     sequence       length x b      the vectors
 *     layers, length, b              sizes
 *
 * ADBench's LSTM objective: https://github.com/microsoft/ADBench; S. Hochreiter, J. Schmidhuber, "Long
 * short-term memory", Neural Computation 9 (1997), 1735-1780.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double sigmoid(double x) { return 1.0 / (1.0 + exp(-x)); }

/* One step of one layer; hidden and cell are updated in place. */
static __attribute__((noinline)) void lstm_layer(int b, const double *weight, const double *bias,
                                                 double *hidden, double *cell, const double *input) {
  for (int i = 0; i < b; i++) {
    double forget = sigmoid(input[i] * weight[i] + bias[i]);
    double ingate = sigmoid(hidden[i] * weight[b + i] + bias[b + i]);
    double outgate = sigmoid(input[i] * weight[2 * b + i] + bias[2 * b + i]);
    double change = tanh(hidden[i] * weight[3 * b + i] + bias[3 * b + i]);
    cell[i] = cell[i] * forget + ingate * change;
    hidden[i] = outgate * tanh(cell[i]);
  }
}

/* Feeds one vector through all layers; output is the unnormalised prediction of the next vector. */
static void predict(int layers, int b, const double *main_params, const double *extra_params, double *state,
                    const double *input, double *output) {
  for (int i = 0; i < b; i++)
    output[i] = input[i] * extra_params[i];

  const double *fed = output;
  for (int layer = 0; layer < layers; layer++) {
    const double *params = &main_params[layer * 8 * b];
    double *hidden = &state[layer * 2 * b];
    lstm_layer(b, params, params + 4 * b, hidden, hidden + b, fed);
    fed = hidden;
  }

  for (int i = 0; i < b; i++)
    output[i] = fed[i] * extra_params[b + i] + extra_params[2 * b + i];
}

static double log_normalizer(int b, const double *y) {
  double sum = 2.0;
  for (int i = 0; i < b; i++)
    sum += exp(y[i]);
  return log(sum);
}

double lstm(const double *main_params, const double *extra_params, const double *state,
            const double *sequence, int layers, int length, int b) {
  const size_t state_bytes = (size_t)(layers * 2 * b) * sizeof(double);
  double *current = malloc(state_bytes);
  double *output = malloc((size_t)b * sizeof(double));
  if (!current || !output) {
    free(current);
    free(output);
    return NAN;
  }
  memcpy(current, state, state_bytes);

  double total = 0.0;
  for (int t = 0; t + 1 < length; t++) {
    const double *input = &sequence[t * b];
    const double *truth = &sequence[(t + 1) * b];
    predict(layers, b, main_params, extra_params, current, input, output);
    double normalizer = log_normalizer(b, output);
    for (int i = 0; i < b; i++)
      total += truth[i] * (output[i] - normalizer);
  }

  free(output);
  free(current);
  return -total / ((length - 1) * b);
}
