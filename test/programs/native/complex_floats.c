// compared with: all_in_double
// tolerance: 2e-4
// float complex: two numbers in one register.
#include <complex.h>
#include <math.h>
#define R float
#define IN(name) name##_in_float
#define F(name) name##f
#include "complex-floats.h"
#undef R
#undef IN
#undef F
#define R double
#define IN(name) name##_in_double
#define F(name) name
#include "complex-floats.h"
double complex_floats(const double *x, int n) { return all_in_float(x, n); }
