/*
 * Value of a book of European options in the Black-Scholes model. The volatility of each position is not
 * given: it is implied by the market price of a listed call with the same expiry, found by Newton's method.
 * The gradient is the book's Greeks: delta and rho, and the sensitivity to every market quote.
 *
 *     d1 = (log(S/K) + (r + sigma^2/2) T) / (sigma sqrt(T)),    d2 = d1 - sigma sqrt(T)
 *     call = S N(d1) - K exp(-r T) N(d2)
 *     put = K exp(-r T) N(-d2) - S N(-d1)
 *     digital call, which pays 1 if S ends above K:  exp(-r T) N(d2)
 *
 *     spot    S, price of the underlying, in a currency
 *     rate    r, continuously compounded, per year
 *     book    n positions (5 doubles each)
 *     kind    n: 0 call, 1 put, 2 digital call
 *     n       number of positions
 *
 * The result is in the currency of spot; it is NaN if a quote admits arbitrage, so that no volatility
 * explains it, or if a kind is unknown.
 *
 * F. Black, M. Scholes, "The pricing of options and corporate liabilities", Journal of Political Economy 81
 * (1973), 637-654; the starting value: M. Brenner, M. G. Subrahmanyam, Financial Analysts Journal 44
 * (1988), 80-83.
 */
#include <math.h>

enum { CALL, PUT, DIGITAL };

typedef struct {
  double quantity;     /* how many options are held; negative if sold */
  double strike;       /* K */
  double expiry;       /* T, years */
  double quote;        /* market price of the listed call with this expiry … */
  double quote_strike; /* … and its strike, usually near the money */
} position;

/* Cumulative distribution function of the normal distribution, by erfc for full accuracy in the tail. */
static double normal_cdf(double x) { return 0.5 * erfc(-x * 0.70710678118654752440); }

static double normal_pdf(double x) { return 0.39894228040143267794 * exp(-0.5 * x * x); }

static double compute_d1(double spot, double strike, double expiry, double rate, double sigma) {
  return (log(spot / strike) + (rate + 0.5 * sigma * sigma) * expiry) / (sigma * sqrt(expiry));
}

static double call_price(double spot, double strike, double expiry, double rate, double sigma) {
  double d1 = compute_d1(spot, strike, expiry, rate, sigma);
  double d2 = d1 - sigma * sqrt(expiry);
  return spot * normal_cdf(d1) - strike * exp(-rate * expiry) * normal_cdf(d2);
}

/* The volatility at which the call is worth its quote. */
static __attribute__((noinline)) double implied_volatility(double quote, double spot, double strike,
                                                           double expiry, double rate) {
  if (quote <= fmax(0.0, spot - strike * exp(-rate * expiry)) || quote >= spot)
    return NAN;

  double sigma = 2.50662827463100050242 / sqrt(expiry) * quote / spot; /* sqrt(2 pi / T) quote / S */
  double step = 1.0;
  int iterations = 0;
  while (fabs(step) > 1e-10 && iterations < 50) {
    double vega = spot * normal_pdf(compute_d1(spot, strike, expiry, rate, sigma)) * sqrt(expiry);
    step = (call_price(spot, strike, expiry, rate, sigma) - quote) / vega;
    sigma -= step;
    iterations++;
  }
  return sigma;
}

double blackscholes(double spot, double rate, const position *book, const int *kind, int n) {
  double value = 0.0;
  for (int i = 0; i < n; i++) {
    const position *p = &book[i];
    double sigma = implied_volatility(p->quote, spot, p->quote_strike, p->expiry, rate);
    if (isnan(sigma))
      return NAN;

    double discount = exp(-rate * p->expiry);
    double d1 = compute_d1(spot, p->strike, p->expiry, rate, sigma);
    double d2 = d1 - sigma * sqrt(p->expiry);
    double price;
    switch (kind[i]) {
    case CALL:
      price = call_price(spot, p->strike, p->expiry, rate, sigma);
      break;
    case PUT:
      price = p->strike * discount * normal_cdf(-d2) - spot * normal_cdf(-d1);
      break;
    case DIGITAL:
      price = discount * normal_cdf(d2);
      break;
    default:
      return NAN;
    }
    value += p->quantity * price;
  }
  return value;
}
