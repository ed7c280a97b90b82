// Structs of several sizes and member kinds, passed and returned by value to functions that are not inlined.
typedef struct { double a, b; } Two;
typedef struct { float a, b; } Floats;
typedef struct { double v; int k; } Mixed;
typedef struct { double v[5]; int n; } Big;
__attribute__((noinline)) static Two swap_two(Two t) { return (Two){t.b * t.a, t.a + t.b}; }
__attribute__((noinline)) static Mixed bump(Mixed m) { m.v *= m.k; m.k++; return m; }
__attribute__((noinline)) static Big grow(Big b, double f) {
  for (int i = 0; i < 5; i++) b.v[i] = b.v[i] * f + (i ? b.v[i - 1] : 0.1);
  b.n++;
  return b;
}
double structs_by_value(const double *x, int n) {
  Two t = {x[0], x[1]};
  for (int i = 0; i < 3; i++) t = swap_two(t);
  Mixed m = {x[2], 1};
  for (int i = 0; i < 3; i++) m = bump(m);
  Big b = {{x[0], x[1], x[2], x[3], x[4]}, 0};
  Big c = grow(b, x[1]);
  c = grow(c, x[2]);
  double s = t.a + t.b * 0.1 + m.v * m.k;
  for (int i = 0; i < 5; i++) s += b.v[i] * c.v[i] * c.n;
  return s;
}
