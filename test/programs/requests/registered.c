// What a program says of its own functions: their derivatives, that they are like others, allocate, or have no derivative.
#include <math.h>
#include <stdlib.h>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
double __enzyme_autodiff(void *, ...);

// Through memory. The factors in the derivatives show that these are what is called.
__attribute__((noinline)) static void square(const double *from, double *to) { *to = *from * *from; }
static void *augmented_square(const double *from, double *d_from, double *to, double *d_to) {
  *to = *from * *from;
  return NULL;
}
static void reverse_square(const double *from, double *d_from, double *to, double *d_to, void *tape) {
  *d_from += 10 * 2 * *from * *d_to;
  *d_to = 0;
}
void *__enzyme_register_gradient_square[] = {(void *)square, (void *)augmented_square, (void *)reverse_square};

static double squares(const double *x, int n) {
  double s = 0;
  for (int i = 0; i < n; i++) {
    double y;
    square(&x[i], &y);
    s += y * (i + 1);
  }
  return s;
}

// By value, with a tape of its own and an integer between.
__attribute__((noinline)) static double mix(double a, int k, double b) { return sin(a) * b * k; }
struct augmented { void *tape; double result; };
struct adjoints { double a, b; };
static struct augmented augmented_mix(double a, int k, double b) {
  double *tape = malloc(2 * sizeof *tape);
  tape[0] = sin(a), tape[1] = cos(a);
  return (struct augmented){tape, tape[0] * b * k};
}
static struct adjoints reverse_mix(double a, int k, double b, double seed, double *tape) {
  struct adjoints adjoints = {seed * tape[1] * b * k, seed * tape[0] * k};
  free(tape);
  return adjoints;
}
void *__enzyme_register_gradient_mix[] = {(void *)mix, (void *)augmented_mix, (void *)reverse_mix};

static double mixed(double x, double y) { return mix(x, 2, y) * mix(y, 1, 3.0); }
struct adjoints __enzyme_autodiff_pair(void *, ...);

// A recurrence: the tapes come back in reverse.
static double chained(double x) {
  for (int i = 1; i < 5; i++) x = mix(x, i, x);
  return x;
}

// Without a tape, in single precision.
__attribute__((noinline)) static float half(float x) { return x / 2; }
static float augmented_half(float x) { return x / 2; }
static float reverse_half(float x, float seed) { return 7 * seed; }
void *__enzyme_register_gradient_half[] = {(void *)half, (void *)augmented_half, (void *)reverse_half};
static double halves(double x) { return half((float)x) * x; }

// A pointer is returned.
__attribute__((noinline)) static double *element(double *x, int i) { return &x[i]; }
struct pointers { double *primal, *shadow; };
static struct pointers augmented_element(double *x, double *dx, int i) { return (struct pointers){&x[i], &dx[i]}; }
static void reverse_element(double *x, double *dx, int i) {}
void *__enzyme_register_gradient_element[] = {(void *)element, (void *)augmented_element, (void *)reverse_element};
static double elements(double *x, int n) { return *element(x, 1) * *element(x, n - 1); }

// Through a function pointer.
static double apply(double (*f)(double, int, double), double x) { return f(x, 3, 2.0); }
static double applied(double x) { return apply(mix, x); }

__attribute__((noinline)) static double logarithm(double x) { return x > -1 ? log(1 + x) : 0; }
void *__enzyme_function_like_logarithm[] = {(void *)logarithm, (void *)"log1p"};
static double logarithms(double x) { return logarithm(x) * logarithm(2 * x); }

static int calls;
static double total;
__attribute__((noinline)) static double observe(double x) { calls++; return x * x; }
void *__enzyme_inactivefn_observe = (void *)observe;
void *__enzyme_inactive_global_total = &total;
static double observed(double x) {
  double y = x * x * observe(x);
  total += y;
  return y + 0 * total;
}

static double pool[1000];
static int used, tags;
__attribute__((noinline)) static void *pool_allocate(int tag, long bytes) {
  tags += tag;
  void *memory = &pool[used];
  used += (int)(bytes / sizeof(double));
  return memory;
}
static int released;
__attribute__((noinline)) static void pool_release(void *memory, int tag) {
  if ((double *)memory >= pool && (double *)memory < pool + used) released += tag;
}
void *__enzyme_allocation_like_pool[] = {(void *)pool_allocate, (void *)1, (void *)"-1,0", (void *)pool_release};
static double pooled(const double *x, int n) {
  double *y = pool_allocate(5, n * sizeof *y), s = 0;
  for (int i = 0; i < n; i++) y[i] = x[i] * x[i];
  for (int i = 0; i < n; i++) s += y[i] * y[(i + 1) % n];
  pool_release(y, 5);
  return s;
}

int main(void) {
  double x[3] = {1.5, -2, 0.5}, dx[3] = {0};
  __enzyme_autodiff((void *)squares, enzyme_dup, x, dx, enzyme_const, 3);
  expect(dx[0], 30), expect(dx[1], -80), expect(dx[2], 30);
  struct adjoints d = __enzyme_autodiff_pair((void *)mixed, 0.5, 0.7);
  expect(d.a, 2 * cos(0.5) * 0.7 * 3 * sin(0.7));
  expect(d.b, 2 * sin(0.5) * 3 * (sin(0.7) + 0.7 * cos(0.7)));
  d = __enzyme_autodiff_pair((void *)mix, 0.5, 2, 0.7);
  expect(d.a, 2 * cos(0.5) * 0.7), expect(d.b, 2 * sin(0.5));
  double v = 0.9, dv = 1;
  for (int i = 1; i < 5; i++) dv *= i * (sin(v) + v * cos(v)), v = mix(v, i, v);
  expect(__enzyme_autodiff((void *)chained, 0.9), dv);
  expect(__enzyme_autodiff((void *)halves, 0.5), 0.25 + 7 * 0.5);
  double e[3] = {0};
  __enzyme_autodiff((void *)elements, enzyme_dup, x, e, enzyme_const, 3);
  expect(e[0], 0), expect(e[1], 0.5), expect(e[2], -2);
  expect(__enzyme_autodiff((void *)applied, 0.3), 6 * cos(0.3));
  expect(__enzyme_autodiff((void *)logarithms, 0.5), log(2) / 1.5 + 2 * log(1.5) / 2);
  calls = 0;
  expect(__enzyme_autodiff((void *)observed, 3.0), 54), expect(calls, 1);
  double g[3] = {0};
  __enzyme_autodiff((void *)pooled, enzyme_dup, x, g, enzyme_const, 3);
  for (int i = 0; i < 3; i++) {
    double others = x[(i + 1) % 3] * x[(i + 1) % 3] + x[(i + 2) % 3] * x[(i + 2) % 3];
    expect(g[i], 2 * x[i] * others);
  }
  expect(tags, 10), expect(released, 10);
}
