// Pointers to member functions, virtual and not, and to members.
struct Base {
  double a, b;
  virtual double first(double v) const { return a * v; }
  double second(double v) const { return a * b + v * v; }
  virtual ~Base() {}
};
struct Derived : Base {
  double first(double v) const override { return b * v * v; }
};
extern "C" double member_pointers(double *x, int n) {
  double (Base::*functions[])(double) const = {&Base::first, &Base::second};
  double Base::*members[] = {&Base::a, &Base::b};
  Base base;
  Derived derived;
  Base *objects[] = {&base, &derived};
  double s = 0;
  for (int i = 0; i < n; i++) {
    Base *object = objects[i / 2 % 2];
    object->*members[i % 2] = x[i];
    object->*members[(i + 1) % 2] = x[(i + 1) % n];
    s += (object->*functions[i % 2])(x[(i + 2) % n]);
  }
  return s;
}
