/* Structures with numbers and pointers that are copied and swapped in words of 32 bits: what a word is a part of is not known. */
typedef unsigned __attribute__((may_alias)) Word;

struct item { double value; const char *name; double weight; };
struct node { double value; struct node *next; double weight; };

static void copy_words(void *to, const void *from, unsigned size) {
  Word *p = to;
  const Word *q = from;
  for (unsigned i = 0; i < size / sizeof *p; i++) p[i] = q[i];
}

__attribute__((noinline)) static void swap_words(void *a, void *b, unsigned size) {
  Word *p = a, *q = b;
  for (unsigned i = 0; i < size / sizeof *p; i++) {
    Word t = p[i];
    p[i] = q[i];
    q[i] = t;
  }
}

double words_beside_pointers(double *x, int n) {
  struct item items[3] = {{x[0], "a", x[1]}, {x[1] * x[2], "bb", x[n - 1]}, {0, "c", 1}};
  copy_words(&items[2], &items[0], sizeof *items);
  swap_words(&items[0], &items[1], sizeof *items);
  double sum = items[0].value * items[1].weight + items[2].value * items[2].weight * items[0].name[0] / 97.0;
  struct node last = {x[0], 0, x[1]}, middle = {x[1] * x[2], &last, x[n - 1]}, first;
  copy_words(&first, &middle, sizeof first);
  for (const struct node *at = &first; at; at = at->next) sum += at->value * at->weight;
  return sum;
}
