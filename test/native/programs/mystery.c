double __enzyme_autodiff(void*, ...);
double mystery(double);
static double f(double x) {
  double y = x * x;
  return mystery(y) + y;
}
double g(double x) {
  return __enzyme_autodiff((void*)f, x);
}
