// A ring buffer of structs with a moving head: an echo with feedback.
typedef struct { double sample; int age; } Slot;
double ring_buffer(const double *x, int n) {
  Slot ring[4] = {{0}};
  double s = 0;
  int head = 0;
  for (int t = 0; t < 3 * n; t++) {
    double in = x[t % n] + 0.6 * ring[head].sample * x[0];
    ring[head] = (Slot){in * 0.5, t};
    head = (head + 1) & 3;
    s += ring[head].sample * (t - ring[head].age);
  }
  return s;
}
