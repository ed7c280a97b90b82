// Aggregates, unions, bit fields, flexible arrays, initialisers, by-value structs.
#include <stddef.h>
#include <stdint.h>

struct bits { unsigned a : 3; int b : 7; unsigned long long c : 40; unsigned : 0; signed d : 1; };
union any { int i; float f; double d; struct { char c[3]; short s; } t; void *p; };
struct __attribute__((packed)) packed { char c; int i; double d; };
struct tree { struct tree *left, *right; int value; };
struct big { double m[9]; int tag; };
struct list { int n; int items[]; };
enum colour { RED, GREEN = 7, BLUE };
typedef int (*operation)(int, int);

static int plus(int a, int b) { return a + b; }
static int times(int a, int b) { return a * b; }
static const operation operations[] = {plus, times, 0};
struct bits some_bits = {5, -3, 1234567890123ULL, -1};
union any some_any = {.d = 2.5};
union any other_any = {.t = {{1, 2, 3}, 4}};
struct packed some_packed = {'x', 42, -0.5};
struct tree leaf = {0, 0, 3}, root = {&leaf, &root, 9};
struct list some_list = {3, {1, 2, 3}};
int matrix[3][4] = {{1, 2}, {[2] = 7}};
char *middle = (char *)&matrix[1] + 3;
uintptr_t distance = (uintptr_t)&matrix[2][1];
double numbers[] = {0.1, -0.0, 1.0 / 3, 1e300 * 1e10, -1e300 * 1e10, 5e-324, 2.0};
float floats[] = {0.1f, 3.5f, 1e-40f};
wchar_t wide_text[] = L"wide";

struct big make(double x) {
  struct big b = {{x, x * 2}, BLUE};
  return b;
}

double sum(struct big b, struct packed p, struct bits q) {
  double s = p.d + p.i + q.a + q.b + q.c + q.d;
  for (int i = 0; i < 9; i++) s += b.m[i];
  return s;
}

int depth(const struct tree *t) {
  if (!t) return 0;
  int l = depth(t->left), r = depth(t->right);
  return 1 + (l > r ? l : r);
}

int apply(int k, int a, int b) { return operations[k % 2](a, b) + (int)sizeof(struct list); }
float pun(unsigned u) { union any a; a.i = u; return a.f; }
void set(struct bits *b, int x) { b->a = x; b->b++; b->c ^= x; }
enum colour next(enum colour c) { return c == BLUE ? RED : BLUE; }
size_t offset(void) { return offsetof(struct packed, d) + offsetof(struct big, tag); }

int variable_length(int n) {
  int a[n + 1];
  for (int i = 0; i <= n; i++) a[i] = i * i;
  char *s = __builtin_alloca(n);
  s[0] = 1;
  return a[n] + s[0];
}
