// A state machine made of gotos.
double state_machine(const double *x, int n) {
  double s = 1;
  int i = 0;
start:
  if (i >= n) goto end;
  s = s * x[i] + 1;
  i++;
  if (s > 2) goto start;
  if (s < -2) goto shrink;
  goto grow;
grow:
  s = s * 1.5 + (i < n ? x[i] : 0.2);
  if (++i < n && s < 0) goto grow;
  goto start;
shrink:
  s *= 0.25;
  if (i % 2) goto grow;
  goto start;
end:
  return s * s;
}
