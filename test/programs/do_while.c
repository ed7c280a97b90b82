// do-while loops, one inside another, with the condition on active values.
double do_while(const double *x, int n) {
  double s = 2 + x[0] * x[0];
  int i = 0;
  do {
    double t = x[i];
    do {
      t = t * 0.5 + 0.1 * s;
      s -= 0.2 * t * t;
    } while (t > 0.8 && s > 0);
    s += 0.3;
  } while (s > 0.1 && ++i < n);
  return s * (i + 1);
}
