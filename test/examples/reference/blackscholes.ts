import { arrayAt, scalarAt, type Argument } from '../example.ts';

/** Cumulative normal distribution: Marsaglia's series about 0, exact to rounding for |x| below about 6. */
function normalCdf(x: number): number {
  let term = x;
  let sum = x;
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (x * x) / i;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

interface Market {
  readonly spot: number;
  readonly rate: number;
}

/** Discounted expectation of cash (paid if the option ends in the money) and of the asset. */
function legs(
  market: Market,
  strike: number,
  expiry: number,
  sigma: number,
): { asset: number; cash: number } {
  const deviation = sigma * Math.sqrt(expiry);
  const forward = market.spot * Math.exp(market.rate * expiry);
  const d2 = Math.log(forward / strike) / deviation - deviation / 2;
  return {
    asset: market.spot * normalCdf(d2 + deviation),
    cash: Math.exp(-market.rate * expiry) * normalCdf(d2),
  };
}

function call(market: Market, strike: number, expiry: number, sigma: number): number {
  const { asset, cash } = legs(market, strike, expiry, sigma);
  return asset - strike * cash;
}

/** By bisection: the price of a call grows with the volatility. */
function impliedVolatility(market: Market, quote: number, strike: number, expiry: number): number {
  let [low, high] = [1e-4, 4];
  for (let i = 0; i < 80; i++) {
    const middle = (low + high) / 2;
    if (call(market, strike, expiry, middle) < quote) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** The value of the book: bisection for the volatility, put-call parity for the puts. */
export function reference(args: readonly Argument[]): number {
  const market = { spot: scalarAt(args, 0), rate: scalarAt(args, 1) };
  const [book, kind, n] = [arrayAt(args, 2), arrayAt(args, 3), scalarAt(args, 4)];
  let value = 0;
  for (let i = 0; i < n; i++) {
    const [quantity, strike, expiry, quote, quoteStrike] = book.slice(5 * i, 5 * i + 5) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const sigma = impliedVolatility(market, quote, quoteStrike, expiry);
    const callPrice = call(market, strike, expiry, sigma);
    const prices = [
      callPrice,
      callPrice - market.spot + strike * Math.exp(-market.rate * expiry),
      legs(market, strike, expiry, sigma).cash,
    ];
    value += quantity * prices[kind[i]!]!;
  }
  return value;
}
