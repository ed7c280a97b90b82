// Registrations as C++ writes them: static and external variables, casts of all kinds, inline functions, hints.
#include <cmath>
#include <cstdlib>
#include "requests.h"
extern int enzyme_dup, enzyme_const, enzyme_out;
template <typename R, typename... A> R __enzyme_autodiff(void *, A...);

struct Augmented { double *tape; double result; };
// The factor of 10 shows that the derivative is what is registered.
__attribute__((noinline)) inline double square(double x) { return x * x; }
static Augmented augmented_square(double x) { return {new double(x), x * x}; }
static double reverse_square(double x, double seed, double *tape) {
  double adjoint = 10 * 2 * *tape * seed;
  delete tape;
  return adjoint;
}
void *__enzyme_register_gradient_square[3] = {reinterpret_cast<void *>(square), (void *)augmented_square,
                                              reinterpret_cast<void *>(&reverse_square)};
static double uses_square(double x) { return square(x) * square(2 * x); }

namespace mine {
__attribute__((noinline)) static void scale(double *x, int n, double k) {
  for (int i = 0; i < n; i++) x[i] *= k;
}
void augmented_scale(double *x, double *, int n, double k) { scale(x, n, k); }
// Only of the vector: the factor counts as constant.
double reverse_scale(double *, double *dx, int n, double k) {
  for (int i = 0; i < n; i++) dx[i] *= 10 * k;
  return 0;
}
__attribute__((used)) static void *__enzyme_register_gradient_scale[] = {(void *)scale, (void *)augmented_scale, (void *)reverse_scale};
} // namespace mine
static double uses_scale(double *x, int n) {
  mine::scale(x, n, 3);
  double s = 0;
  for (int i = 0; i < n; i++) s += x[i];
  return s;
}

__attribute__((noinline)) static double my_exp(double x) { return x < 700 ? std::exp(x) : HUGE_VAL; }
void *__enzyme_function_like_exp[2] = {(void *)my_exp, (void *)"exp"};
static double uses_exp(double x) { return my_exp(2 * x); }

__attribute__((noinline)) static double rate(double x) { return x * x; }
void *__enzyme_inactivefn_rate[1] = {(void *)rate};
static double uses_rate(double x) { return rate(x) * x; }

static double sum;
const void *__enzyme_inactive_global_sum = &sum;
static double uses_sum(double x) {
  sum += x * x;
  return x * x + 0 * sum;
}

static int taken;
__attribute__((noinline)) static void *take(int tag, unsigned long bytes) { return taken += tag, std::malloc(bytes); }
static int given;
__attribute__((noinline)) static void give(int tag, void *memory) { given += tag, std::free(memory); }
void *__enzyme_allocation_like_take[4] = {(void *)take, (void *)1, (void *)"0,-1", (void *)give};
static double uses_take(double x, int n) {
  auto *y = static_cast<double *>(take(7, n * sizeof(double)));
  for (int i = 0; i < n; i++) y[i] = x * i;
  double s = 0;
  for (int i = 0; i < n; i++) s += y[i] * y[i];
  give(7, y);
  return s;
}

__attribute__((noinline)) static double plain(const double *x) { return *x * *x; }
void *__enzyme_nofree_plain[1] = {(void *)plain};
void *__enzyme_shouldrecompute_plain = (void *)plain;
static double uses_plain(double x) { return plain(&x) * x; }

int main() {
  expect(__enzyme_autodiff<double>((void *)uses_square, 3.0), 10 * (6 * 36) + 9 * 10 * 2 * 6 * 2);
  double x[2] = {1, 2}, dx[2] = {0, 0};
  __enzyme_autodiff<void>((void *)uses_scale, enzyme_dup, x, dx, enzyme_const, 2);
  expect(dx[0], 30), expect(x[1], 6);
  expect(__enzyme_autodiff<double>((void *)uses_exp, 0.5), 2 * std::exp(1.0));
  expect(__enzyme_autodiff<double>((void *)uses_rate, 3.0), 9);
  expect(__enzyme_autodiff<double>((void *)uses_sum, 3.0), 6);
  expect(__enzyme_autodiff<double>((void *)uses_take, 2.0, 4), 2 * 2.0 * 14), expect(given, 14), expect(taken, 14);
  expect(__enzyme_autodiff<double>((void *)uses_plain, 2.0), 12);
}
