// Pairs of pointers that are moved together: an optimiser makes vectors of pointers of them.
struct pair {
  double *p, *q;
};
__attribute__((noinline)) static void exchange(struct pair *a, struct pair *b) {
  struct pair t = *a;
  a->p = b->q;
  a->q = b->p;
  b->p = t.q;
  b->q = t.p;
}
double swapped_pointers(double *x, int n) {
  double *from[8], *to[8], sum = 0;
  for (int i = 0; i < 8; i++) from[i] = x + (i * 3) % n;
  for (int i = 0; i < 8; i++) to[i] = from[7 - i];
  for (int i = 0; i < 8; i++) sum += *to[i] * *from[i] * i;
  struct pair a = {x, x + 1}, b = {x + 2, x + 3};
  exchange(&a, &b);
  *a.p *= 2;
  return sum + *a.p * *a.q * *a.q + *b.p * *b.q;
}
