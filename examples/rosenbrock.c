/*
 * The Rosenbrock function in n dimensions, the classic test of minimisers: a narrow curved valley that
 * is easy to find and hard to follow.
 *
 *     f(x) = sum over i = 0 .. n-2 of  100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2
 *
 * Its only global minimum is f(1, …, 1) = 0. The customary start in two dimensions is (-1.2, 1).
 *
 *     x   n coordinates
 *     n   dimension, at least 2
 *
 * H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function",
 * The Computer Journal 3 (1960), 175-184.
 */
double rosenbrock(const double *x, int n) {
  double sum = 0.0;
  for (int i = 0; i + 1 < n; i++) {
    double valley = x[i + 1] - x[i] * x[i];
    double slope = 1.0 - x[i];
    sum += 100.0 * valley * valley + slope * slope;
  }
  return sum;
}
