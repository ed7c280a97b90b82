// A union whose members are the same doubles under other names.
typedef union { struct { double x, y, z; } p; double v[3]; } Point;
double union_views(const double *x, int n) {
  Point a[2];
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 3; j++) a[i].v[j] = x[(3 * i + j) % n];
  a[0].p.x *= a[1].v[2];
  a[1].p.z += a[0].v[0] * a[0].p.y;
  double s = 0;
  for (int i = 0; i < 2; i++) s += a[i].p.x * a[i].v[1] + a[i].p.z * a[i].p.z;
  return s;
}
