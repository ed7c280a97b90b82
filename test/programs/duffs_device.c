// Duff's device: a switch that jumps into the middle of a loop.
double duffs_device(const double *x, int n) {
  double s = 0.5;
  const double *p = x;
  int rounds = (n + 3) / 4;
  switch (n % 4) {
  case 0: do { s = s * *p + *p; p++; // falls through
  case 3: s = s + *p * *p; p++; // falls through
  case 2: s = s * 0.9 - *p; p++; // falls through
  case 1: s = s * *p; p++;
    } while (--rounds > 0);
  }
  return s;
}
