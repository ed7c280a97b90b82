// Numbers kept in the bytes of one string, beside strings that are text made of other numbers.
#include <cstring>
#include <string>
#include <vector>
struct Sample {
  std::string label;
  double value;
};
extern "C" double numbers_beside_text(double *x, int n) {
  std::string bytes;
  for (int i = 0; i < n; i++) {
    double d = x[i] * x[i];
    bytes.append(reinterpret_cast<const char *>(&d), sizeof d);
  }
  std::vector<Sample> samples;
  for (int i = 0; i < n; i++) samples.push_back({"sample number " + std::to_string(i * 0.5) + " of all", x[i]});
  double s = 0;
  for (int i = 0; i < n; i++) {
    double d;
    std::memcpy(&d, bytes.data() + sizeof d * i, sizeof d);
    s += d * samples[i].value * samples[i].label.size() * 0.1;
  }
  return s;
}
