// Records without padding, whose size is no multiple of their numbers': copied as arrays, swapped and moved along; bit-fields beside them.
#include <string.h>
struct pair {
  unsigned char tag;
  double value;
} __attribute__((packed));
struct packet {
  unsigned char tag;
  unsigned flags : 5, mode : 3;
  double value;
  short k;
  double weight;
} __attribute__((packed));
// A struct without padding, an array of which ends where a number of another kind begins.
struct row {
  struct pair a[3];
  float factor;
  struct pair last;
};
static double nested(const double *x, int n) {
  struct row o[2], p[2];
  memset(o, 0, sizeof o);
  for (int i = 0; i < 2; i++) {
    for (int j = 0; j < 3; j++) {
      o[i].a[j].tag = j;
      o[i].a[j].value = x[(i + j) % n] * x[j % n];
    }
    o[i].factor = 2;
    o[i].last = o[i].a[1];
  }
  p[0] = o[1];
  p[1] = o[0];
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++) {
      p[i].a[j] = o[1 - i].a[2 - j];
      p[i].a[j].value += p[1 - i].last.value;
    }
  double s = 0;
  for (int i = 0; i < 2; i++) {
    for (int j = 0; j < 3; j++) s += p[i].a[j].value * (p[i].a[j].tag + 1);
    s += p[i].last.value * p[i].factor;
  }
  return s;
}
static double swapped(const double *x, int n) {
  struct pair q[6];
  for (int i = 0; i < n; i++) {
    q[i].tag = i + 1;
    q[i].value = x[i] * x[i];
  }
  for (int i = 0; i < n / 2; i++) {
    struct pair t = q[i];
    q[i] = q[n - 1 - i];
    q[n - 1 - i] = t;
    q[i].tag ^= 3;
  }
  double s = 0;
  for (int i = 0; i < n; i++) s += q[i].value * q[i].tag;
  return s;
}
double packed_records(const double *x, int n) {
  if (n > 6) n = 6;
  struct packet p[6], q[6];
  memset(p, 0, sizeof p);
  for (int i = 0; i < n; i++) {
    p[i].tag = i;
    p[i].flags = i * 7;
    p[i].mode = i;
    p[i].value = x[i] * x[i];
    p[i].weight = x[i] + 2 * x[(i + 1) % n];
    p[i].k = -i;
  }
  memcpy(q, p, sizeof p);
  memmove(q, q + 1, 2 * sizeof *q);
  for (int i = 0; i < n; i++) {
    struct packet t = q[i];
    q[i] = q[n - 1 - i];
    q[n - 1 - i] = t;
    q[i].flags ^= 3;
  }
  double s = swapped(x, n) + nested(x, n);
  for (int i = 0; i < n; i++)
    s += q[i].value * (q[i].flags + 1) + q[i].weight * q[i].mode + q[i].tag * p[i].value * q[i].k;
  return s;
}
