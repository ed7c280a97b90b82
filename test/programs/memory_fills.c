// memset and memcpy of other sizes and bytes: parts of structs, constants other than zero, nothing at all, other views.
#include <stddef.h>
#include <string.h>
struct pair { double a; int n; double b; };
double memory_fills(const double *x, int n) {
  struct pair p[4];
  double c[6], s = 0;
  memset(p, 0, sizeof p);
  for (int i = 0; i < n; i++) p[i % 4].a += x[i] * x[i], p[i % 4].b = x[i];
  memset(&p[1], 0, sizeof *p);
  p[1].b = x[0];
  memset(&p[2].a, 0, sizeof(double));
  memset(&p[3], 0, offsetof(struct pair, b));
  for (int i = 0; i < 4; i++) s += p[i].a * p[i].a + p[i].b * x[1];
  memset(c, 0x3f, sizeof c);
  s += c[0] * x[2] * 1e3;
  c[1] = x[1] * x[1];
  memcpy(c + 2, c + 1, sizeof(double));
  memcpy(c + 3, c, 0);
  s += c[1] * c[2];
  memset(c + 1, 0x40, (n - n) * sizeof *c);
  memset(c + 2, 0x40, (n + 2) / n * sizeof *c);
  char buffer[128];
  double *view = (double *)buffer;
  memcpy(buffer, x, n * sizeof *x);
  memcpy(buffer + 64, buffer, n * sizeof *x);
  for (int i = 0; i < n; i++) s += view[i] * view[i + 8] + c[1] * c[2];
  return s;
}
