// A switch with fall-through, shared cases and a default, in a loop.
#include <math.h>
double switch_cases(const double *x, int n) {
  double s = 0.3;
  for (int i = 0; i < 3 * n; i++) {
    double v = x[i % n];
    switch ((i * 5) % 11) {
    case 0: s += v * v; break;
    case 1: s *= v; // falls through
    case 2:
    case 7: s += sin(v * s); break;
    case 3: continue;
    case 5: s -= v; // falls through
    default: s = s * 0.5 + v;
    }
    s += 0.01 * v;
  }
  return s;
}
