// What the interpreter is compared on with the machine: integers of all widths, floats, conversions, memory, calls.
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 0x9E3779B97F4A7C15u;
__attribute__((noinline)) static uint64_t random64(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

#define INTEGERS(T, U, NAME)                                                          \
  __attribute__((noinline)) static unsigned long NAME(T a, T b) {                     \
    U ua = (U)a, ub = (U)b, h = 0;                                                    \
    h = h * 31 + (U)(ua + ub), h = h * 31 + (U)(ua - ub), h = h * 31 + (U)(ua * ub);  \
    if (b != 0) h = h * 31 + ua / ub, h = h * 31 + ua % ub;                           \
    if (b != 0 && b != -1) h = h * 31 + (U)(a / b), h = h * 31 + (U)(a % b);          \
    h = h * 31 + (U)(ua << (ub % (sizeof(T) * 8)));                                   \
    h = h * 31 + (U)(ua >> (ub % (sizeof(T) * 8)));                                   \
    h = h * 31 + (U)(a >> (ub % (sizeof(T) * 8)));                                    \
    h = h * 31 + (a < b) + 2 * (ua < ub) + 4 * (a <= b) + 8 * (ua >= ub);             \
    h = h * 31 + (U)((ua & ub) ^ (ua | ub)) + (U)(~a);                                \
    return h;                                                                         \
  }
INTEGERS(int8_t, uint8_t, ints8)
INTEGERS(int16_t, uint16_t, ints16)
INTEGERS(int32_t, uint32_t, ints32)
INTEGERS(int64_t, uint64_t, ints64)
typedef __int128 int128;
typedef unsigned __int128 uint128;

__attribute__((noinline)) static uint64_t wide(uint64_t a, uint64_t b) {
  uint128 product = (uint128)a * b + ((uint128)b << 70);
  int128 difference = (int128)a * -3 - b;
  return (uint64_t)(product >> 64) ^ (uint64_t)(difference >> 30) ^ (uint64_t)(product % 1000003);
}

__attribute__((noinline)) static uint64_t bits(uint64_t a) {
  uint32_t low = (uint32_t)a | 1;
  long overflow;
  int failed = __builtin_mul_overflow((long)a, 3, &overflow);
  return __builtin_popcountll(a) + 64 * __builtin_clzll(a | 1) + 4096 * __builtin_ctz(low) + __builtin_bswap64(a) +
         __builtin_bitreverse32(low) + ((low << 7) | (low >> 25)) + failed + (uint64_t)overflow;
}

__attribute__((noinline)) static double floats(double a, double b) {
  float f = (float)a, g = (float)b;
  double r = a * b - a / b + fmod(a, b) + floor(a) + ceil(b) + trunc(a) + round(b) + rint(a * 4) + nearbyint(b * 2);
  r += f * g + f / g + sqrtf(fabsf(f)) + fmaxf(f, g) + copysign(a, b) + fmin(a, b) + fdim(a, b) + remainder(a, b);
  r += ldexp(a, 3) + scalbn(b, -2) + fma(a, b, 1.0) + (double)(int)a + (double)(unsigned char)(int)fabs(b) + (float)(long)a;
  int exponent;
  double whole;
  r += frexp(a, &exponent) + exponent + modf(b, &whole) + whole + ilogb(a) + (double)lround(a) + (double)lrint(b);
  return r + (a < b) + (isnan(a / (b - b)) ? 2 : 3);
}

/** Functions whose last bits may differ from the C library's. */
__attribute__((noinline)) static double functions(double a, double b) {
  return sin(a) + cos(b) + tan(a / 9) + exp(a / 5) + log(fabs(b) + 1) + pow(fabs(a), b / 9) + atan2(a, b) + sinh(a / 9) + tanh(b) +
         cbrt(a) + hypot(a, b) + exp2(b / 4) + expm1(a / 8) + log1p(fabs(a)) + asinh(a) + erf(a / 4) + erfc(b / 4) +
         tgamma(1.1 + fabs(a) / 5) + lgamma(0.7 + fabs(b)) + log2(2 + fabs(a)) + log10(2 + fabs(b)) + acos(tanh(a)) + asin(tanh(b));
}

struct node {
  struct node *next;
  double value;
  short tag;
  char name[5];
};

static double list(int n) {
  struct node *head = 0;
  for (int i = 0; i < n; i++) {
    struct node *node = calloc(1, sizeof *node);
    node->next = head;
    node->value = i * 1.5;
    node->tag = (short)(i * 7919);
    memcpy(node->name, "abcd", 5);
    node->name[i % 4]++;
    head = node;
  }
  double sum = 0;
  while (head) {
    struct node *next = head->next;
    sum += head->value * head->tag + head->name[1] + (double)strlen(head->name);
    free(head);
    head = next;
  }
  return sum;
}

static int apply(int (*f)(int), int x) { return f(x) + 1; }
static int twice(int x) { return 2 * x; }
static int square(int x) { return x * x; }
static int (*const table[])(int) = {twice, square};
static int ackermann(int m, int n) {
  return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
}
struct big {
  double a[6];
  int n;
};
__attribute__((noinline)) static struct big passed(struct big b, int k) {
  b.a[k % 6] *= b.n;
  b.n++;
  return b;
}

int main(void) {
  for (int i = 0; i < 200; i++) {
    uint64_t a = random64() >> (i % 60), b = random64() >> (i * 7 % 60);
    printf("%lu %lu %lu %lu", ints8((int8_t)a, (int8_t)b), ints16((int16_t)a, (int16_t)b), ints32((int32_t)a, (int32_t)b), ints64((int64_t)a, (int64_t)b));
    printf(" %lu %lu", wide(a, b), bits(a));
    double x = (double)(int64_t)(random64() >> 40) / 1000000 - 8, y = (double)(random64() % 1000 + 1) / 77;
    printf(" %.17g %.10g\n", floats(x, y), functions(x, y));
  }
  struct big b = {{1, 2, 3, 4, 5, 6}, 3};
  for (int i = 0; i < 20; i++) b = passed(b, i);
  int *grown = 0;
  for (int i = 0; i < 50; i++) {
    grown = realloc(grown, (i + 1) * sizeof *grown);
    grown[i] = i * i;
  }
  printf("%.17g %d %d %d %g %d\n", list(40), apply(table[0], 9), apply(table[1], 9), ackermann(2, 3), b.a[4], grown[49]);
  free(grown);
  return 0;
}
