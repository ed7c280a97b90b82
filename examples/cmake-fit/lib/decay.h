#ifdef __cplusplus
extern "C" {
#endif

/** What is left of `amount` after the time `t`, when `rates[i]` are the rates of `n` independent ways to decay. */
double decay(double amount, const double *rates, int n, double t);

#ifdef __cplusplus
}
#endif
