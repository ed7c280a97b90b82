// Softmax and logsumexp, with the maximum taken out; entries masked with -infinity.
#include <math.h>
double logsumexp(const double *x, int n) {
  double big = -INFINITY, sum = 0, z[16];
  for (int i = 0; i < n; i++) z[i] = i % 3 == 2 ? -INFINITY : x[i];
  for (int i = 0; i < n; i++) big = z[i] > big ? z[i] : big;
  for (int i = 0; i < n; i++) sum += exp(z[i] - big);
  double entropy = 0;
  for (int i = 0; i < n; i++) {
    double p = exp(z[i] - big) / sum;
    if (p > 0) entropy -= p * log(p);
  }
  return big + log(sum) + entropy;
}
