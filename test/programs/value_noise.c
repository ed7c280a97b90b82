// Smoothed noise on a lattice: the cell is a rounded coordinate, its value a hash of it that becomes the bits of a float.
#include <math.h>
#include <stdint.h>

static double lattice(int i, int j) {
  uint32_t h = (uint32_t)i * 374761393u + (uint32_t)j * 668265263u;
  h = (h ^ (h >> 13)) * 1274126177u;
  h ^= h >> 16;
  union { uint32_t bits; float value; } u = {(h >> 9) | 0x3f800000};
  return u.value - 1;
}

static double fade(double t) { return t * t * t * (t * (t * 6 - 15) + 10); }

static double noise(double x, double y) {
  int i = (int)floor(x), j = (int)floor(y);
  double a = fade(x - i), b = fade(y - j);
  double low = lattice(i, j) * (1 - a) + lattice(i + 1, j) * a;
  double high = lattice(i, j + 1) * (1 - a) + lattice(i + 1, j + 1) * a;
  return low * (1 - b) + high * b;
}

double value_noise(const double *x, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; i++) {
    double amplitude = 1, frequency = 1.7;
    for (int octave = 0; octave < 4; octave++) {
      s += amplitude * noise(x[i] * frequency, x[i + 1] * frequency);
      amplitude *= 0.5;
      frequency *= 2.1;
    }
  }
  return s;
}
