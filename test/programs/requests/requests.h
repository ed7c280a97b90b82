// Included by every program of this folder: what is computed beside what is expected, one line each.
#ifdef __cplusplus
extern "C"
#endif
int printf(const char *, ...);
static void expect(double given, double expected) { printf("pair %.17g %.17g\n", given, expected); }
