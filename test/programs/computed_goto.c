// Labels as values: an indirect branch.
double computed_goto(const double *x, int n) {
  static void *const table[] = {&&square, &&scale, &&shift};
  double s = 1;
  int i = 0;
next:
  if (i >= n) return s;
  goto *table[i % 3];
square:
  s += x[i] * x[i], i++;
  goto next;
scale:
  s *= x[i], i++;
  goto next;
shift:
  s -= 0.3 * x[i] * s, i++;
  goto next;
}
