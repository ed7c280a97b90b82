// Included by `half.c` and `brain_float.c`, with the type T, and once with double: differences of numbers that are as coarse
// as those of 16 bits say little. NAME(name) gives the functions names of their own.
typedef struct {
  T a, v[3];
  int k;
} NAME(S);
__attribute__((noinline)) static T NAME(step)(T a, T b, float c) { return a * b + (T)c; }
__attribute__((noinline)) static double NAME(weigh)(NAME(S) s) {
  T r = s.a * s.a;
  for (int i = 0; i < 3; i++) r += s.v[i] * (T)(i + s.k);
  return (double)r;
}
__attribute__((noinline)) static void NAME(scale)(T *t, int n) {
  for (int i = 0; i + 1 < n; i++) t[i] = t[i] * (T)0.75 + t[i + 1] * (T)0.25;
}
static double NAME(all)(const double *x, int n) {
  T t[8], copy[8], sum = 1;
  for (int i = 0; i < n; i++) t[i] = (T)x[i];
  NAME(scale)(t, n);
  for (int i = 0; i < n; i++) copy[i] = t[i];
  for (int i = 0; i < n; i++) {
    sum = NAME(step)(sum, t[i] * (T)0.5, 0.5f);
    t[i] = sum;
  }
  T chosen = sum > (T)0.5 ? sum * (T)0.5 : -sum;
  chosen += (T)sqrt((double)(t[1] * t[1] + (T)1)) + (T)sinf((float)t[2]) + (T)(long double)t[3];
  chosen = chosen > 0 ? chosen : -chosen;
  NAME(S) s = {t[0], {t[1], copy[2], sum}, 2};
  return (double)chosen + NAME(weigh)(s) + (double)(copy[4] / (T)3) + x[0] * (double)copy[0];
}
