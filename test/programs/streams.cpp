// cout, cerr, clog, ostringstream and printf in the middle.
#include <cmath>
#include <cstdio>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
extern "C" double streams(double *x, int n) {
  double s = 0;
  std::ostringstream out;
  for (int i = 0; i < n; i++) {
    s += std::sin(x[i]) * x[(i + 1) % n];
    std::clog << "step " << i << ": " << std::setprecision(5) << s << '\n';
    std::cerr << std::fixed << s << std::endl;
    out << i << ' ' << s << ';';
    std::fprintf(stderr, "%g\n", s);
  }
  std::string text = out.str();
  std::cout << "# " << text.size() << "\n";
  std::cout.flush();
  return s * s;
}
