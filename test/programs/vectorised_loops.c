// Loops as a vectoriser likes them: sums, maxima, products, strides, reversals, conditions, indices into tables.
#include <math.h>
static double table[64];
double vectorised_loops(const double *x, int n) {
  double y[64], z[64] = {0}, sum = 0, largest = -10, product = 1;
  int at[64];
  for (int i = 0; i < 64; i++) y[i] = x[i % n] * (i + 1), at[i] = (i * 5) & 63;
  for (int i = 0; i < 64; i++)
    if (y[i] > 0.5) z[i] = sqrt(y[i]) * y[at[i]];
  for (int i = 0; i < 64; i++) table[63 - i] = y[i] * z[i];
  for (int i = 0; i < 64; i++) sum += table[i] * 0.01 + z[at[i]];
  for (int i = 0; i < 64; i++) largest = y[i] > largest ? y[i] : largest;
  for (int i = 0; i < 32; i++) product *= 1 + 0.001 * y[2 * i] * y[2 * i + 1];
  double late = 0;
  for (int i = 0; i < 64; i++) late += y[i] < 0.25 ? sin(y[i]) : y[i] * 0.125 * i;
  return sum * 0.01 + largest * product + late;
}
