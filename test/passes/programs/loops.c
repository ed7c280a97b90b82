// Loops with trip counts and induction variables of many kinds.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

volatile int sink;
#define KEEP(x) (sink += (int)(x))

static void up(int n) { for (int i = 0; i < n; i++) KEEP(i); }
static void up_equal(int n) { for (int i = -3; i <= n; i++) KEEP(i); }
static void up_by(int n) { for (int i = 1; i < n; i += 3) KEEP(i); }
static void up_by_equal(int n) { for (int i = 1; i <= n; i += 4) KEEP(i); }
static void down(int n) { for (int i = n; i > 0; i--) KEEP(i); }
static void down_equal(int n) { for (int i = n - 1; i >= 0; i--) KEEP(i); }
static void down_by(int n) { for (int i = n; i > -4; i -= 3) KEEP(i); }
static void until(int n) { for (int i = 0; i != n; i++) KEEP(i); }
static void unsigned_up(unsigned n) { for (unsigned i = 0; i < n; i++) KEEP(i); }
static void unsigned_down(unsigned n) { for (unsigned i = n; i-- > 0;) KEEP(i); }
static void size(size_t n) { for (size_t i = 0; i < n; i += 1) KEEP(i * 2); }
static void bytes(unsigned char n) { for (unsigned char i = 250; i != n; i++) KEEP(i); }
static void swapped(int n) { for (int i = 0; n > i; ++i) KEEP(i); }
static void backwards(int n) { int i = 0; do KEEP(i); while (++i < n); }
static void constant(void) { for (int i = 0; i < 17; i += 2) KEEP(i); }
static void squares(int n) { int s = 0; for (int i = 0; i < n; i++) { KEEP(s); s += 2 * i + 1; } }
static void triangle(int n) { for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) KEEP(i * j); }
static void invariant_step(int n, int k) { long at = 5; for (int i = 0; i < n; i++) { KEEP(at); at += k; } }
static void pointers(int n) {
  int *m = calloc(n + 1, sizeof *m);
  for (int *p = m; p != m + n; ++p) *p = (int)(p - m);
  for (int *p = m + n; p > m;) KEEP(*--p);
  for (int *p = m, *q = m + n; p < q; p++, q--) KEEP(*p);
  free(m);
}
static void matrix(int n, int m) {
  double *x = calloc(n * m + 1, sizeof *x);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) x[i * m + j] = i + j;
  double *p = x;
  for (int i = 0; i < n; i++, p += m)
    for (int j = m - 1; j >= 0; j--) KEEP(p[j]);
  free(x);
}
static int early(int n) { for (int i = 0; i < n; i++) { KEEP(i); if (sink % 11 == 0) return i; } return -1; }
static void endless_test(int n) { for (unsigned i = 3;; i += 5) { KEEP(i); if (i % 8 == (unsigned)n % 8) break; } }

int main(void) {
  for (int n = -3; n < 14; n++) {
    up(n), up_equal(n), up_by(n), up_by_equal(n), down(n), down_equal(n), down_by(n), constant();
    if (n >= 0) until(n), unsigned_up(n), unsigned_down(n), size(n), pointers(n), matrix(n, 3), matrix(4, n);
    bytes(n), swapped(n), backwards(n), squares(n), triangle(n), invariant_step(n, n - 2), endless_test(n);
    KEEP(early(n));
  }
  printf("%d\n", sink);
  return 0;
}
