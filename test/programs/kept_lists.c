/* Memory that variables keep from call to call: a list that each call extends and cuts off again, rows that are made anew. */
#include <stdlib.h>

struct node { double value; struct node *next; };
static struct node *head;

static double sum(const struct node *at) {
  double total = 0;
  for (; at; at = at->next) total = total * 0.5 + at->value;
  return total;
}

static double with_list(const double *x, int n) {
  if (!head) {
    head = malloc(sizeof *head);
    head->value = 3;
    head->next = 0;
  }
  struct node *kept = head, nodes[8];
  for (int i = 0; i < n; i++) {
    nodes[i].value = x[i] * x[(i + 1) % n];
    nodes[i].next = head;
    head = &nodes[i];
  }
  double total = sum(head) + (head->next == &nodes[n - 2]);
  head = kept;
  return total * sum(head);
}

static double **rows;
static int count;

static void make_rows(int n) {
  count = n;
  rows = malloc(n * sizeof *rows);
  for (int i = 0; i < n; i++) rows[i] = calloc(n, sizeof **rows);
}

static void drop_rows(void) {
  for (int i = 0; i < count; i++) free(rows[i]);
  free(rows);
}

static double trace_of_square(void) {
  double total = 0;
  for (int i = 0; i < count; i++)
    for (int j = 0; j < count; j++) total += rows[i][j] * rows[j][i];
  return total;
}

double kept_lists(double *x, int n) {
  make_rows(n);
  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) rows[i][j] = x[i] * x[j] + i * x[j];
  double total = trace_of_square();
  drop_rows();
  return total + with_list(x, n);
}
