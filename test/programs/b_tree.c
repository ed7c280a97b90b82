/* A B-tree whose nodes keep keys, values and children in arrays of one structure, moved along with memmove; all of them depend on the inputs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { half = 2, most = 2 * half - 1 };

struct node {
  int count;
  unsigned leaf : 1;
  double keys[most], values[most];
  struct node *children[most + 1];
};

static struct node *create(int leaf) {
  struct node *made = calloc(1, sizeof *made);
  made->leaf = leaf;
  return made;
}

static void split(struct node *parent, int i) {
  struct node *left = parent->children[i], *right = create(left->leaf);
  right->count = left->count = half - 1;
  memcpy(right->keys, left->keys + half, (half - 1) * sizeof *right->keys);
  memcpy(right->values, left->values + half, (half - 1) * sizeof *right->values);
  if (!left->leaf) memcpy(right->children, left->children + half, half * sizeof *right->children);
  int behind = parent->count - i;
  memmove(parent->children + i + 2, parent->children + i + 1, behind * sizeof *parent->children);
  memmove(parent->keys + i + 1, parent->keys + i, behind * sizeof *parent->keys);
  memmove(parent->values + i + 1, parent->values + i, behind * sizeof *parent->values);
  parent->children[i + 1] = right;
  parent->keys[i] = left->keys[half - 1];
  parent->values[i] = left->values[half - 1];
  parent->count++;
}

static void insert(struct node *at, double key, double value) {
  int i = at->count;
  while (i > 0 && at->keys[i - 1] > key) i--;
  if (at->leaf) {
    memmove(at->keys + i + 1, at->keys + i, (at->count - i) * sizeof *at->keys);
    memmove(at->values + i + 1, at->values + i, (at->count - i) * sizeof *at->values);
    at->keys[i] = key;
    at->values[i] = value;
    at->count++;
    return;
  }
  if (at->children[i]->count == most) {
    split(at, i);
    if (key > at->keys[i]) i++;
  }
  insert(at->children[i], key, value);
}

static double sum_and_free(struct node *at, int *rank) {
  double sum = 0;
  for (int i = 0; i <= at->count; i++) {
    if (!at->leaf) sum += sum_and_free(at->children[i], rank);
    if (i < at->count) sum += at->keys[i] * at->values[i] * ++*rank;
  }
  free(at);
  return sum;
}

double b_tree(double *x, int n) {
  struct node *root = create(1);
  for (int i = 0; i < 3 * n; i++) {
    if (root->count == most) {
      struct node *above = create(0);
      above->children[0] = root;
      split(above, 0);
      root = above;
    }
    insert(root, (5 * i) % (3 * n) + 0.1 * sin(x[i % n]), x[(i + 1) % n] * i);
  }
  int rank = 0;
  return sum_and_free(root, &rank);
}
