// The function of a request: in all types that it may be passed as, by constants, tables, conditions and callers; declarations
// with the types of what is passed.
#include <stddef.h>
#include <stdint.h>
#include "requests.h"
extern double __enzyme_autodiff(void *, ...);
extern double __enzyme_autodiff_size(size_t, ...);
extern double __enzyme_autodiff_address(uintptr_t, double);
extern double f__enzyme_autodiff_(double (*)(double), double);
extern void __enzyme_autodiff1(void (*)(double *, double *), double *, double *, double *, double *);
extern double __enzyme_autodiff2(double (*)(double, int), double, int);
extern float __enzyme_autodiff3(float (*)(float), float);
extern struct two { double x, y; } __enzyme_autodiff4(double (*)(double, double), double, double);
extern struct three { double x, y, z; } __enzyme_autodiff5(double (*)(double, double, double), double, double, double);
extern struct floats { float x, y, z; } __enzyme_autodiff6(float (*)(float, float, float), float, float, float);
extern struct mixed { double value; float x; double y; } __enzyme_autodiff7(double (*)(float, double), int, float, double);
int enzyme_primal_return;

static double square(double x) { return x * x; }
static double cube(double x) { return x * x * x; }
double times(double x, int n) { return n * x * x; }
static void store_square(double *x, double *y) { *y = *x * *x; }
float cube_of_float(float x) { return x * x * x; }
double product(double x, double y) { return x * y; }
double product3(double x, double y, double z) { return x * y * z; }
float product_of_floats(float x, float y, float z) { return x * y * z; }
double product_of_both(float x, double y) { return x * y * y; }

typedef double (*function)(double);
static double (*const constant)(double) = square;
static double (*const table[])(double) = {square, cube};
static void *const pointers[] = {(void *)square, (void *)cube};
static const struct { int k; function f; } record = {3, cube};
__attribute__((noinline)) static double gradient(function f, double x) { return __enzyme_autodiff((void *)f, x); }
__attribute__((noinline)) double by_condition(int n, double x) {
  return __enzyme_autodiff(n > 1 ? (void *)square : (void *)cube, x);
}
__attribute__((noinline)) double by_branch(int n, double x) {
  function f;
  if (n > 1) f = square;
  else f = cube;
  return __enzyme_autodiff((void *)f, x);
}
__attribute__((noinline)) double by_index(int n, double x) { return __enzyme_autodiff((void *)table[n], x); }
__attribute__((noinline)) static function chosen(int n) { return n ? square : cube; }

int main(int argc, char **argv) {
  expect(__enzyme_autodiff_size((size_t)square, 3.0), 6);
  expect(__enzyme_autodiff_address((uintptr_t)cube, 3.0), 27);
  expect(f__enzyme_autodiff_(square, 3), 6);
  expect(__enzyme_autodiff((void *)constant, 3.0), 6);
  expect(__enzyme_autodiff((void *)table[1], 3.0), 27);
  expect(__enzyme_autodiff(pointers[0], 3.0), 6);
  expect(__enzyme_autodiff((void *)record.f, 3.0), 27);
  expect(__enzyme_autodiff(&square, 3.0), 6);
  uintptr_t address = (uintptr_t)square;
  expect(__enzyme_autodiff_size(address, 3.0), 6);
  void *pointer = (void *)cube;
  expect(__enzyme_autodiff(pointer, 3.0), 27);
  expect(gradient(square, 3), 6), expect(gradient(cube, 3), 27);
  expect(by_condition(argc, 3), 27), expect(by_condition(argc + 1, 3), 6);
  expect(by_branch(argc, 3), 27), expect(by_branch(argc + 1, 3), 6);
  expect(by_index(argc, 3), 27), expect(by_index(argc - 1, 3), 6);
  expect(__enzyme_autodiff((void *)chosen(argc - 1), 3.0), 27);

  double x = 2, dx = 1, y = 0, dy = 1;
  __enzyme_autodiff1(store_square, &x, &dx, &y, &dy);
  expect(dx, 5), expect(dy, 0), expect(y, 4);
  expect(__enzyme_autodiff2(times, 3, 4), 24);
  expect(__enzyme_autodiff3(cube_of_float, 2), 12);
  struct two t = __enzyme_autodiff4(product, 2, 3);
  expect(t.x, 3), expect(t.y, 2);
  struct three u = __enzyme_autodiff5(product3, 2, 3, 4);
  expect(u.x, 12), expect(u.y, 8), expect(u.z, 6);
  struct floats v = __enzyme_autodiff6(product_of_floats, 2, 3, 4);
  expect(v.x, 12), expect(v.y, 8), expect(v.z, 6);
  struct mixed w = __enzyme_autodiff7(product_of_both, enzyme_primal_return, 2, 3);
  expect(w.value, 18), expect(w.x, 9), expect(w.y, 12);
}
