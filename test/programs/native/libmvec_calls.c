// flags: -ffast-math -fveclib=libmvec -mavx2
// links: -lmvec
// Mathematical functions of whole vectors.
#include <math.h>
double libmvec_calls(const double *x, int n) {
  double y[64], sum = 0;
  for (int i = 0; i < 64; i++) y[i] = x[i % n] * (0.5 + 0.01 * i);
  for (int i = 0; i < 64; i++) sum += sin(y[i]) * exp(y[i] * 0.1) + pow(1.5 + y[i] * y[i], 0.3 * y[i]) + log(1 + y[i] * y[i]);
  return sum;
}
