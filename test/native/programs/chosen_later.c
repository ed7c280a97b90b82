// The function of a request is in a variable that a function writes which neither requests nor is differentiated.
double __enzyme_autodiff(void *, ...);

static double square(double x) { return x * x; }
static double (*current)(double) = square;
void choose(double (*f)(double)) { current = f; }
double gradient(double x) { return __enzyme_autodiff((void *)current, x); }
