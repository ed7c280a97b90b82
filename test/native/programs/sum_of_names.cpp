// The text of the keys is moved in bytes, which look like anything where no debug information tells what they are.
#include <cstdio>
#include <map>
#include <string>

extern int enzyme_dup;
template <typename Result, typename... Arguments> Result __enzyme_autodiff(void *function, Arguments...);

double weighted(const double *x) {
  std::map<std::string, double> values;
  values["first"] = x[0] * x[1];
  values["second, which is too long to be kept in place"] = x[0];
  double sum = 0;
  for (const auto &[name, value] : values) sum += value * value * name.size();
  return sum;
}

int main() {
  double x[2] = {2, 3}, gradient[2] = {};
  __enzyme_autodiff<double>(reinterpret_cast<void *>(weighted), enzyme_dup, x, gradient);
  std::printf("%g %g\n", gradient[0], gradient[1]);
}
