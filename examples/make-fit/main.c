/** Fits the model to measurements by gradient descent. */
#include "model.h"
#include <stdio.h>

extern int enzyme_dup, enzyme_const;
double __enzyme_autodiff(void *function, ...);

enum { count = 50 };

int main(void) {
  const struct model truth = {2.0, 0.5, 3.0};
  double times[count], values[count];
  for (int i = 0; i < count; i++) {
    times[i] = 0.1 * i;
    values[i] = predict(&truth, times[i]);
  }
  struct model m = {1.5, 0.3, 2.9};
  for (int step = 0; step < 2000; step++) {
    struct model gradient = {0};
    __enzyme_autodiff((void *)loss, enzyme_dup, &m, &gradient, enzyme_const, times, enzyme_const, values, count);
    m.amplitude -= 0.1 * gradient.amplitude;
    m.rate -= 0.1 * gradient.rate;
    m.frequency -= 0.1 * gradient.frequency;
  }
  printf("amplitude %.4f, rate %.4f, frequency %.4f\n", m.amplitude, m.rate, m.frequency);
  return 0;
}
