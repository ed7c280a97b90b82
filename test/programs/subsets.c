// All subsets as bit masks, with an early continue on the number of bits.
double subsets(const double *x, int n) {
  double s = 0;
  for (unsigned mask = 1; mask < 1u << n; mask++) {
    double p = 1;
    int bits = 0;
    for (unsigned m = mask; m; m &= m - 1) bits++;
    if (bits % 2) continue;
    for (int i = 0; i < n; i++)
      if (mask >> i & 1) p *= x[i];
    s += p / bits;
  }
  return s;
}
