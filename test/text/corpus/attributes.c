// Linkages, visibilities, sections, aliases and attributes of functions and variables.
#define ATTR(...) __attribute__((__VA_ARGS__))

ATTR(weak) int weak_variable = 3;
ATTR(weak) extern int weak_reference;
ATTR(visibility("hidden")) int hidden_variable;
ATTR(aligned(64)) static int aligned_variable = 5;
ATTR(used) static int used_variable = 7;
_Thread_local int per_thread = 1;
static _Thread_local double per_thread_local ATTR(tls_model("local-exec"));
int common_variable ATTR(common);
const char text[] = "tab\t quote\" back\\slash \x01\xff end";
static const char *const words[] = {"one", "two", "three"};
struct empty {};
struct empty nothing;

#ifndef __wasm__
ATTR(section(".special")) int special = 4;
static int implementation(int x) { return x + 1; }
int alias_of(int x) ATTR(alias("implementation"));
#ifdef __x86_64__
static int (*resolve(void))(int) { return implementation; }
int indirect(int x) ATTR(ifunc("resolve"));
#endif
#endif

ATTR(noinline, cold) int cold(int x) { return x * per_thread; }
ATTR(always_inline) static inline int hot(int x) { return x - 1; }
ATTR(const) int constant(int x);
ATTR(pure) int pure(const int *x);
ATTR(malloc, alloc_size(1)) void *allocate(unsigned long n);
ATTR(noreturn) void stop(int status);
ATTR(constructor) static void start(void) { used_variable = 8; }
ATTR(destructor) static void finish(void) { used_variable = 9; }
ATTR(noduplicate) void once(void);
ATTR(returns_twice) int again(void *);
ATTR(minsize) int small(int x) { return hot(x) + aligned_variable; }
ATTR(optnone, noinline) int plain(int x) { return x * 2; }
ATTR(no_sanitize("address")) int unsanitised(int *p) { return *p; }
ATTR(nonnull, returns_nonnull) int *same(int *p) { return p; }
ATTR(annotate("note")) int annotated(int x ATTR(annotate("argument"))) { return x; }

int call(int x) {
  if (&weak_reference) x += weak_reference;
  per_thread_local += 1.0;
  void *p = allocate(16);
  if (!p) stop(1);
  if (again(p)) once();
  return constant(x) + pure(&x) + (int)per_thread_local + words[x & 1][0] + text[x & 7];
}

int restricted(int *restrict a, const int *restrict b, int n) {
  int s = 0;
  for (int i = 0; i < n; i++) a[i] = b[i] * 2, s += a[i];
  return s;
}
