// Products that are computed before a choice is made, of numbers that are none where they are not chosen.
double unchosen_products(const double *x, int n) {
  double s = 0, last = 0;
  int known = 0;
  for (int i = 0; i < n; i++) {
    double l = __builtin_log(x[i]), q = 1 / (x[i] - x[0]), product = l * x[(i + 1) % n], ratio = q * x[i];
    s += x[i] > 0 ? product : 0;
    s += i > 0 ? ratio * x[n - 1] : 1;
    s += known ? last * x[i] : 0;
    known = x[i] > 0;
    last = l;
  }
  return s;
}
