// An exponential that is a scaled number, rounded to an integer and read as a double: the rounding would take the derivative away.
#include <stdint.h>
double schraudolph(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    union { int64_t bits; double value; } u;
    u.bits = (int64_t)(6497320848556798.0 * x[i] + 4606794787981430020.0);
    s += u.value;
  }
  return s;
}
