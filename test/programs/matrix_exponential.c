// exp of a 3x3 matrix by scaling and squaring: matrices as structs, returned by value.
typedef struct { double m[3][3]; } Matrix;
static Matrix product(Matrix a, Matrix b) {
  Matrix c;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      c.m[i][j] = 0;
      for (int k = 0; k < 3; k++) c.m[i][j] += a.m[i][k] * b.m[k][j];
    }
  return c;
}
double matrix_exponential(const double *x, int n) {
  Matrix a, term, sum;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) {
      a.m[i][j] = x[(3 * i + j) % n] / 16 * (1 + i - j);
      term.m[i][j] = sum.m[i][j] = i == j;
    }
  for (int k = 1; k < 8; k++) {
    term = product(term, a);
    for (int i = 0; i < 3; i++)
      for (int j = 0; j < 3; j++) sum.m[i][j] += (term.m[i][j] /= k);
  }
  for (int k = 0; k < 4; k++) sum = product(sum, sum);
  return sum.m[0][0] + sum.m[1][2] * sum.m[2][0];
}
