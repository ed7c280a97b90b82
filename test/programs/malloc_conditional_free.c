// A buffer that is made on some iterations only and freed under a condition.
#include <stdlib.h>
double malloc_conditional_free(const double *x, int n) {
  double s = 0, *buffer = 0;
  for (int i = 0; i < n; i++) {
    if (!buffer) {
      buffer = malloc(2 * sizeof *buffer);
      buffer[0] = x[i], buffer[1] = 1;
    }
    buffer[1] *= buffer[0] + x[i];
    s += buffer[1] * buffer[1];
    if (i % 2) {
      free(buffer);
      buffer = 0;
    }
  }
  if (buffer) free(buffer);
  return s;
}
