/**
 * The functions of <math.h> on numbers, by their names for double. Those that JavaScript lacks are simple forms, good to
 * about 1e-14; the Bessel functions are not here.
 */

export type MathFunction = (...args: number[]) => number;

export const mathFunction = (name: string): MathFunction | undefined =>
  Object.hasOwn(functions, name) ? functions[name] : undefined;

const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);
const copysign = (x: number, y: number): number => (isNegative(x) === isNegative(y) ? x : -x);

/** The nearest integer; on a tie the even one, or the one away from zero. The sign of a zero is kept. */
function round(x: number, tie: 'even' | 'away'): number {
  const magnitude = Math.abs(x);
  const down = Math.floor(magnitude);
  const part = magnitude - down;
  const up = part > 0.5 || (part === 0.5 && (tie === 'away' || down % 2 === 1));
  return copysign(up ? down + 1 : down, x);
}
const roundEven = (x: number): number => round(x, 'even');

const functions: Readonly<Record<string, MathFunction>> = {
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  hypot: (x, y) => Math.hypot(x!, y!),
  pow: (x, y) => (x === 1 || (x === -1 && Math.abs(y!) === Infinity) ? 1 : x! ** y!),
  exp: Math.exp,
  exp2: (x) => 2 ** x!,
  exp10: (x) => 10 ** x!,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  atan2: Math.atan2,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  sinpi: (x) => Math.sin(Math.PI * (x! % 2)),
  cospi: (x) => Math.cos(Math.PI * (x! % 2)),
  erf: (x) => erf(x!),
  erfc: (x) => erfc(x!),
  tgamma: (x) => gamma(x!),
  lgamma: (x) => logGamma(x!),
  fabs: Math.abs,
  copysign: (x, y) => copysign(x!, y!),
  fmax: (x, y) => (x !== x ? y! : y !== y ? x! : Math.max(x, y!)),
  fmin: (x, y) => (x !== x ? y! : y !== y ? x! : Math.min(x, y!)),
  fmaximum: (x, y) => Math.max(x!, y!),
  fminimum: (x, y) => Math.min(x!, y!),
  fdim: (x, y) => (x! <= y! ? 0 : x! - y!),
  fma: (x, y, z) => fma(x!, y!, z!),
  fmod: (x, y) => x! % y!,
  remainder: (x, y) => remainder(x!, y!),
  floor: Math.floor,
  ceil: Math.ceil,
  trunc: Math.trunc,
  round: (x) => round(x!, 'away'),
  rint: (x) => roundEven(x!),
  nearbyint: (x) => roundEven(x!),
  roundeven: (x) => roundEven(x!),
};

/** x - n*y with the integer n nearest to x/y, even on a tie. */
function remainder(x: number, y: number): number {
  if (Math.abs(y) === Infinity) return Number.isFinite(x) ? x : NaN;
  const [divisor, rest] = [Math.abs(y), Math.abs(x) % (2 * Math.abs(y))];
  const quotient = rest / divisor;
  const n = quotient <= 0.5 ? 0 : quotient < 1.5 ? 1 : 2;
  return copysign(1, x) * (rest - n * divisor);
}

/**
 * x*y + z with the product exact (Dekker 1971): at most the last bit differs from a fused operation. Where the splitting
 * would overflow, the product is rounded.
 */
function fma(x: number, y: number, z: number): number {
  const product = x * y;
  const [xHigh, yHigh] = [high(x), high(y)];
  const [xLow, yLow] = [x - xHigh, y - yHigh];
  const productError = xLow * yLow - (product - xHigh * yHigh - xLow * yHigh - xHigh * yLow);
  const sum = product + z;
  const zPart = sum - product;
  const sumError = product - (sum - zPart) + (z - zPart);
  const result = sum + (productError + sumError);
  return Number.isFinite(result) ? result : sum;
}

/** The upper half of the digits. */
function high(x: number): number {
  const scaled = 134217729 * x;
  return scaled - (scaled - x);
}

/** By the series near 0, by the continued fraction (Abramowitz and Stegun 7.1.14) elsewhere. */
function erf(x: number): number {
  return Math.abs(x) < 2.5 ? erfSeries(x) : Math.sign(x) * (1 - erfcFraction(Math.abs(x)));
}

function erfc(x: number): number {
  return x < 2.5 ? 1 - erf(x) : erfcFraction(x);
}

function erfSeries(x: number): number {
  if (!(Math.abs(x) > 0)) return x;
  let term = x;
  let sum = x;
  // All terms have one sign: erf(x) = 2/√π exp(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (2n+1)!!.
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

function erfcFraction(x: number): number {
  let fraction = x;
  for (let n = 80; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}

/** ln Γ by Stirling's series (Abramowitz and Stegun 6.1.40), shifted to where it converges; reflected below 0.5. */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  let shift = 1;
  let y = x;
  while (y < 15) shift *= y++;
  const inverse = 1 / (y * y);
  const series = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188];
  const tail = series.reduceRight((sum, c) => sum * inverse + c, 0) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + tail - Math.log(shift);
}

function gamma(x: number): number {
  if (x < 0.5) return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
  if (Number.isInteger(x) && x <= 23) return factorial(x - 1);
  return Math.exp(logGamma(x));
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
