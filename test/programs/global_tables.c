// Constant tables of pointers to variables, and to tables of such pointers; thread-local variables.
static double total, parts[4];
static double *const places[] = {&total, &parts[1], parts + 3};
static double *const *const tables[] = {places, places + 1};
struct Entry {
  double weight;
  double *place;
};
static const struct Entry entries[] = {{0.5, &total}, {2, &parts[3]}};
static _Thread_local double scratch[8];
double global_tables(const double *x, int n) {
  total = x[0] * x[0];
  for (int i = 0; i < 4; i++) parts[i] = x[i] * x[i + 1];
  for (int i = 0; i < n; i++) scratch[i] = x[i] * x[(i + 1) % n];
  *tables[1][1] += x[1];
  double s = 0;
  for (int i = 0; i < 3; i++) s += *places[i] * x[i];
  for (int i = 0; i < 2; i++) s += entries[i].weight * *entries[i].place * *tables[i][0];
  for (int i = 0; i < n; i++) s *= 1 + 0.1 * scratch[i];
  return s;
}
