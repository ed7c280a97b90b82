// A class with overloaded operators, and references.
struct Vector {
  double a, b;
  Vector operator*(double s) const { return {a * s, b * s}; }
  double dot(const Vector &o) const { return a * o.a + b * o.b; }
};
static double turn(const Vector &v, double angle) { return v.dot(Vector{angle, 1 - angle} * angle); }
extern "C" double operators(double *x, int n) {
  double s = 0;
  for (int i = 0; i + 1 < n; i++) s += turn(Vector{x[i], x[i + 1]}, x[(i + 2) % n]);
  return s;
}
