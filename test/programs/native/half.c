// compared with: all_in_double
// tolerance: 1e-2
// _Float16: arithmetic, in structures and arrays, by value and by pointer, converted to all other kinds and back.
#include <math.h>
#define T _Float16
#define NAME(name) name##_in_half
#include "sixteen-bits.h"
#undef T
#undef NAME
#define T double
#define NAME(name) name##_in_double
#include "sixteen-bits.h"
double half(const double *x, int n) { return all_in_half(x, n); }
