// Values of an interpreter, passed and returned by value: a union of a number and an integer, with a tag.
struct Value {
  enum { Number, Integer } tag;
  union {
    double number;
    int integer;
  };
  static Value of(double d) {
    Value v;
    v.tag = Number;
    v.number = d;
    return v;
  }
  static Value of(int i) {
    Value v;
    v.tag = Integer;
    v.integer = i;
    return v;
  }
  double read() const { return tag == Integer ? integer : number; }
};
static Value add(Value a, Value b) {
  if (a.tag == Value::Integer && b.tag == Value::Integer) return Value::of(a.integer + b.integer);
  return Value::of(a.read() + b.read());
}
static Value times(Value a, Value b) {
  if (a.tag == Value::Integer && b.tag == Value::Integer) return Value::of(a.integer * b.integer);
  return Value::of(a.read() * b.read());
}
extern "C" double tagged_numbers(double *x, int n) {
  Value stack[8], total = Value::of(2);
  for (int i = 0; i < n; i++) stack[i] = i % 3 == 1 ? Value::of(i) : Value::of(x[i] * x[0]);
  for (int i = 0; i + 1 < n; i++) {
    Value top = stack[i];
    stack[i] = times(stack[i], stack[i + 1]);
    total = add(total, add(stack[i], top));
  }
  return total.read() * x[1];
}
