// Unwinding edges, destructors and virtual calls: what it prints must not change by a pass.
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

struct Noisy {
  int id;
  explicit Noisy(int i) : id(i) {}
  ~Noisy() { std::printf("~%d ", id); }
};
struct Shape {
  virtual double area() const = 0;
  virtual ~Shape() = default;
};
struct Square : Shape {
  double side;
  explicit Square(double s) : side(s) {}
  double area() const override {
    if (side < 0) throw std::invalid_argument("side");
    return side * side;
  }
};

static double work(int n) {
  double total = 0;
  for (int i = 0; i < n; i++) {
    Noisy outer(i);
    try {
      Noisy inner(100 + i);
      if (i % 3 == 2) throw i;
      Square s(i - 1.0);
      total += s.area();
    } catch (int k) {
      total += 1000 * k;
      if (k > 4) break;
    } catch (const std::exception &e) {
      std::printf("[%s] ", e.what());
      continue;
    }
    total += 0.5;
  }
  return total;
}

int main() {
  std::vector<std::unique_ptr<Shape>> shapes;
  for (int i = 0; i < 5; i++) shapes.push_back(std::make_unique<Square>(i * 0.5));
  double sum = 0;
  for (auto &s : shapes) sum += s->area();
  std::string text;
  for (int i = 0; i < 8; i++) {
    text += std::to_string(i);
    std::printf("%g %s\n", work(i), text.c_str());
  }
  std::printf("%g\n", sum);
  return 0;
}
