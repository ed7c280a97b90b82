// Arithmetic of every type: wide integers, long double, half floats, complex numbers, vectors, built-in functions.
#include <stdarg.h>

typedef float float4 __attribute__((vector_size(16)));
typedef int int4 __attribute__((vector_size(16)));
typedef double double4 __attribute__((vector_size(32)));
typedef _Bool bool8 __attribute__((ext_vector_type(8)));

float4 mix(float4 a, float4 b, float t) { return a * (1 - t) + b * t; }
int4 order(float4 a, float4 b) { return a < b; }
float4 swap(float4 a) { return __builtin_shufflevector(a, a, 3, 2, 1, 0); }
double4 constants(void) { return (double4){1, 2, 3, 4} + 1.0; }
float lane(float4 a, int i) { return a[i]; }
int4 convert(float4 a) { return __builtin_convertvector(a, int4); }
int total(int4 a) { return __builtin_reduce_add(a); }

long double extended(long double x) { return x * 1.1L + 0x1.8p-3L; }
#ifndef __wasm__
_Float16 half(_Float16 a, _Float16 b) { return a * b + (_Float16)0.5; }
#endif
_Complex double rotate(_Complex double z) { return z * z / (1.0 + 2.0i) - 1.0i; }
float _Complex small(float _Complex z) { return ~z; }

unsigned char narrow(int x) { return (unsigned char)x; }
long long widen(short x, unsigned char y, float f, double d) { return x + y + (unsigned)f + (long long)d; }
double from(unsigned long long u, long long s, unsigned char c) { return (double)u + (double)s + (float)c; }
unsigned shifts(unsigned x, int y, int n) { return (x << n) ^ (x >> n) ^ (unsigned)(y >> n) ^ (x / 7) ^ (x % 7) ^ (unsigned)(y / 3) ^ (unsigned)(y % 5); }
int logic(int a, int b, double x, double y) { return (a && b) | (x < y || x != x) | !(x >= y) | (a ? b : ~a); }

#ifdef __SIZEOF_INT128__
__int128 multiply(long long a, long long b) { return (__int128)a * b; }
unsigned __int128 huge = ((unsigned __int128)0x0123456789abcdefULL << 64) | 0xfedcba9876543210ULL;
#endif

int bits(unsigned x, unsigned long long y) {
  return __builtin_popcount(x) + __builtin_clz(x | 1) + __builtin_ctzll(y | 1) + __builtin_bswap32(x) + __builtin_parity(x) +
         __builtin_ffs((int)x) + __builtin_rotateleft32(x, 5) + __builtin_bitreverse8((unsigned char)x);
}

int overflow(int a, int b, unsigned long *out) {
  int r;
  unsigned long s;
  int o = __builtin_add_overflow(a, b, &r) | __builtin_mul_overflow(a, b, &r) | __builtin_sub_overflow(3ul, (unsigned long)a, &s);
  *out = s;
  return o + r;
}

double builtins(double x, double y) {
  return __builtin_sqrt(x) + __builtin_fma(x, y, 1.0) + __builtin_fabs(y) + __builtin_copysign(x, y) + __builtin_sin(x) +
         __builtin_pow(x, y) + __builtin_huge_val() + __builtin_nan("5") + __builtin_floor(x) + __builtin_exp(x) +
         __builtin_fmin(x, y) + __builtin_isnan(x) + __builtin_signbit(y);
}

void memory(char *a, const char *b, unsigned n) {
  __builtin_memcpy(a, b, n);
  __builtin_memmove(a + 1, b, 16);
  __builtin_memset(a, 7, n);
  __builtin_prefetch(a);
  __builtin_assume(n > 3);
  __builtin___clear_cache(a, a + n);
}

double variadic(int n, ...) {
  va_list list, copy;
  double s = 0;
  va_start(list, n);
  va_copy(copy, list);
  for (int i = 0; i < n; i++) s += va_arg(list, double);
  s += va_arg(copy, int);
  va_end(copy);
  va_end(list);
  return s;
}

double call_variadic(float f, char c) { return variadic(2, f, 1.5) + variadic(0, c); }

#ifndef __FAST_MATH__
#pragma STDC FENV_ACCESS ON
double strict(double x, double y) { return x / y + (double)(float)x; }
#pragma STDC FENV_ACCESS OFF
#endif

__attribute__((optnone)) double literal(void) {
#pragma clang fp reassociate(on) contract(fast)
  double x = 3.0;
  return x * x + x / 0.3;
}
