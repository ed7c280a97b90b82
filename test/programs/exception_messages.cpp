// What exceptions say, those of the library and the program's own: an expression that is evaluated, its errors counted by their text.
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>
struct Domain : std::exception {
  int code;
  explicit Domain(int code) : code(code) {}
  const char *what() const noexcept override { return code > 1 ? "far outside" : "outside"; }
};
static double checked(const std::vector<double> &values, std::size_t i) {
  if (values.at(i) < -1) throw Domain(values[i] < -1.4 ? 2 : 1);
  if (values[i] < 0) throw std::runtime_error("negative: " + std::to_string(i));
  return std::sqrt(values[i]);
}
extern "C" double exception_messages(double *x, int n) {
  std::vector<double> values(x, x + n);
  double sum = 0;
  for (int i = 0; i <= n; i++) {
    try {
      sum += checked(values, i) * x[0];
    } catch (const Domain &e) {
      sum += x[i] * x[i] * std::strlen(e.what());
    } catch (const std::out_of_range &e) {
      sum += x[1] * (std::strlen(e.what()) > 0);
    } catch (const std::exception &e) {
      sum -= x[i] * x[1] * std::strlen(e.what());
    }
  }
  return sum;
}
