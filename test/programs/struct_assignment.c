// Assignment of structs with nested structs, arrays and padding; arrays of them.
typedef struct { char tag; double w; float f[3]; } Inner;
typedef struct { short k; Inner in[2]; double v; } Outer;
double struct_assignment(const double *x, int n) {
  Outer o[3], spare;
  for (int i = 0; i < 3; i++) {
    o[i].k = i + 1;
    o[i].v = x[i % n] * x[(i + 1) % n];
    for (int j = 0; j < 2; j++) {
      o[i].in[j].tag = 'a' + j;
      o[i].in[j].w = x[(i + j) % n] + j;
      for (int k = 0; k < 3; k++) o[i].in[j].f[k] = k + 0.5f;
    }
  }
  spare = o[0];
  o[0] = o[2];
  o[2] = spare;
  o[1].in[0] = o[2].in[1];
  double s = 0;
  for (int i = 0; i < 3; i++) {
    s += o[i].k * o[i].v;
    for (int j = 0; j < 2; j++) s += o[i].in[j].w * o[i].in[j].w * o[i].in[j].f[j] * (o[i].in[j].tag - 'a' + 1);
  }
  return s;
}
