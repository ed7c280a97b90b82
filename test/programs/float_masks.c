/* Masks that are kept in memory as numbers: signs that are flipped, set and cleared, elements that are chosen, through functions on vectors. */
typedef double Pair __attribute__((vector_size(16)));
typedef long long Bits __attribute__((vector_size(16)));

__attribute__((noinline)) static Pair exclusive(const Pair *a, const Pair *b) { return (Pair)((Bits)*a ^ (Bits)*b); }
__attribute__((noinline)) static Pair both(const Pair *a, const Pair *b) { return (Pair)((Bits)*a & (Bits)*b); }
__attribute__((noinline)) static Pair either(const Pair *a, const Pair *b) { return (Pair)((Bits)*a | (Bits)*b); }

static double sum(Pair a) { return a[0] + 3 * a[1]; }

double float_masks(double *x, int n) {
  const long long sign = (long long)(1ull << 63);
  Pair flip_first = (Pair)(Bits){sign, 0}, flip_second = (Pair)(Bits){0, sign};
  Pair magnitude = (Pair)(Bits){~sign, ~sign}, first = (Pair)(Bits){-1, 0}, second = (Pair)(Bits){0, -1};
  double total = 0;
  for (int i = 0; i + 1 < n; i++) {
    Pair a = {x[i] * x[i + 1], x[i + 1]}, b = {x[0], x[i] + x[n - 1]};
    Pair flipped = exclusive(&a, &flip_first), absolute = both(&b, &magnitude), negative = either(&a, &flip_second);
    Pair left = both(&a, &first), right = both(&b, &second), joined = either(&left, &right);
    flipped = exclusive(&flip_second, &flipped);
    total += sum(flipped * absolute) + sum(negative * b) * sum(joined);
  }
  return total;
}
