// Five scalar parameters, erf, log, exp and sqrt.
#include <math.h>
static double normal(double d) { return 0.5 * erfc(-d / 1.4142135623730951); }
double black_scholes(double spot, double strike, double rate, double vol, double time) {
  double d1 = (log(spot / strike) + (rate + 0.5 * vol * vol) * time) / (vol * sqrt(time));
  return spot * normal(d1) - strike * exp(-rate * time) * normal(d1 - vol * sqrt(time));
}
