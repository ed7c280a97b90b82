// Values of a small interpreter: a tag beside a union of a number, a count and a flag, passed and returned by value.
#include <math.h>
#include <stdint.h>
typedef enum { NUMBER, COUNT, FLAG } Tag;
typedef struct { Tag tag; union { double number; int64_t count; int flag; } as; } Value;
static Value number(double d) { return (Value){NUMBER, {.number = d}}; }
static Value count(int64_t i) { return (Value){COUNT, {.count = i}}; }
static Value flag(int b) { return (Value){FLAG, {.flag = b}}; }
static double to_number(Value v) {
  switch (v.tag) {
    case NUMBER: return v.as.number;
    case COUNT: return (double)v.as.count;
    default: return v.as.flag ? 1.0 : 0.0;
  }
}
static Value add(Value a, Value b) {
  if (a.tag == COUNT && b.tag == COUNT) return count(a.as.count + b.as.count);
  return number(to_number(a) + to_number(b));
}
static Value mul(Value a, Value b) {
  if (a.tag == COUNT && b.tag == COUNT) return count(a.as.count * b.as.count);
  return number(to_number(a) * to_number(b));
}
static Value less(Value a, Value b) { return flag(to_number(a) < to_number(b)); }
static Value apply(char op, Value a, Value b) {
  switch (op) {
    case '+': return add(a, b);
    case '*': return mul(a, b);
    case '<': return less(a, b);
    default: return a.tag == FLAG ? b : number(sin(to_number(a)) * to_number(b));
  }
}
double tagged_scalars(double *x, int n) {
  Value stack[16];
  int top = 0;
  stack[top++] = count(2);
  stack[top++] = count(n);
  for (int i = 0; i < n; i++) {
    stack[top++] = i % 3 == 2 ? count(i) : number(x[i] * x[i]);
    Value b = stack[--top], a = stack[--top];
    stack[top++] = apply("+*~<"[i % 4], a, b);
    stack[top++] = number(x[(i + 2) % n]);
    if (less(stack[top - 1], number(0.3)).as.flag) stack[top - 1] = add(stack[top - 1], mul(count(i), count(3)));
  }
  double s = 0;
  for (; top > 0; top--) s += top * to_number(stack[top - 1]) * x[top % n];
  return s;
}
