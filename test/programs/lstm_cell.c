// An LSTM cell over a sequence: the state is a struct that is passed and returned by value.
#include <math.h>
typedef struct { double h, c; } State;
static double sigmoid(double v) { return 1 / (1 + exp(-v)); }
static State cell(State s, double in, const double *w) {
  double i = sigmoid(w[0] * in + w[1] * s.h), f = sigmoid(w[2] * in + w[3] * s.h);
  double o = sigmoid(w[4] * in + w[1] * s.h), g = tanh(w[5] * in + w[0] * s.h);
  State next;
  next.c = f * s.c + i * g;
  next.h = o * tanh(next.c);
  return next;
}
double lstm_cell(const double *x, int n) {
  State s = {0, 0};
  double loss = 0;
  for (int t = 0; t < 2 * n; t++) {
    s = cell(s, x[t % n], x);
    loss += (s.h - 0.1 * t) * (s.h - 0.1 * t);
  }
  return loss;
}
