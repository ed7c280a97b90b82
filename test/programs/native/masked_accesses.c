// flags: -mavx512f -mavx512vl -mprefer-vector-width=512
// Loops whose accesses stand under a mask: masked loads and stores, gathers, scatters.
double masked_accesses(const double *x, int n) {
  double y[100], z[100] = {0}, w[100] = {0};
  int at[100];
  for (int i = 0; i < 100; i++) y[i] = x[i % n] * (1 + 0.01 * i), at[i] = (i * 37) % 100;
#pragma clang loop vectorize_width(8) vectorize(enable) vectorize_predicate(enable)
  for (int i = 0; i < 97; i++)
    if (y[i] > 0.3) z[i] = y[i] * y[at[i]];
#pragma clang loop vectorize_width(8) vectorize(assume_safety)
  for (int i = 0; i < 97; i++)
    if (z[i] < 2) w[at[i]] = z[i] * y[i];
  double sum = 0;
#pragma clang loop vectorize_width(8) vectorize(enable)
  for (int i = 0; i < 50; i++) sum += w[2 * i] * w[2 * i + 1] + z[99 - i] * 0.1;
  return sum;
}
