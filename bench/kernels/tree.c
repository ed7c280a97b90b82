/*
 * A recursive function of a complete binary tree whose nodes are linked by pointers. By the numbers in the nodes.
 * Sizes: levels.
 */
#include "bench.h"
#include <stddef.h>

double __enzyme_autodiff(void *, ...);

struct bench bench;

typedef struct Node {
  double weight;
  struct Node *left, *right;
} Node;

static Node *nodes, *shadows;

static double evaluate(const Node *node) {
  if (!node->left) return node->weight;
  double l = evaluate(node->left), r = evaluate(node->right);
  return (l + node->weight * r) / (1 + l * l * r * r);
}

static void link_nodes(Node *tree, int count) {
  for (int i = 0; i < count; i++) {
    tree[i].left = 2 * i + 1 < count ? &tree[2 * i + 1] : NULL;
    tree[i].right = 2 * i + 2 < count ? &tree[2 * i + 2] : NULL;
  }
}

void bench_setup(const int *size) {
  int count = (1 << size[0]) - 1;
  nodes = calloc(count, sizeof(Node)), shadows = calloc(count, sizeof(Node));
  link_nodes(nodes, count), link_nodes(shadows, count);
  for (int i = 0; i < count; i++) nodes[i].weight = bench_random(-1, 1);
  bench.inputs = &nodes[0].weight, bench.result = &shadows[0].weight;
  bench.input_count = bench.result_count = count;
  bench.stride = sizeof(Node) / sizeof(double);
}

double bench_primal(void) { return evaluate(nodes); }

void bench_gradient(void) {
  for (long i = 0; i < bench.result_count; i++) shadows[i].weight = 0;
  __enzyme_autodiff((void *)evaluate, enzyme_dup, nodes, shadows);
}

BENCH_RESULT_IS_GRADIENT
BENCH_NO_HAND
