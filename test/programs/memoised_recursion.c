// Recursion with a memo table on the stack and integer flags.
typedef struct { double value[24]; char known[24]; } Memo;
static double term(Memo *memo, const double *x, int n, int k) {
  if (k < 2) return x[k];
  if (memo->known[k]) return memo->value[k];
  double v = 0.5 * term(memo, x, n, k - 1) * x[k % n] + term(memo, x, n, k - 2);
  memo->known[k] = 1;
  return memo->value[k] = v;
}
double memoised_recursion(const double *x, int n) {
  Memo memo;
  for (int i = 0; i < 24; i++) memo.known[i] = 0;
  return term(&memo, x, n, 12) + term(&memo, x, n, 9);
}
