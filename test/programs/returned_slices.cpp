// Structs with a pointer that are returned by value, by functions that may throw, recursively, through a pointer, and whole.
#include <cmath>
struct Slice {
  double *first;
  long length;
};
__attribute__((noinline)) static Slice rest(Slice s) { return {s.first + 1, s.length - 1}; }
__attribute__((noinline)) static Slice checked(double *x, long n) {
  if (n > 1000) throw n;
  return {x, n};
}
__attribute__((noinline)) static Slice longest(Slice a, Slice b) { return a.length > b.length ? a : b; }
__attribute__((noinline)) static Slice last_two(Slice s) { return s.length <= 2 ? s : last_two(rest(s)); }
extern "C" double returned_slices(double *x, int n) {
  double copy[64];
  for (int i = 0; i < n; i++) copy[i] = x[i] * x[i];
  double sum = 0;
  try {
    Slice s = checked(copy, n);
    Slice (*step)(Slice) = n % 2 ? rest : last_two;
    for (Slice t = s; t.length > 0; t = rest(t)) {
      sum += t.first[0] * std::sin(t.first[t.length - 1]);
      t.first[t.length - 1] *= 0.5;
    }
    Slice u = step(s);
    sum += u.first[0] * last_two(s).first[1] * longest(s, u).first[n / 2];
    checked(x, 2000);
  } catch (long) {
    sum *= copy[0];
  }
  return sum;
}
