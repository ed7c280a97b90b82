// C11 atomics on one thread: loads, stores, exchanges, and the compare-and-exchange loops that updates of doubles become.
#include <stdatomic.h>
#include <string.h>
static double swap(double *p, double v) {
  double old;
  __atomic_exchange(p, &v, &old, __ATOMIC_ACQ_REL);
  return old;
}
double atomics(const double *x, int n) {
  _Atomic double sum = 0, product = 1;
  atomic_int count = 0;
  double slots[3] = {x[0], x[1], 1}, s = 0;
  for (int i = 0; i < n; i++) {
    sum += x[i] * x[i];
    product *= 1 + x[i] * 0.1;
    sum -= product * x[0];
    count++;
    s += swap(&slots[i % 3], x[i] * s) * atomic_load(&sum);
    atomic_thread_fence(memory_order_seq_cst);
  }
  // A loop as std::atomic<double>::fetch_add has it, on the bits.
  union { double d; _Atomic long long bits; } u = {x[1]};
  for (int i = 0; i < n; i++) {
    long long expected = atomic_load(&u.bits), wanted;
    do {
      double d;
      memcpy(&d, &expected, sizeof d);
      d += x[i] * d;
      memcpy(&wanted, &d, sizeof d);
    } while (!atomic_compare_exchange_weak(&u.bits, &expected, wanted));
  }
  atomic_store_explicit(&product, atomic_load_explicit(&product, memory_order_relaxed) * x[2], memory_order_release);
  return s + sum * product * count + u.d * u.d;
}
