// Nodes that evaluate themselves through a pointer to their function, recursively; one of the functions cannot be differentiated.
#include <math.h>
#include <stdlib.h>
struct Node {
  double (*evaluate)(const struct Node *);
  double value;
  struct Node *left, *right;
};
static double leaf(const struct Node *n) { return n->value; }
static double sum(const struct Node *n) { return n->left->evaluate(n->left) + n->right->evaluate(n->right); }
static double product(const struct Node *n) { return n->left->evaluate(n->left) * n->right->evaluate(n->right); }
static double sine(const struct Node *n) { return sin(n->left->evaluate(n->left)) * n->value; }
static double bits(const struct Node *n) {
  union { double d; unsigned long long i; } u = {n->value};
  u.i ^= u.i >> 1;
  return u.d;
}
double (*const evaluators[])(const struct Node *) = {leaf, sum, product, sine, bits};
static struct Node *node(int kind, double value, struct Node *left, struct Node *right) {
  struct Node *n = malloc(sizeof *n);
  n->evaluate = evaluators[kind];
  n->value = value;
  n->left = left;
  n->right = right;
  return n;
}
static void release(struct Node *n) {
  if (!n) return;
  release(n->left);
  release(n->right);
  free(n);
}
double expression_tree(const double *x, int n) {
  struct Node *t = node(0, x[0], 0, 0);
  for (int i = 1; i < n; i++) t = node(1 + i % 3, x[i], t, node(0, x[i], 0, 0));
  double s = t->evaluate(t);
  release(t);
  return s;
}
