// Numbers scanned from text in the middle of a computation; a log with variable arguments that is silent.
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
static int verbose = 0;
static void note(const char *format, ...) {
  if (!verbose) return;
  va_list list;
  va_start(list, format);
  std::vprintf(format, list);
  va_end(list);
}
extern "C" double scanned_text(double *x, int n) {
  char text[64];
  int count = 0;
  double scale = 0;
  float shift = 0;
  std::snprintf(text, sizeof text, "%d %g %f", n, 2.5, 0.75);
  if (std::sscanf(text, "%d %lf %f", &count, &scale, &shift) != 3) return 0;
  char *rest;
  double power = std::strtod("1.5 apples", &rest);
  double s = 0;
  for (int i = 0; i < count; i++) {
    note("step %d: %g of %s\n", i, x[i], "six");
    s = s * shift + x[i] * x[i] * scale + power * x[i] + (*rest == ' ');
  }
  return s;
}
