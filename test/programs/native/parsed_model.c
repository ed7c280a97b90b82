// A model that a text describes: tokens, strtod and strtol, sscanf, a recursive descent parser over an environment of named values.
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
typedef struct { char name[8]; double value; } Binding;
typedef struct { const char *at; Binding env[12]; int count, errors; } Parser;
static double expr(Parser *p);
static void skip(Parser *p) { while (isspace((unsigned char)*p->at)) p->at++; }
static int accept(Parser *p, char c) { skip(p); if (*p->at != c) return 0; p->at++; return 1; }
static double *lookup(Parser *p, const char *name) {
  for (int i = 0; i < p->count; i++) if (strcmp(p->env[i].name, name) == 0) return &p->env[i].value;
  Binding *b = &p->env[p->count++];
  strncpy(b->name, name, sizeof b->name - 1);
  b->name[sizeof b->name - 1] = 0;
  b->value = 0;
  return &b->value;
}
static void word(Parser *p, char *buf, size_t size) {
  size_t len = 0;
  while (isalnum((unsigned char)*p->at) && len + 1 < size) buf[len++] = *p->at++;
  buf[len] = '\0';
}
static double primary(Parser *p) {
  skip(p);
  if (accept(p, '(')) {
    double v = expr(p);
    if (!accept(p, ')')) p->errors++;
    return v;
  }
  if (accept(p, '-')) return -primary(p);
  if (isdigit((unsigned char)*p->at)) {
    char *end;
    double v = strtod(p->at, &end);
    p->at = end;
    return v;
  }
  char name[8];
  word(p, name, sizeof name);
  if (accept(p, '(')) {
    double v = expr(p);
    accept(p, ')');
    if (!strcmp(name, "sin")) return sin(v);
    if (!strcmp(name, "exp")) return exp(v);
    if (!strcmp(name, "sq")) return v * v;
    p->errors++;
    return 0;
  }
  return *lookup(p, name);
}
static double power(Parser *p) { double v = primary(p); return accept(p, '^') ? pow(fabs(v), power(p)) : v; }
static double term(Parser *p) {
  double v = power(p);
  for (;;) {
    if (accept(p, '*')) v *= power(p);
    else if (accept(p, '/')) v /= power(p);
    else return v;
  }
}
static double expr(Parser *p) {
  double v = term(p);
  for (;;) {
    if (accept(p, '+')) v += term(p);
    else if (accept(p, '-')) v -= term(p);
    else return v;
  }
}
static void statement(Parser *p) {
  char name[8];
  skip(p);
  word(p, name, sizeof name);
  if (!accept(p, '=')) { p->errors++; return; }
  double v = expr(p);
  *lookup(p, name) = v;
}
static const char program[] = "a = x0*x1 + 2.5; b = sin(a) * (x2 - 0.5e-1*x3); c = exp(-sq(b)/4) ^ 2;a = a + c*x4; y = a*b - c / (1.5 + sq(x5))";
double parsed_model(double *x, int n) {
  Parser p = {program};
  for (int i = 0; i < n && i < 7; i++) {
    char name[16];
    snprintf(name, sizeof name, "x%d", i);
    *lookup(&p, name) = x[i];
  }
  do statement(&p); while (accept(&p, ';'));
  int major = 0;
  float gain = 0;
  sscanf("v3 gain=1.25", "v%d gain=%f", &major, &gain);
  return p.errors ? NAN : *lookup(&p, "y") * gain + major * *lookup(&p, "c");
}
