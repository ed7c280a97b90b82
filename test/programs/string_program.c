// A string interpreted as a stack machine: characters steer which arithmetic is done.
double string_program(const double *x, int n) {
  const char *code = "0 1 + 2 * 3 - 0 * 4 + 5 * 1 +";
  double stack[8];
  int top = 0;
  for (const char *c = code; *c; c++) {
    if (*c >= '0' && *c <= '9') stack[top++] = x[(*c - '0') % n];
    else if (*c == '+') top--, stack[top - 1] += stack[top];
    else if (*c == '-') top--, stack[top - 1] -= stack[top];
    else if (*c == '*') top--, stack[top - 1] *= stack[top];
  }
  return stack[0];
}
