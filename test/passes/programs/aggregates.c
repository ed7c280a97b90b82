// Structs, arrays, unions and copies on the stack: what it prints must not change by a pass.
#include <complex.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

struct vec { double x, y, z; };
struct body { struct vec position, velocity; double mass; int id; };
union bits { double d; unsigned long long u; float f[2]; };

static struct vec add(struct vec a, struct vec b) {
  struct vec c = {a.x + b.x, a.y + b.y, a.z + b.z};
  return c;
}
static struct vec scale(double s, struct vec a) { return (struct vec){s * a.x, s * a.y, s * a.z}; }
static double dot(struct vec a, struct vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static double simulate(int steps) {
  struct body b = {{1, 0, 0}, {0, 1, 0.1}, 2.0, 7};
  struct body saved;
  for (int i = 0; i < steps; i++) {
    double r = sqrt(dot(b.position, b.position));
    struct vec a = scale(-1 / (r * r * r), b.position);
    b.velocity = add(b.velocity, scale(0.01, a));
    b.position = add(b.position, scale(0.01, b.velocity));
    if (i == steps / 2) saved = b;
  }
  return steps > 1 ? dot(b.velocity, saved.position) * b.mass + saved.id : b.position.x;
}

static unsigned long long pun(double d) {
  union bits b;
  b.d = d;
  b.u ^= 1ull << 52;
  return b.u + (unsigned long long)b.f[1];
}

static double arrays(int n) {
  double fixed[4] = {1, 2, 3, 4}, copy[4];
  double variable[n + 1];
  memcpy(copy, fixed, sizeof copy);
  for (int i = 0; i <= n; i++) variable[i] = fixed[i % 4] * copy[(i + 1) % 4];
  memset(fixed, 0, sizeof fixed);
  double s = fixed[2];
  for (int i = 0; i <= n; i++) s += variable[i];
  return s;
}

static double lanes(int n) {
  double p[3];
  p[0] = 1;
  p[1] = 0.5;
  p[2] = 0;
  for (int i = 0; i < n; i++) {
    double t = p[0];
    p[0] = p[1] + 0.1;
    p[1] = p[2] - t;
    p[2] = t * 0.5;
  }
  return p[0] + 10 * p[1] + 100 * p[2];
}

static double swaps(int n) {
  struct vec a = {1, 2, 3}, b = {4, 5, 6};
  for (int i = 0; i < n; i++) {
    struct vec t = a;
    a = b;
    b = t;
    b.y += i;
  }
  return a.x + 10 * a.y + 100 * b.z + 1000 * b.y;
}

static double maximum(int n, const struct vec *v) {
  const struct vec *best = 0;
  for (int i = 0; i < n; i++)
    if (!best || best->y < v[i].y) best = &v[i];
  return best ? best->z : -1;
}

int main(void) {
  struct vec v[5] = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {1, 9, 5}, {0, 0, 0}};
  for (int i = 0; i < 6; i++) {
    double complex z = (0.5 + 0.25 * I) * i;
    z = z * z + 1.0;
    printf("%d %.10g %llx %.10g %.10g\n", i, simulate(i * 10), pun(i * 1.5), arrays(i), lanes(i));
    printf("%.10g %g %.10g %.10g\n", swaps(i), maximum(i < 5 ? i : 5, v), creal(z), cimag(z));
  }
  return 0;
}
