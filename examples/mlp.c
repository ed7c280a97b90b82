/*
 * Training loss of a two-layer perceptron that sorts vectors into classes: mean softmax cross-entropy plus
 * weight decay.
 *
 *     h = tanh(W1 x + b1)        y = W2 h + b2
 *     loss = 1/n sum over samples of ( log sum_j exp(y_j) - y_label ) + l2/2 ( |W1|^2 + |W2|^2 )
 *
 *     w1, b1    hidden x inputs, hidden      the first layer, row by row
 *     w2, b2    classes x hidden, classes    the second layer
 *     x         n x inputs                   the samples
 *     labels    n                            class of each sample, 0 … classes - 1
 *     n, inputs, hidden, classes             sizes
 *     l2        strength of the weight decay
 *
 * C. M. Bishop, "Pattern Recognition and Machine Learning" (2006), sections 5.1 and 5.2.
 */
#include <math.h>
#include <stdlib.h>

/* out = weights in + bias */
static void dense(const double *weights, const double *bias, const double *in, double *out, int rows,
                  int columns) {
  for (int r = 0; r < rows; r++) {
    double sum = bias[r];
    for (int c = 0; c < columns; c++)
      sum += weights[r * columns + c] * in[c];
    out[r] = sum;
  }
}

/* -log softmax(y)[label] */
static double cross_entropy(const double *y, int classes, int label) {
  double largest = y[0];
  for (int j = 1; j < classes; j++)
    largest = fmax(largest, y[j]);
  double sum = 0.0;
  for (int j = 0; j < classes; j++)
    sum += exp(y[j] - largest);
  return largest + log(sum) - y[label];
}

static double sum_of_squares(const double *v, int n) {
  double sum = 0.0;
  for (int i = 0; i < n; i++)
    sum += v[i] * v[i];
  return sum;
}

double mlp(const double *w1, const double *b1, const double *w2, const double *b2, const double *x,
           const int *labels, int n, int inputs, int hidden, int classes, float l2) {
  double *activation = malloc((size_t)hidden * sizeof *activation);
  double *logits = malloc((size_t)classes * sizeof *logits);

  double loss = 0.0;
  for (int sample = 0; sample < n; sample++) {
    dense(w1, b1, x + sample * inputs, activation, hidden, inputs);
    for (int i = 0; i < hidden; i++)
      activation[i] = tanh(activation[i]);
    dense(w2, b2, activation, logits, classes, hidden);
    loss += cross_entropy(logits, classes, labels[sample]);
  }
  loss /= n;
  loss += 0.5 * l2 * (sum_of_squares(w1, hidden * inputs) + sum_of_squares(w2, classes * hidden));

  free(logits);
  free(activation);
  return loss;
}
