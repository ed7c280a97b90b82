// compared with: all_in_double
// tolerance: 8e-2
// links: --rtlib=compiler-rt
// __bf16: arithmetic, in structures and arrays, by value and by pointer, converted to all other kinds and back.
#include <math.h>
#define T __bf16
#define NAME(name) name##_in_brain_float
#include "sixteen-bits.h"
#undef T
#undef NAME
#define T double
#define NAME(name) name##_in_double
#include "sixteen-bits.h"
double brain_float(const double *x, int n) { return all_in_brain_float(x, n); }
