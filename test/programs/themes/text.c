// Text that steers what is computed: tokens, names beside numbers, numbers in buffers of bytes behind a header.
#include "themes.h"
static double tokens(double x, double y) {
  char text[] = "add 1;mul 2;sin 0;sub 3";
  double value = x;
  for (char *p = strtok(text, ";"); p; p = strtok(NULL, ";")) {
    char op[8];
    int k;
    sscanf(p, "%7s %d", op, &k);
    if (!strcmp(op, "add")) value += k * y;
    else if (!strcmp(op, "mul")) value *= k;
    else if (!strcmp(op, "sin")) value = sin(value);
    else value -= y * y * k;
  }
  return value;
}
typedef struct { char key[12]; double value; } Entry;
typedef struct { Entry entries[16]; int count; } Table;
static unsigned hash(const char *s) {
  unsigned h = 5381;
  while (*s) h = h * 33 + (unsigned char)*s++;
  return h;
}
static double *at(Table *t, const char *key) {
  unsigned i = hash(key) & 15;
  while (t->entries[i].key[0] && strcmp(t->entries[i].key, key)) i = (i + 1) & 15;
  if (!t->entries[i].key[0]) {
    strncpy(t->entries[i].key, key, 11);
    t->count++;
  }
  return &t->entries[i].value;
}
static double named(double x, double y) {
  Table t;
  memset(&t, 0, sizeof t);
  *at(&t, "alpha") = x;
  *at(&t, "beta") = y;
  *at(&t, "alpha") *= *at(&t, "beta");
  return *at(&t, "alpha") + x * t.count;
}
static double packed(double x, double y) {
  unsigned char buffer[64];
  int tag = 2, read;
  double in[3] = {x, y, x * y}, s = 0;
  memcpy(buffer, &tag, sizeof tag);
  for (int i = 0; i < 3; i++) memcpy(buffer + 8 + 8 * i, &in[i], 8);
  memcpy(&read, buffer, sizeof read);
  for (int i = 0; i < 3; i++) {
    double v;
    memcpy(&v, buffer + 8 + 8 * i, 8);
    s += v * v * read * (i + 1);
  }
  return s;
}
typedef struct { double a, b; } two;
two __enzyme_autodiff_two(void *, ...);
static void check(double f(double, double)) {
  double x = 1.5, y = 0.7, h = 1e-6;
  two t = f == tokens ? __enzyme_autodiff_two((void *)tokens, x, y) : f == named ? __enzyme_autodiff_two((void *)named, x, y) : __enzyme_autodiff_two((void *)packed, x, y);
  expect(t.a, (f(x + h, y) - f(x - h, y)) / (2 * h));
  expect(t.b, (f(x, y + h) - f(x, y - h)) / (2 * h));
}
int main(void) {
  check(tokens);
  check(named);
  check(packed);
}
