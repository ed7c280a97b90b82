// A search tree, built and summed and freed by recursive functions.
#include <math.h>
#include <stdlib.h>
typedef struct Tree { double key; struct Tree *left, *right; } Tree;
static Tree *insert(Tree *t, double key) {
  if (!t) {
    t = malloc(sizeof *t);
    t->key = key;
    t->left = t->right = 0;
  } else if (key < t->key) t->left = insert(t->left, key);
  else t->right = insert(t->right, key);
  return t;
}
static double fold(const Tree *t, int depth) {
  return t ? depth * t->key * t->key + sin(fold(t->left, depth + 1)) + fold(t->right, depth + 1) * 0.5 : 0.1;
}
static void destroy(Tree *t) {
  if (!t) return;
  destroy(t->left);
  destroy(t->right);
  free(t);
}
double binary_tree(const double *x, int n) {
  Tree *t = 0;
  for (int i = 0; i < n; i++) t = insert(t, x[i]);
  double sum = fold(t, 1);
  destroy(t);
  return sum;
}
