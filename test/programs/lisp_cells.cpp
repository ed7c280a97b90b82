// Pairs of tagged words, as in Lisp: numbers, fixed numbers and pairs; functions that take words and return them, applied to lists.
struct Pair;
struct Word {
  enum { Number, Fixed, Cell, Nil } tag;
  union {
    double number;
    long fixed;
    Pair *pair;
  };
};
struct Pair {
  Word first, rest;
};
static Pair pool[64];
static int used;
static Word nil() { Word w; w.tag = Word::Nil, w.fixed = 0; return w; }
static Word number(double d) { Word w; w.tag = Word::Number, w.number = d; return w; }
static Word fixed(long l) { Word w; w.tag = Word::Fixed, w.fixed = l; return w; }
static Word cons(Word first, Word rest) {
  Pair *p = &pool[used++];
  p->first = first, p->rest = rest;
  Word w;
  w.tag = Word::Cell, w.pair = p;
  return w;
}
static Word first(Word w) { return w.pair->first; }
static Word rest(Word w) { return w.pair->rest; }
static double valueOf(Word w) { return w.tag == Word::Fixed ? (double)w.fixed : w.number; }
static Word map(Word (*f)(Word), Word list) {
  if (list.tag == Word::Nil) return list;
  Word one = f(first(list));
  return cons(one, map(f, rest(list)));
}
static Word square(Word w) {
  if (w.tag == Word::Fixed) return fixed(w.fixed * w.fixed);
  return number(w.number * w.number);
}
static Word reversed(Word list) {
  Word result = nil();
  for (; list.tag == Word::Cell; list = rest(list)) result = cons(first(list), result);
  return result;
}
static double polynomial(Word list, double t) {
  double sum = 0;
  for (; list.tag == Word::Cell; list = rest(list)) sum = sum * t + valueOf(first(list));
  return sum;
}
extern "C" double lisp_cells(double *x, int n) {
  used = 0;
  Word list = cons(number(x[0]), cons(fixed(n), cons(number(x[1] * x[2]), cons(number(x[3]), nil()))));
  return polynomial(list, x[0]) * polynomial(reversed(map(square, list)), x[1]);
}
