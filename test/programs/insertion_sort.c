// Insertion sort in place, then a weighted sum: data-dependent moves of doubles.
#include <string.h>
double insertion_sort(const double *x, int n) {
  double a[16];
  memcpy(a, x, n * sizeof *x);
  for (int i = 1; i < n; i++) {
    double v = a[i];
    int j = i - 1;
    while (j >= 0 && a[j] > v) {
      a[j + 1] = a[j];
      j--;
    }
    a[j + 1] = v;
  }
  double sum = 0;
  for (int i = 0; i < n; i++) sum += (i + 1) * a[i] * a[i];
  return sum;
}
