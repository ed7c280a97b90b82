// A singly linked list of malloc'ed nodes, reversed in place, walked, and freed.
#include <math.h>
#include <stdlib.h>
typedef struct Node { double value; struct Node *next; } Node;
double linked_list(const double *x, int n) {
  Node *head = 0;
  for (int i = 0; i < n; i++) {
    Node *node = malloc(sizeof *node);
    node->value = x[i] * x[i];
    node->next = head;
    head = node;
  }
  Node *back = 0;
  while (head) {
    Node *next = head->next;
    head->next = back;
    back = head;
    head = next;
  }
  double s = 1;
  for (Node *p = back; p; p = p->next) s = 0.5 * s + p->value * sin(s);
  while (back) {
    Node *next = back->next;
    free(back);
    back = next;
  }
  return s;
}
