/* Lists of terms in an array of pointers: checks, guards and instrumentation have something to do. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Term { struct Term *next; double factor; int power; } Term;

static void add(Term **list, double factor, int power) {
  Term *term = malloc(sizeof *term);
  if (!term) abort();
  *term = (Term){*list, factor, power};
  *list = term;
}

double sum(const double *x, int n) {
  Term *lists[4];
  double powers[8], total = 0;
  memset(lists, 0, sizeof lists);
  for (int i = 0; i < n; i++) add(&lists[i & 3], x[i] * (i + 1), i % 3 + 1);
  for (int k = 0; k < 4; k++) {
    for (const Term *t = lists[k]; t; t = t->next) {
      powers[0] = 1;
      for (int p = 1; p <= t->power; p++) powers[p] = powers[p - 1] * t->factor;
      total += (float)k + sin(powers[t->power]) / (1 << t->power);
    }
    while (lists[k]) {
      Term *next = lists[k]->next;
      free(lists[k]);
      lists[k] = next;
    }
  }
  return total;
}

void __enzyme_autodiff(void *, const double *, double *, int);

int main(void) {
  const double x[6] = {0.5, -0.25, 0.75, 1.5, -1.25, 0.125};
  double gradient[6] = {0}, worst = 0;
  __enzyme_autodiff((void *)sum, x, gradient, 6);
  for (int i = 0; i < 6; i++) {
    double y[6], differences[2];
    memcpy(y, x, sizeof x);
    for (int k = 0; k < 2; k++) {
      double h = 1e-4 / (k + 1);
      y[i] = x[i] + h;
      differences[k] = sum(y, 6);
      y[i] = x[i] - h;
      differences[k] = (differences[k] - sum(y, 6)) / (2 * h);
    }
    /* of the fourth order */
    worst = fmax(worst, fabs((4 * differences[1] - differences[0]) / 3 - gradient[i]));
  }
  puts(worst < 1e-7 ? "right" : "wrong");
}
