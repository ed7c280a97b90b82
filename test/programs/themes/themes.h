// Included by every program of this folder: a request for all results that are numbers, and what is computed beside what is expected.
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
#ifdef __cplusplus
extern "C" {
#endif
extern int enzyme_dup, enzyme_const, enzyme_out, enzyme_dupnoneed;
#ifdef __cplusplus
}
template<class R, class... A> R __enzyme_autodiff(void*, A...);
#else
double __enzyme_autodiff(void *, ...);
#endif
static void expect(double given, double expected) { printf("pair %.17g %.17g\n", given, expected); }
