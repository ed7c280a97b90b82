// A container with a small buffer, which moves to the heap when it grows.
#include <cmath>
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
namespace {
template <class T, size_t N> class SmallVector {
  alignas(T) std::byte inline_[N * sizeof(T)];
  T *begin_ = reinterpret_cast<T *>(inline_);
  size_t size_ = 0, capacity_ = N;
  bool isInline() const { return begin_ == reinterpret_cast<const T *>(inline_); }
  void grow() {
    size_t next = capacity_ * 2;
    T *to = static_cast<T *>(::operator new(next * sizeof(T)));
    for (size_t i = 0; i < size_; i++) { new (to + i) T(std::move(begin_[i])); begin_[i].~T(); }
    if (!isInline()) ::operator delete(begin_);
    begin_ = to; capacity_ = next;
  }
public:
  SmallVector() = default;
  SmallVector(const SmallVector &o) { for (const T &v : o) push_back(v); }
  ~SmallVector() { for (T &v : *this) v.~T(); if (!isInline()) ::operator delete(begin_); }
  template <class... A> T &emplace_back(A &&...a) { if (size_ == capacity_) grow(); return *new (begin_ + size_++) T(std::forward<A>(a)...); }
  void push_back(const T &v) { emplace_back(v); }
  void pop_back() { begin_[--size_].~T(); }
  T *begin() { return begin_; }
  T *end() { return begin_ + size_; }
  const T *begin() const { return begin_; }
  const T *end() const { return begin_ + size_; }
  size_t size() const { return size_; }
  T &operator[](size_t i) { return begin_[i]; }
  T &back() { return begin_[size_ - 1]; }
};
struct Sample { double t, v; int kind; Sample(double t, double v, int k) : t(t), v(v), kind(k) {} };
using Numbers = SmallVector<double, 4>;
}
extern "C" double small_buffer(double *x, int n) {
  SmallVector<Sample, 3> samples;
  for (int i = 0; i < n; i++) samples.emplace_back(x[i], x[i] * x[(i + 1) % n], i % 3);
  SmallVector<Numbers, 2> rows;
  for (auto &s : samples) {
    Numbers &row = rows.emplace_back();
    for (int k = 0; k <= s.kind * 2 + 1; k++) row.push_back(std::sin(s.t * k) + s.v);
  }
  double sum = 0;
  for (Numbers &r : rows) { sum += r.back() * r[0]; r.pop_back(); sum += r.back(); }
  Numbers copy = rows[2];
  copy[0] *= 3;
  return sum + copy[0] * rows[2][0] + samples.back().v;
}
