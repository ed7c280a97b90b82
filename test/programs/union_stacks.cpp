// Stacks of numbers, counts and references: filled with one kind first, then with others at known places, popped by value.
struct Word {
  union {
    double number;
    long count;
    const double *reference;
  };
  long tag;
};
static double valueOf(Word passed) {
  Word w = passed;
  return w.tag == 0 ? w.number : w.tag == 1 ? (double)w.count : *w.reference;
}
static Word number(double d) { Word w; w.number = d, w.tag = 0; return w; }
static Word count(long l) { Word w; w.count = l, w.tag = 1; return w; }
static Word reference(const double *p) { Word w; w.reference = p, w.tag = 2; return w; }
static double unwind(Word *stack, const double *x) {
  stack[0] = number(x[0] * x[1]);
  stack[1] = reference(x + 2);
  stack[2] = count(7);
  stack[3] = number(x[3]);
  double sum = 1;
  for (int top = 4; top > 0;) sum = sum * valueOf(stack[--top]) + x[1];
  return sum + valueOf(stack[5]);
}
extern "C" double union_stacks(double *x, int n) {
  Word numbers[8], counts[8], references[8];
  for (int i = 0; i < 8; i++) numbers[i].number = x[n - 1], numbers[i].tag = 0;
  for (int i = 0; i < 8; i++) counts[i].count = i * n, counts[i].tag = 1;
  for (int i = 0; i < 8; i++) references[i].reference = x + 3, references[i].tag = 2;
  return unwind(numbers, x) + unwind(counts, x) * x[2] - unwind(references, x);
}
