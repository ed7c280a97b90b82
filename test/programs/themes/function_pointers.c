// Functions in structs with shadows, as arguments, in tables, with contexts; objects with tables of functions.
#include "themes.h"
typedef double (*F)(double);
typedef struct { F f; double w; void *ctx; } op;
static double sq(double x) { return x * x; } static double cu(double x) { return x * x * x; }
static double app(op *ops, double x, int n) {
  double s = 0; for (int i = 0; i < n; i++) s += ops[i].w * ops[i].f(x); return s;
}
static double call(F f, double x) { return f(f(x)); }
static double tbl(double x, int k) { static F t[] = {sin, cos, exp, sq}; return t[k](x); }
static double cb(double *x, int n, void (*each)(double *, void *), void *ctx) {
  for (int i = 0; i < n; i++) each(&x[i], ctx); return *(double*)ctx;
}
static void acc(double *v, void *c) { *(double*)c += *v * *v; }
static double useCb(double *x, int n) { double s = 0; return cb(x, n, acc, &s); }
struct obj; typedef struct { double (*area)(struct obj *); } vt; struct obj { const vt *v; double w, h; };
static double rect(struct obj *o) { return o->w * o->h; }
static double circ(struct obj *o) { return M_PI * o->w * o->w; }
static const vt rv = {rect}, cv = {circ};
static double area(struct obj *o) { return o->v->area(o) * 2; }
static double comp(double x) {
  F fs[2]; fs[0] = sq; fs[1] = cu; double y = x; for (int i = 0; i < 4; i++) y = fs[i % 2](y) * 0.5; return y;
}
typedef struct { double a, b; } two; two __enzyme_autodiff2(void*, ...);
int main() {
  op o[2] = {{sq, 2}, {cu, 3}}, d[2] = {{sq, 0}, {cu, 0}};
  expect(__enzyme_autodiff((void*)app, enzyme_dup, o, d, enzyme_out, 2.0, enzyme_const, 2), 8 + 36);
  expect(d[0].w, 4), expect(d[1].w, 8);
  expect(__enzyme_autodiff((void*)call, enzyme_const, sq, enzyme_out, 2.0), 32);
  expect(__enzyme_autodiff((void*)call, enzyme_const, cu, 2.0), 9 * pow(2, 8));
  expect(__enzyme_autodiff((void*)tbl, 0.5, 0), cos(.5)); expect(__enzyme_autodiff((void*)tbl, 0.5, 3), 1);
  expect(__enzyme_autodiff((void*)tbl, 0.5, 2), exp(.5));
  double x[2] = {2, 3}, dx[2] = {0}; __enzyme_autodiff((void*)useCb, x, dx, 2); expect(dx[1], 6);
  struct obj r = {&rv, 2, 3}, dr = {&rv, 0, 0}, c = {&cv, 2, 0}, dc = {&cv, 0, 0};
  __enzyme_autodiff((void*)area, &r, &dr); expect(dr.w, 6), expect(dr.h, 4);
  __enzyme_autodiff((void*)area, &c, &dc); expect(dc.w, 8 * M_PI);
  expect(__enzyme_autodiff((void*)comp, 1.1), (comp(1.1 + 1e-6) - comp(1.1 - 1e-6)) / 2e-6);
}
