#include "model.h"

double loss(const struct model *m, const double *times, const double *values, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) {
    double difference = predict(m, times[i]) - values[i];
    sum += difference * difference;
  }
  return sum / n;
}
