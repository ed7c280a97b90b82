// A stack machine over a vector of tokens, with a map of variables and a map of operators to functions.
#include <cmath>
#include <map>
#include <sstream>
#include <stack>
#include <string>
#include <vector>
static double run(const std::string &program, const std::map<std::string, double> &vars) {
  std::istringstream in(program);
  std::string token;
  std::stack<double, std::vector<double>> st;
  while (in >> token) {
    if (token == "+" || token == "*" || token == "-") {
      double b = st.top();
      st.pop();
      double a = st.top();
      st.pop();
      st.push(token == "+" ? a + b : token == "*" ? a * b : a - b);
    } else if (token == "sin") {
      double a = st.top();
      st.pop();
      st.push(std::sin(a));
    } else {
      auto it = vars.find(token);
      st.push(it != vars.end() ? it->second : std::stod(token));
    }
  }
  return st.top();
}
extern "C" double stack_machine(double *x, int n) {
  std::map<std::string, double> vars{{"x", x[0]}, {"y", x[1]}, {"z", x[2]}};
  vars["w"] = x[3] * x[4];
  return run("x y * sin z + 2.5 * w - x *", vars) + run("w w * y +", vars) * x[5];
}
