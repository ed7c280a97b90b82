// An arena with placement new; objects of several types lie in it; a standard allocator on top.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <vector>
namespace {
class Arena {
  struct Chunk { Chunk *next; size_t size; };
  Chunk *chunks_ = nullptr;
  char *at_ = nullptr, *end_ = nullptr;
public:
  Arena() = default;
  Arena(const Arena &) = delete;
  ~Arena() { while (chunks_) { Chunk *c = chunks_; chunks_ = c->next; std::free(c); } }
  void *allocate(size_t bytes, size_t align) {
    auto p = (reinterpret_cast<uintptr_t>(at_) + align - 1) & ~(align - 1);
    if (!at_ || p + bytes > reinterpret_cast<uintptr_t>(end_)) {
      size_t size = bytes + 256;
      auto *c = static_cast<Chunk *>(std::malloc(sizeof(Chunk) + size));
      if (!c) throw std::bad_alloc();
      c->next = chunks_; c->size = size; chunks_ = c;
      at_ = reinterpret_cast<char *>(c + 1); end_ = at_ + size;
      p = (reinterpret_cast<uintptr_t>(at_) + align - 1) & ~(align - 1);
    }
    at_ = reinterpret_cast<char *>(p + bytes);
    return reinterpret_cast<void *>(p);
  }
  template <class T, class... A> T *make(A &&...a) { return new (allocate(sizeof(T), alignof(T))) T{std::forward<A>(a)...}; }
};
template <class T> struct ArenaAllocator {
  using value_type = T;
  Arena *arena;
  explicit ArenaAllocator(Arena &a) : arena(&a) {}
  template <class U> ArenaAllocator(const ArenaAllocator<U> &o) : arena(o.arena) {}
  T *allocate(size_t n) { return static_cast<T *>(arena->allocate(n * sizeof(T), alignof(T))); }
  void deallocate(T *, size_t) {}
  template <class U> bool operator==(const ArenaAllocator<U> &o) const { return arena == o.arena; }
  template <class U> bool operator!=(const ArenaAllocator<U> &o) const { return arena != o.arena; }
};
struct Node { double key, value; Node *left, *right; };
Node *insert(Arena &a, Node *root, double key, double value) {
  if (!root) return a.make<Node>(key, value, nullptr, nullptr);
  if (key < root->key) root->left = insert(a, root->left, key, value); else root->right = insert(a, root->right, key, value);
  return root;
}
double fold(const Node *n, double depth) { return n ? fold(n->left, depth + 1) + n->value * std::cos(n->key) / depth + fold(n->right, depth + 1) : 0; }
struct Spring { int a, b; double stiffness; };
}
extern "C" double arena_objects(double *x, int n) {
  Arena arena;
  Node *root = nullptr;
  for (int i = 0; i < 2 * n; i++) root = insert(arena, root, x[i % n] * (i + 1), x[(i * 3) % n]);
  std::vector<Spring, ArenaAllocator<Spring>> springs{ArenaAllocator<Spring>(arena)};
  std::vector<double, ArenaAllocator<double>> at{ArenaAllocator<double>(arena)};
  for (int i = 0; i < n; i++) { springs.push_back({i, (i + 2) % n, 1 + x[i] * x[i]}); at.push_back(std::sin(x[i]) + i); }
  double energy = 0;
  for (const Spring &s : springs) energy += s.stiffness * (at[s.a] - at[s.b]) * (at[s.a] - at[s.b]);
  double *scratch = arena.make<double>(x[0] * x[1]);
  return fold(root, 1) + 0.1 * energy + *scratch;
}
