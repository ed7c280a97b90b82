// Nothing that is differentiated takes the addresses of the functions that are called through pointers; main does. The function
// that asks is in a comdat, and exceptions are caught on the way.
#include <cmath>
#include <cstdio>
#include <stdexcept>

template <typename Result, typename... Arguments> Result __enzyme_autodiff(void *function, Arguments...);
extern int enzyme_out, enzyme_const;

struct Shape {
  virtual double area(double size) const = 0;
  virtual ~Shape() {}
};
struct Square : Shape {
  double area(double size) const override { return size * size; }
};
struct Disc : Shape {
  double area(double size) const override { return 3 * size * size; }
};
struct Model {
  const Shape *shape;
  double (*scale)(double);
};

static double cubed(double x) { return x * x * x; }
static double scaled(double x, const Model &model) {
  if (x < 0) throw std::domain_error("negative");
  return model.scale(x);
}
static double total(double size, const Model *model) {
  double sum = model->shape->area(size);
  try {
    sum += scaled(size, *model);
  } catch (const std::domain_error &) {
    sum -= size;
  }
  return sum;
}

template <typename T> T slope(T x, const Model &model) {
  return __enzyme_autodiff<T>(reinterpret_cast<void *>(total), enzyme_out, x, enzyme_const, &model);
}

int main() {
  Model square{new Square, cubed}, disc{new Disc, std::exp};
  std::printf("%g %g %g\n", slope(2.0, square), slope(0.0, disc), slope(-1.0, disc));
}
