// Lists and trees: with a shadow for each node, and built, walked and freed within.
#include "themes.h"
typedef struct node { double v; struct node *next; } node;
static double sum_list(const node *n) { double s = 0; for (; n; n = n->next) s += n->v * n->v; return s; }
__attribute__((noinline)) static node *build(const double *x, int n) {
  node *head = 0;
  for (int i = 0; i < n; i++) { node *k = malloc(sizeof *k); k->v = x[i] * x[i]; k->next = head; head = k; }
  return head;
}
static double listed(double *x, int n) {
  node *l = build(x, n); double s = 0; int i = 1; for (node *k = l; k; k = k->next) s += i++ * k->v;
  while (l) { node *k = l->next; free(l); l = k; }
  return s;
}
static double list_x(double x, unsigned n) {
  node *head = 0;
  for (unsigned i = 0; i <= n; i++) { node *k = (node*)malloc(sizeof(node)); k->v = x; k->next = head; head = k; }
  double s = 0; for (node *k = head; k; k = k->next) s += k->v; return s;
}
typedef struct tree { struct tree *l, *r; double w; int key; } tree;
static void insert(tree **t, double w, int key) {
  while (*t) t = key < (*t)->key ? &(*t)->l : &(*t)->r; *t = calloc(1, sizeof(tree)); (*t)->w = w; (*t)->key = key;
}
static double walk(tree *t, int d) { return t ? d * t->w * t->w + walk(t->l, d + 1) + walk(t->r, d + 1) : 0; }
static void drop(tree *t) { if (t) { drop(t->l); drop(t->r); free(t); } }
static double treed(double *x, int n) {
  tree *t = 0; for (int i = 0; i < n; i++) insert(&t, x[i], (i * 7) % 5); double s = walk(t, 1); drop(t); return s;
}
static void bump(node *n) { for (; n; n = n->next) n->v *= 2; }
int main() {
  node c = {3, 0}, b = {2, &c}, a = {1, &b}, dc = {0, 0}, db = {0, &dc}, da = {0.5, &db};
  __enzyme_autodiff((void*)sum_list, &a, &da); expect(da.v, 2.5), expect(db.v, 4), expect(dc.v, 6);
  double x[4] = {1, 2, 3, 4}, d[4] = {0};
  __enzyme_autodiff((void*)listed, enzyme_dup, x, d, enzyme_const, 4);
  for (int i = 0; i < 4; i++) expect(d[i], 2 * x[i] * (4 - i));
  expect(__enzyme_autodiff((void*)list_x, 3.0, 9), 10);
  double e[4] = {0}; __enzyme_autodiff((void*)treed, x, e, 4);
  expect(e[0], 2), expect(e[1], 2 * 2 * 2); double y[4];
  for (int i = 0; i < 4; i++) {
    memcpy(y, x, sizeof y); y[i] += 1e-6; double p = treed(y, 4); y[i] -= 2e-6;
    expect(e[i], (p - treed(y, 4)) / 2e-6);
  }
  da.v = 1, db.v = 10, dc.v = 100; __enzyme_autodiff((void*)bump, enzyme_dup, &a, &da); expect(dc.v, 200);
  expect(da.v, 2);
}
