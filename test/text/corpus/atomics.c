// Atomic operations of every kind, fences and volatile accesses.
#include <stdatomic.h>

_Atomic int counter;
_Atomic long long wide;
_Atomic(double) real;
atomic_flag flag = ATOMIC_FLAG_INIT;
volatile int device;

int count(int n) {
  atomic_fetch_add_explicit(&counter, n, memory_order_relaxed);
  atomic_fetch_sub(&counter, 1);
  atomic_fetch_and_explicit(&counter, 255, memory_order_acquire);
  atomic_fetch_or_explicit(&counter, 1, memory_order_release);
  atomic_fetch_xor_explicit(&counter, 3, memory_order_acq_rel);
  __atomic_fetch_nand(&device, 7, __ATOMIC_SEQ_CST);
  __atomic_fetch_max(&device, n, __ATOMIC_SEQ_CST);
  __atomic_fetch_min(&device, n, __ATOMIC_RELAXED);
  return atomic_exchange(&counter, 12);
}

int compare(long long expected, long long desired) {
  int strong = atomic_compare_exchange_strong(&wide, &expected, desired);
  int weak = atomic_compare_exchange_weak_explicit(&wide, &expected, desired, memory_order_release, memory_order_relaxed);
  atomic_thread_fence(memory_order_seq_cst);
  atomic_signal_fence(memory_order_acquire);
  return strong + weak;
}

double accumulate(double x) {
  real += x;
  atomic_store_explicit(&counter, 3, memory_order_release);
  return real * atomic_load_explicit(&counter, memory_order_acquire);
}

int spin(void) {
  while (atomic_flag_test_and_set(&flag)) device = device + 1;
  atomic_flag_clear(&flag);
  return device;
}
