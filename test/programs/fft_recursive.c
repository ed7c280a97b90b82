// Recursive FFT: scratch from malloc at every level, freed on the way up.
#include <math.h>
#include <stdlib.h>
static void fft(double *re, double *im, int n) {
  if (n == 1) return;
  int h = n / 2;
  double *t = malloc(2 * n * sizeof(double));
  for (int i = 0; i < h; i++) {
    t[i] = re[2 * i], t[h + i] = im[2 * i];
    t[n + i] = re[2 * i + 1], t[n + h + i] = im[2 * i + 1];
  }
  fft(t, t + h, h);
  fft(t + n, t + n + h, h);
  for (int k = 0; k < h; k++) {
    double c = cos(6.283185307179586 * k / n), s = -sin(6.283185307179586 * k / n);
    double a = c * t[n + k] - s * t[n + h + k], b = s * t[n + k] + c * t[n + h + k];
    re[k] = t[k] + a, im[k] = t[h + k] + b;
    re[k + h] = t[k] - a, im[k + h] = t[h + k] - b;
  }
  free(t);
}
double fft_recursive(const double *x, int n) {
  double re[8], im[8], sum = 0;
  for (int i = 0; i < 8; i++) re[i] = x[i % n] * (1 + 0.1 * i), im[i] = x[(i + 1) % n] * x[i % n];
  fft(re, im, 8);
  for (int i = 0; i < 8; i++) sum += (i + 1) * log(1 + re[i] * re[i] + im[i] * im[i]);
  return sum;
}
