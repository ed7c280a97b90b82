// Values of an interpreter, passed and returned by value: numbers, counts and lists of values, on a stack and in arrays that grow.
#include <cstdlib>
struct List;
struct Value {
  enum { Number, Count, Items } tag;
  union {
    double number;
    long count;
    List *list;
  };
};
struct List {
  Value *items;
  int size, room;
};
struct Machine {
  Value stack[64];
  int top;
};
static Value number(double d) { Value v; v.tag = Value::Number, v.number = d; return v; }
static Value count(long l) { Value v; v.tag = Value::Count, v.count = l; return v; }
static Value listed(List *l) { Value v; v.tag = Value::Items, v.list = l; return v; }
static void push(Machine *m, Value v) { m->stack[m->top++] = v; }
static Value pop(Machine *m) { return m->stack[--m->top]; }
static List *makeList() {
  List *l = (List *)malloc(sizeof(List));
  l->items = nullptr, l->size = l->room = 0;
  return l;
}
static void append(List *l, Value v) {
  if (l->size == l->room) {
    l->room = l->room ? 2 * l->room : 2;
    l->items = (Value *)realloc(l->items, l->room * sizeof(Value));
  }
  l->items[l->size++] = v;
}
static void freeList(List *l) {
  for (int i = 0; i < l->size; i++)
    if (l->items[i].tag == Value::Items) freeList(l->items[i].list);
  free(l->items);
  free(l);
}
static double sumOf(Value v) {
  if (v.tag == Value::Number) return v.number;
  if (v.tag == Value::Count) return (double)v.count;
  double sum = 0;
  for (int i = 0; i < v.list->size; i++) sum += sumOf(v.list->items[i]);
  return sum;
}
static Value times(Value a, Value b) {
  if (a.tag == Value::Count && b.tag == Value::Count) return count(a.count * b.count);
  return number(sumOf(a) * sumOf(b));
}
extern "C" double interpreter_values(double *x, int n) {
  Machine machine;
  machine.top = 0;
  List *inner = makeList(), *outer = makeList();
  for (int i = 0; i < n; i++) append(inner, number(x[i] * x[i]));
  append(inner, count(3));
  append(outer, number(x[1]));
  append(outer, listed(inner));
  append(outer, count(2));
  push(&machine, number(x[0]));
  push(&machine, count(2));
  push(&machine, listed(outer));
  Value a = pop(&machine), b = pop(&machine);
  push(&machine, times(a, b));
  Value c = pop(&machine), d = pop(&machine);
  push(&machine, c);
  push(&machine, d);
  a = pop(&machine), b = pop(&machine);
  double result = sumOf(times(a, b)) + sumOf(times(count(n), count(2))) * x[2];
  freeList(outer);
  return result;
}
