// Memory that is allocated in one function and freed in another.
#include <stdlib.h>
typedef struct { double *data; int n; } Buffer;
__attribute__((noinline)) static void open_buffer(Buffer *b, int n) {
  b->data = calloc(n, sizeof(double));
  b->n = n;
}
__attribute__((noinline)) static void close_buffer(Buffer *b) {
  free(b->data);
  b->data = 0;
}
double free_elsewhere(const double *x, int n) {
  double s = 0;
  for (int k = 0; k < 3; k++) {
    Buffer b;
    open_buffer(&b, n);
    for (int i = 0; i < n; i++) b.data[i] += x[i] * x[(i + k) % n];
    for (int i = 1; i < n; i++) b.data[i] *= b.data[i - 1];
    s += b.data[n - 1] * (k + 1);
    close_buffer(&b);
  }
  return s;
}
