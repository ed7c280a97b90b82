// Iterative FFT: bit-reversal swaps, then strides that double; the bounds of the inner loops vary.
#include <math.h>
double fft_iterative(const double *x, int n) {
  double re[8], im[8], sum = 0;
  for (int i = 0; i < 8; i++) re[i] = x[i % n] * (1 + 0.1 * i), im[i] = 0.3 * x[(i + 2) % n];
  for (int i = 1, j = 0; i < 8; i++) {
    int bit = 4;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      double t = re[i];
      re[i] = re[j], re[j] = t;
      t = im[i];
      im[i] = im[j], im[j] = t;
    }
  }
  for (int len = 2; len <= 8; len <<= 1) {
    double wr = cos(6.283185307179586 / len), wi = -sin(6.283185307179586 / len);
    for (int i = 0; i < 8; i += len) {
      double cr = 1, ci = 0;
      for (int k = 0; k < len / 2; k++) {
        int u = i + k, v = i + k + len / 2;
        double a = re[v] * cr - im[v] * ci, b = re[v] * ci + im[v] * cr;
        re[v] = re[u] - a, im[v] = im[u] - b;
        re[u] += a, im[u] += b;
        double t = cr * wr - ci * wi;
        ci = cr * wi + ci * wr, cr = t;
      }
    }
  }
  for (int i = 0; i < 8; i++) sum += (i + 1) * log(1 + re[i] * re[i] + im[i] * im[i]);
  return sum;
}
