// Molecules: doubly linked atoms and bonds that share them, reference counts, angles, cells of a neighbour list rebuilt as atoms move.
#include <math.h>
#include <stdlib.h>
#include <string.h>
typedef struct Atom { struct Atom *next, *prev; double r[3], v[3], f[3]; int refs, cell; char name[4]; } Atom;
typedef struct Bond { Atom *a, *b; struct Bond *next; double k, len; } Bond;
typedef struct { Atom *first, *last; Bond *bonds; int count; double energy; } Molecule;
static Atom *retain(Atom *a) { a->refs++; return a; }
static void release(Atom *a) { if (--a->refs == 0) free(a); }
static Atom *add_atom(Molecule *m, const char *name, double x, double y, double z) {
  Atom *a = calloc(1, sizeof *a);
  strncpy(a->name, name, 3);
  a->r[0] = x; a->r[1] = y; a->r[2] = z;
  a->prev = m->last;
  if (m->last) m->last->next = a; else m->first = a;
  m->last = retain(a);
  m->count++;
  return a;
}
static void bond(Molecule *m, Atom *a, Atom *b, double k, double len) {
  Bond *n = malloc(sizeof *n);
  *n = (Bond){retain(a), retain(b), m->bonds, k, len};
  m->bonds = n;
}
static void forces(Molecule *m) {
  m->energy = 0;
  for (Atom *a = m->first; a; a = a->next) memset(a->f, 0, sizeof a->f);
  for (Bond *b = m->bonds; b; b = b->next) {
    double d[3], l = 0;
    for (int k = 0; k < 3; k++) { d[k] = b->b->r[k] - b->a->r[k]; l += d[k] * d[k]; }
    l = sqrt(l);
    double e = l - b->len;
    m->energy += 0.5 * b->k * e * e;
    for (int k = 0; k < 3; k++) { double f = b->k * e * d[k] / l; b->a->f[k] += f; b->b->f[k] -= f; }
  }
  for (Atom *a = m->first; a; a = a->next)
    for (Atom *b = a->next; b; b = b->next) {
      if (strcmp(a->name, "H") == 0 && strcmp(b->name, "H") == 0 && a->cell != b->cell) continue;
      double d2 = 0.3;
      for (int k = 0; k < 3; k++) d2 += (a->r[k] - b->r[k]) * (a->r[k] - b->r[k]);
      double q = 0.05 / d2;
      m->energy += q;
      for (int k = 0; k < 3; k++) { double f = 2 * q / d2 * (a->r[k] - b->r[k]); a->f[k] += f; b->f[k] -= f; }
    }
}
static void destroy(Molecule *m) {
  for (Bond *b = m->bonds, *n; b; b = n) { n = b->next; release(b->a); release(b->b); free(b); }
  for (Atom *a = m->first, *n; a; a = n) { n = a->next; release(a); }
  memset(m, 0, sizeof *m);
}
double linked_molecules(double *x, int n) {
  Molecule m = {0};
  Atom *o = add_atom(&m, "O", x[0], 0.1, 0), *h1 = add_atom(&m, "H", 0.9, x[1], 0.1), *h2 = add_atom(&m, "H", -0.8, x[2], x[3]);
  bond(&m, o, h1, 2 + 0.1 * x[4], 0.95);
  bond(&m, o, h2, 2, 0.95 + 0.01 * x[5]);
  Atom *c = add_atom(&m, "C", 1.5, 1.5, x[n - 1]);
  bond(&m, h1, c, 1.3, 1.1);
  double trace = 0;
  for (int s = 0; s < 12; s++) {
    forces(&m);
    for (Atom *a = m.first; a; a = a->next) {
      for (int k = 0; k < 3; k++) { a->v[k] = 0.98 * a->v[k] + 0.05 * a->f[k]; a->r[k] += 0.05 * a->v[k]; }
      a->cell = a->r[0] > 0;
    }
    trace += m.energy * 0.1;
  }
  double s = trace + c->r[0] * h2->r[1];
  destroy(&m);
  return s;
}
