// Loops that overwrite what they have read, later, before, never, or only for some sizes: rows that are final, rows that overlap, arrays
// that are shifted against each other, loops that run back, indices that come round.

// Row k is final when the rows below it change.
static void factorise(int n, int stride, double *a) {
  for (int k = 0; k < n; k++)
    for (int i = k + 1; i < n; i++)
      for (int j = i; j < n; j++) a[i * stride + j] -= 0.1 * a[k * stride + i] * a[k * stride + j];
}

// The same upside down.
static void factorise_from_below(int n, double *a) {
  for (int k = n - 1; k >= 0; k--)
    for (int i = k - 1; i >= 0; i--)
      for (int j = i; j >= 0; j--) a[i * n + j] -= 0.1 * a[k * n + i] * a[k * n + j];
}

static void solve(int n, const double *rows, double *x) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < i; j++) x[i] -= 0.1 * rows[i * n + j] * x[j];
    x[i] /= 1 + x[i] * x[i];
  }
}

static void forward(int n, double *a) {
  for (int i = 1; i < n; i++) a[i] = a[i] + 0.3 * a[i - 1] * a[i - 1];
}

static void backward(int n, double *a) {
  for (int i = n - 1; i > 0; i--) a[i] = a[i] + 0.3 * a[i - 1] * a[i - 1];
}

static void in_steps(int n, int step, double *a) {
  for (int i = step; i < n; i += step) a[i] = a[i] + 0.3 * a[i - step] * a[i - 1];
}

static void shifted(int n, const double *from, double *to) {
  for (int i = 0; i < n; i++) to[i] = to[i] + 0.2 * from[i] * from[i];
}

static void sweep(int n, int rows, double *a) {
  for (int t = 1; t < rows; t++)
    for (int i = 1; i + 1 < n; i++) a[t * n + i] += 0.1 * a[(t - 1) * n + i - 1] * a[(t - 1) * n + i + 1];
}

// A column more than there are in a row: the last one is the first of the next row.
static void sweep_too_far(int n, int rows, double *a) {
  for (int t = 0; t + 1 < rows; t++)
    for (int i = 0; i <= n; i++) a[(t + 1) * n + i] += 0.1 * a[t * n + n - i] * a[t * n + i];
}

static void round_and_round(int n, unsigned char start, unsigned char step, double *a) {
  unsigned char at = start;
  for (int i = 0; i < 3 * n; i++) {
    unsigned char next = at + step;
    a[next % 8] += 0.1 * a[at % 8] * a[at % 8];
    at = next;
  }
}

static void unsigned_down(unsigned n, double *a) {
  for (unsigned i = n; i-- > 0;) a[i] = 0.5 * a[i] * a[i + 1] + a[i];
}

static void relax(int steps, int n, double *a) {
  for (int t = 0; t < steps; t++)
    for (int i = 1; i < n; i++) a[i] = 0.5 * a[i] + 0.25 * a[i - 1] * a[i - 1];
}

static double weigh(const double *a) {
  double sum = 0;
  for (int i = 0; i < 40; i++) sum += a[i] * (1 + 0.01 * i);
  return sum;
}

static void start(int n, const double *x, double *a) {
  for (int i = 0; i < 40; i++) a[i] = 0.3 + 0.2 * x[i % n] * (1 + 0.1 * (i % 7));
}

#define ADD(call) start(n, x, a), call, sum += weigh(a)

double overwritten_places(double *x, int n) {
  double a[40], sum = 0;
  int rows = n < 5 ? n : 5;
  ADD(factorise(rows, rows, a));
  ADD(factorise(rows, 2, a));
  ADD(factorise(rows, 1, a + 3));
  ADD(factorise(rows, -1, a + 20));
  ADD(factorise_from_below(rows, a + 5));
  ADD(solve(rows, a, a + 2));
  ADD(solve(rows, a + 12, a));
  ADD((forward(12, a), backward(12, a + 3)));
  ADD((in_steps(20, 1, a), in_steps(20, 3, a + 1)));
  ADD((shifted(9, a, a + 1), shifted(9, a + 1, a), shifted(9, a + 4, a + 4), shifted(9, a, a + 20)));
  ADD(sweep(6, 6, a));
  ADD(sweep_too_far(6, 5, a));
  ADD((round_and_round(4, 250, 3, a), round_and_round(3, 1, 255, a + 9)));
  ADD(unsigned_down(7, a + 2));
  ADD(relax(3, 9, a + 11));
  return sum;
}
