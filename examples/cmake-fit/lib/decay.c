#include "decay.h"
#include <math.h>

double decay(double amount, const double *rates, int n, double t) {
  double total = 0;
  for (int i = 0; i < n; i++) total += rates[i];
  return amount * exp(-total * t);
}
