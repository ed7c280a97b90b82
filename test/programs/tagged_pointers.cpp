// A union of a number, a flag and a pointer to a number: written in turn, copied, swapped, read by its tag.
struct Operand {
  enum { Number, Flag, Reference } kind;
  union {
    double number;
    bool flag;
    const double *reference;
  };
};
static void setNumber(Operand *o, double number) { o->kind = Operand::Number, o->number = number; }
static void setFlag(Operand *o, bool flag) { o->kind = Operand::Flag, o->flag = flag; }
static void setReference(Operand *o, const double *to) { o->kind = Operand::Reference, o->reference = to; }
static double valueOf(const Operand *o) {
  switch (o->kind) {
  case Operand::Number: return o->number;
  case Operand::Flag: return o->flag ? 0.5 : 2;
  default: return *o->reference;
  }
}
extern "C" double tagged_pointers(double *x, int n) {
  Operand list[8], one;
  setReference(&one, x + 1);
  double s = 1;
  for (int k = 0; k < 3; k++) {
    for (int i = 0; i < n; i++) {
      if ((i + k) % 3 == 0) setNumber(&list[i], x[i] * x[i]);
      else if ((i + k) % 3 == 1) setFlag(&list[i], i % 2);
      else setReference(&list[i], &x[i]);
    }
    for (int i = 0; i < n; i++) {
      s = s * valueOf(&one) + x[i];
      one = list[i];
      s = s * valueOf(&one) * 0.5 + valueOf(&list[i]);
      Operand next = list[i];
      list[i] = list[(i + 1) % n];
      list[(i + 1) % n] = next;
    }
  }
  for (int i = 0; i < n; i++) s += valueOf(&list[i]) * i;
  return s;
}
