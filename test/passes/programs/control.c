// Control flow of every kind: what it prints must not change by a pass.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int collatz(int n) {
  int steps = 0;
  while (n != 1) {
    if (n % 2) n = 3 * n + 1;
    else n /= 2;
    if (++steps > 500) return -1;
  }
  return steps;
}

static int classify(int x) {
  switch (x) {
    case 0: return 7;
    case 1:
    case 2: x += 3; /* falls through */
    case 5: x *= 2; break;
    case 8: return x;
    default: if (x < 0) return -x; x -= 1;
  }
  return x * 10;
}

/* A jump into the middle of a loop: two entries, irreducible. */
static int into_loop(int n, int start_inside) {
  int i = 0, sum = 1;
  if (start_inside) goto inside;
  for (i = 0; i < n; i++) {
    sum += i;
    if (sum > 1000) break;
  inside:
    sum = sum * 2 + i;
    if (sum % 7 == 0) continue;
    sum -= 3;
  }
  return sum;
}

/* Two loops woven into each other by goto. */
static int woven(int n) {
  int a = 0, b = 0;
first:
  a += 1;
  if (a % 3 == 0) goto second;
  if (a > n) goto done;
  goto first;
second:
  b += a;
  if (b % 2) goto first;
  if (b < 50) goto second;
  if (a <= n) goto first;
done:
  return a * 1000 + b;
}

static double nested(int n, int m, const double *x) {
  double total = 0, last = 0;
  for (int i = 0; i < n; i++) {
    double row = 0;
    int j;
    for (j = 0; j < m; j++) {
      double v = x[(i * m + j) % 8];
      if (v < 0) continue;
      if (v > 5) break;
      row += v * (i + 1);
      last = v;
    }
    total += row / (j + 1);
    if (total > 90) return -last;
  }
  return total + last;
}

static int find(const int *a, int n, int key, int *where) {
  for (int i = 0; i < n; i++)
    for (int j = i; j < n; j++)
      if (a[i] + a[j] == key) {
        *where = i * 100 + j;
        return 1;
      }
  return 0;
}

static int do_while(unsigned x) {
  int n = 0;
  do {
    n += x & 1;
    x >>= 1;
    if (n == 5) break;
  } while (x);
  return n;
}

static const char *text(int k) {
  const char *p = "a", *q = "bb";
  for (int i = 0; i < k; i++) {
    const char *t = p;
    p = q;
    q = i % 3 ? t : "ccc";
  }
  return k > 3 ? p : q;
}

static int uninitialised(int n) {
  int x;
  for (int i = 0; i < n; i++) {
    int fresh;
    if (i == 0) x = 3, fresh = 1;
    else fresh = x;
    x = x + fresh * i;
  }
  return n > 0 ? x : -1;
}

struct pair { int a; double b; };
static int table[4][3] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {10, 11, 12}};
static struct pair pairs[2] = {{1, 1.5}, {2, 2.5}};

static double globals(int n) {
  double s = 0;
  int *p = &table[1][2];
  for (int i = 0; i < n; i++) {
    int *q = i % 2 ? &table[2][1] : p;
    s += *q + pairs[1].b * pairs[i & 1].a;
    *q += 1;
  }
  return s;
}

static int checked(int n) {
  if (n > 1000) abort();
  int *m = malloc(sizeof(int) * (n + 1));
  int total = 0;
  for (int i = 0; i <= n; i++) {
    if (i > 999) abort();
    m[i] = i ^ 5;
  }
  for (int *p = m; p != m + n; p++) total += *p;
  free(m);
  return total;
}

static int recursive(int n) { return n < 2 ? n : recursive(n - 1) + recursive(n - 2); }
static int odd(int n);
static int even(int n) { return n == 0 ? 1 : odd(n - 1); }
static int odd(int n) { return n == 0 ? 0 : even(n - 1); }

static int computed(int n) {
  static void *labels[] = {&&zero, &&one, &&two};
  int s = 0;
  goto *labels[n % 3];
zero:
  s += 1;
  if (s > n) return s;
one:
  s += 10;
  goto *labels[s % 3];
two:
  s += 100;
  if (s < 500) goto *labels[(s + 1) % 3];
  return s;
}

int main(void) {
  double x[8] = {1, 2, -3, 4, 0.5, 6, 1.25, 3};
  int a[6] = {3, 1, 4, 1, 5, 9}, where = -1;
  for (int i = 0; i < 12; i++) {
    printf("%d %d %d %d %d\n", i, collatz(i + 1), classify(i - 2), into_loop(i, i & 1), woven(i));
    printf("%g %d %d", nested(i, 5, x), find(a, 6, i, &where), where);
    printf(" %d %s %d %g %d\n", do_while(i * 2654435761u), text(i), uninitialised(i), globals(i), checked(i * 3));
    printf("%d %d %d\n", recursive(i), even(i), computed(i));
  }
  return 0;
}
