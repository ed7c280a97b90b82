// Switches, computed gotos, loops with hints, nested breaks, recursion, tail calls.
int classify(int c) {
  switch (c) {
    case 'a': case 'e': case 'i': case 'o': case 'u': return 1;
    case '0' ... '9': return 2;
    case -1: return 3;
    default: return c > 1000 ? 4 : 5;
  }
}

long long wide_switch(long long x) {
  switch (x) {
    case 0x7fffffffffffffffLL: return 1;
    case (-0x7fffffffffffffffLL - 1): return 2;
    case 1LL << 40: return 3;
  }
  return 0;
}

int interpret(const unsigned char *code) {
  static void *table[] = {&&add, &&sub, &&dup, &&halt};
  int stack[16], top = 0;
  stack[0] = 1;
  goto *table[*code++];
add:
  stack[top] += 2;
  goto *table[*code++];
sub:
  stack[top] -= 1;
  goto *table[*code++];
dup:
  stack[top + 1] = stack[top], top++;
  goto *table[*code++];
halt:
  return stack[top];
}

double hinted(const double *x, int n) {
  double s = 0;
#pragma clang loop unroll_count(4) vectorize(enable)
  for (int i = 0; i < n; i++) s += x[i];
#pragma clang loop vectorize_width(8) interleave_count(2)
  for (int i = 0; i < n; i++) s *= x[i];
  return s;
}

int gcd(int a, int b) { return b ? gcd(b, a % b) : a; }

int search(int n, int m, const int a[n][m], int key) {
  for (int i = 0; i < n; i++)
    for (int j = 0; j < m; j++) {
      if (a[i][j] == key) goto found;
      if (a[i][j] > key * 2) break;
      if (__builtin_expect(a[i][j] < 0, 0)) continue;
    }
  return 0;
found:
  return 1;
}

int endless(volatile int *p) {
  for (;;) if (*p == 3) __builtin_trap();
}
