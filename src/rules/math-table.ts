/**
 * The derivative rules of the mathematical functions: C's <math.h> of C99, C11 and C23 with its GNU and POSIX
 * additions, and LLVM's intrinsics for them. One entry per function; forward and reverse mode are both derived from it.
 *
 * Names are those for double. `f`, `l`, `f32`, `f128` and the other suffixes are added by `math-rules.ts`, in place of
 * a `*` in the name or else at its end.
 *
 * Operands are named by position: x, y, z are floating point, n and m integers (of any width), p and q pointers. A partial
 * derivative is written over them, the result r (r0, r1 for the members of a struct result), PI, LN2, LN10 and the
 * functions of `math-function.ts`. Operands without a partial have no derivative: integers and pointers.
 *
 * Where the formula is not the textbook's, it avoids overflow, cancellation or NaN at a point where the derivative is
 * finite. At kinks and ties, `note` says which one-sided or generalised derivative is taken.
 */
export interface MathEntry {
  /** The function for double; aliases follow. Empty when only an intrinsic has the rule. */
  readonly names: readonly string[];
  /** Overloaded LLVM intrinsics, without the type suffix. */
  readonly intrinsics?: readonly string[];
  readonly operands: readonly string[];
  /** The partial derivatives of the result by operand name. */
  readonly partials?: Readonly<Record<string, string>>;
  /** For a struct result: the partials of each member, null for an integer member. */
  readonly members?: readonly (Readonly<Record<string, string>> | null)[];
  /** What is written through each pointer operand: an integer, or a floating-point value with these partials. */
  readonly outputs?: Readonly<Record<string, 'integer' | Readonly<Record<string, string>>>>;
  readonly result?: 'void';
  /** Operands that are `long double` whatever the suffix is. */
  readonly longDouble?: readonly string[];
  readonly note?: string;
}

const unary = (name: string, partial: string, more: Partial<MathEntry> = {}): MathEntry => ({
  names: [name],
  operands: ['x'],
  partials: { x: partial },
  ...more,
});

const binary = (name: string, x: string, y: string, more: Partial<MathEntry> = {}): MathEntry => ({
  names: [name],
  operands: ['x', 'y'],
  partials: { x, y },
  ...more,
});

const withIntrinsic = (name: string): Partial<MathEntry> => ({ intrinsics: [`llvm.${name}`] });

const exponentials: readonly MathEntry[] = [
  unary('exp', 'r', withIntrinsic('exp')),
  unary('exp2', 'LN2*r', withIntrinsic('exp2')),
  unary('exp10', 'LN10*r', { names: ['exp10', 'pow10', '__exp10'], intrinsics: ['llvm.exp10'] }),
  // r + 1 would lose all digits for large negative x.
  unary('expm1', 'exp(x)'),
  unary('exp2m1', 'LN2*exp2(x)'),
  unary('exp10m1', 'LN10*exp10(x)'),
  unary('log', '1/x', withIntrinsic('log')),
  unary('log2', '1/(LN2*x)', withIntrinsic('log2')),
  unary('log10', '1/(LN10*x)', withIntrinsic('log10')),
  unary('log1p', '1/(1 + x)', { names: ['log1p', 'logp1'] }),
  unary('log2p1', '1/(LN2*(1 + x))'),
  unary('log10p1', '1/(LN10*(1 + x))'),
];

const trigonometry: readonly MathEntry[] = [
  unary('sin', 'cos(x)', withIntrinsic('sin')),
  unary('cos', '-sin(x)', withIntrinsic('cos')),
  unary('tan', '1 + r*r', withIntrinsic('tan')),
  // (1 - x)*(1 + x) and not 1 - x*x, which cancels near 1.
  unary('asin', '1/sqrt((1 - x)*(1 + x))', withIntrinsic('asin')),
  unary('acos', '-1/sqrt((1 - x)*(1 + x))', withIntrinsic('acos')),
  unary('atan', '1/(1 + x*x)', withIntrinsic('atan')),
  // Divided twice by the norm: its square would over- and underflow at the root of the range.
  binary('atan2', 'y/hypot(x, y)/hypot(x, y)', '-x/hypot(x, y)/hypot(x, y)', {
    ...withIntrinsic('atan2'),
    note: 'NaN at (0, 0), where it has no derivative',
  }),
  {
    names: ['sincos'],
    operands: ['x', 'p', 'q'],
    result: 'void',
    outputs: { p: { x: 'cos(x)' }, q: { x: '-sin(x)' } },
  },
  { names: [], intrinsics: ['llvm.sincos'], operands: ['x'], members: [{ x: 'r1' }, { x: '-r0' }] },
  { names: [], intrinsics: ['llvm.sincospi'], operands: ['x'], members: [{ x: 'PI*r1' }, { x: '-PI*r0' }] },
  unary('sinpi', 'PI*cospi(x)'),
  unary('cospi', '-PI*sinpi(x)'),
  unary('tanpi', 'PI*(1 + r*r)'),
  unary('asinpi', '1/(PI*sqrt((1 - x)*(1 + x)))'),
  unary('acospi', '-1/(PI*sqrt((1 - x)*(1 + x)))'),
  unary('atanpi', '1/(PI*(1 + x*x))'),
  binary('atan2pi', 'y/hypot(x, y)/hypot(x, y)/PI', '-x/hypot(x, y)/hypot(x, y)/PI', {
    note: 'NaN at (0, 0), where it has no derivative',
  }),
];

const hyperbolics: readonly MathEntry[] = [
  unary('sinh', 'cosh(x)', withIntrinsic('sinh')),
  unary('cosh', 'sinh(x)', withIntrinsic('cosh')),
  unary('tanh', '1 - r*r', withIntrinsic('tanh')),
  unary('asinh', '1/hypot(1, x)'),
  unary('acosh', '1/(sqrt(x - 1)*sqrt(x + 1))'),
  unary('atanh', '1/((1 - x)*(1 + x))'),
];

const powers: readonly MathEntry[] = [
  unary('sqrt', '0.5/r', { ...withIntrinsic('sqrt'), note: 'infinite at 0' }),
  unary('cbrt', '1/(3*r*r)', { note: 'infinite at 0' }),
  unary('rsqrt', '-0.5*r/x'),
  binary('hypot', 'r == 0 ? 0 : x/r', 'r == 0 ? 0 : y/r', {
    note: 'at (0, 0), its minimum: 0, the smallest of its subgradients',
  }),
  // The partial by x is exact for x <= 0 with an integer y; y*r/x would be 0/0 at x = 0.
  // The partial by y is 0 wherever the power is 0: there r*log(x) would be 0*inf.
  binary('pow', 'y == 0 ? 0 : y*pow(x, y - 1)', 'r == 0 ? 0 : r*log(x)', {
    ...withIntrinsic('pow'),
    note: 'by y: NaN for x < 0, where the power exists for single values of y only; -inf at (0, 0)',
  }),
  binary('powr', 'y == 0 ? 0 : y*powr(x, y - 1)', 'r == 0 ? 0 : r*log(x)'),
  {
    names: [],
    intrinsics: ['llvm.powi'],
    operands: ['x', 'n'],
    partials: { x: 'n == 0 ? 0 : n*powi(x, n - 1)' },
  },
  { names: ['pown'], operands: ['x', 'n'], partials: { x: 'n == 0 ? 0 : n*pown(x, n - 1)' } },
  { names: ['compoundn'], operands: ['x', 'n'], partials: { x: 'n == 0 ? 0 : n*compoundn(x, n - 1)' } },
  {
    names: ['rootn'],
    operands: ['x', 'n'],
    partials: { x: 'x == 0 ? (n == 1 ? 1 : n*INFINITY) : r/(n*x)' },
    note: 'infinite at 0, but for n = 1',
  },
  {
    names: ['fma'],
    intrinsics: ['llvm.fma', 'llvm.fmuladd'],
    operands: ['x', 'y', 'z'],
    partials: { x: 'y', y: 'x', z: '1' },
  },
];

const specialFunctions: readonly MathEntry[] = [
  unary('erf', 'TWO_OVER_SQRT_PI*exp(-(x*x))'),
  unary('erfc', '-TWO_OVER_SQRT_PI*exp(-(x*x))'),
  unary('tgamma', 'r*digamma(x)'),
  unary('lgamma', 'digamma(x)'),
  {
    names: ['lgamma*_r'],
    operands: ['x', 'p'],
    partials: { x: 'digamma(x)' },
    outputs: { p: 'integer' },
  },
  unary('j0', '-j1(x)'),
  unary('j1', 'x == 0 ? 0.5 : j0(x) - r/x'),
  { names: ['jn'], operands: ['n', 'x'], partials: { x: '0.5*(jn(n - 1, x) - jn(n + 1, x))' } },
  unary('y0', '-y1(x)'),
  unary('y1', 'y0(x) - r/x'),
  { names: ['yn'], operands: ['n', 'x'], partials: { x: '0.5*(yn(n - 1, x) - yn(n + 1, x))' } },
];

/** A function that returns one of its two operands: the chosen one has the derivative 1, the other 0. */
const choice = (
  name: string,
  choose: (first: string, second: string) => string,
  more: Partial<MathEntry>,
): MathEntry => binary(name, choose('1', '0'), choose('0', '1'), more);

type Choose = (first: string, second: string) => string;
// One NaN: the other operand is the result, so it has the derivative.
const larger: Choose = (first, second) => `x < y ? ${second} : x == x ? ${first} : ${second}`;
const smaller: Choose = (first, second) => `x > y ? ${second} : x == x ? ${first} : ${second}`;
// One NaN: the result is NaN.
const maximum: Choose = (first, second) => `x >= y ? ${first} : ${second}`;
const minimum: Choose = (first, second) => `x <= y ? ${first} : ${second}`;
const byMagnitude =
  (order: '<' | '>', otherwise: Choose): Choose =>
  (first, second) => {
    const reversed = order === '<' ? '>' : '<';
    const rest = otherwise(first, second);
    return `fabs(x) ${order} fabs(y) ? ${second} : fabs(x) ${reversed} fabs(y) ? ${first} : ${rest}`;
  };
const tie = 'on a tie: the first operand has the derivative';
const tieOrNaN = `${tie}; with one NaN: the other operand has it`;

const choices: readonly MathEntry[] = [
  choice('fmax', larger, { intrinsics: ['llvm.maxnum'], note: tieOrNaN }),
  choice('fmin', smaller, { intrinsics: ['llvm.minnum'], note: tieOrNaN }),
  choice('fmaximum_num', larger, { intrinsics: ['llvm.maximumnum'], note: tieOrNaN }),
  choice('fminimum_num', smaller, { intrinsics: ['llvm.minimumnum'], note: tieOrNaN }),
  choice('fmaximum', maximum, { intrinsics: ['llvm.maximum'], note: tie }),
  choice('fminimum', minimum, { intrinsics: ['llvm.minimum'], note: tie }),
  choice('fmaximum_mag', byMagnitude('<', maximum), { note: tie }),
  choice('fminimum_mag', byMagnitude('>', minimum), { note: tie }),
  choice('fmaximum_mag_num', byMagnitude('<', larger), {
    names: ['fmaximum_mag_num', 'fmaxmag'],
    note: tieOrNaN,
  }),
  choice('fminimum_mag_num', byMagnitude('>', smaller), {
    names: ['fminimum_mag_num', 'fminmag'],
    note: tieOrNaN,
  }),
  // Written so that NaN operands do not give 0.
  binary('fdim', 'x <= y ? 0 : 1', 'x <= y ? 0 : -1', { note: 'at x = y: 0' }),
  unary('fabs', 'x == 0 ? 0 : copysign(1, x)', {
    ...withIntrinsic('fabs'),
    note: 'at 0, its minimum: 0, the smallest of its subgradients',
  }),
  binary('copysign', 'x == 0 ? 0 : copysign(1, x)*copysign(1, y)', '0', {
    ...withIntrinsic('copysign'),
    note: 'at x = 0: 0, as for fabs',
  }),
];

const remainders: readonly MathEntry[] = [
  // All three are x - k*y with an integer k; (r - x)/y is -k without trusting the rounding of x/y.
  binary('fmod', '1', '(r - x)/y', { note: 'at the jumps: as just beside them' }),
  binary('remainder', '1', '(r - x)/y', {
    names: ['remainder', 'drem'],
    note: 'at the jumps: as just beside them',
  }),
  {
    names: ['remquo'],
    operands: ['x', 'y', 'p'],
    partials: { x: '1', y: '(r - x)/y' },
    outputs: { p: 'integer' },
    note: 'at the jumps: as just beside them',
  },
];

const representation: readonly MathEntry[] = [
  {
    names: ['frexp'],
    operands: ['x', 'p'],
    partials: { x: 'x == 0 ? 1 : r/x' },
    outputs: { p: 'integer' },
    note: 'the exponent is taken as constant; at 0: 1',
  },
  {
    names: [],
    intrinsics: ['llvm.frexp'],
    operands: ['x'],
    members: [{ x: 'x == 0 ? 1 : r0/x' }, null],
    note: 'the exponent is taken as constant; at 0: 1',
  },
  unary('significand', 'x == 0 ? 1 : r/x', { note: 'the exponent is taken as constant; at 0: 1' }),
  { names: ['modf'], operands: ['x', 'p'], partials: { x: '1' }, outputs: { p: { x: '0' } } },
  { names: [], intrinsics: ['llvm.modf'], operands: ['x'], members: [{ x: '1' }, { x: '0' }] },
  {
    names: ['ldexp', 'scalbn'],
    intrinsics: ['llvm.ldexp'],
    operands: ['x', 'n'],
    partials: { x: 'ldexp(1, n)' },
  },
  { names: ['scalbln'], operands: ['x', 'n'], partials: { x: 'scalbln(1, n)' } },
  binary('nextafter', '1', '0', { note: 'the distance to the next value is taken as constant' }),
  binary('nexttoward', '1', '0', { longDouble: ['y'], note: 'as nextafter' }),
  unary('nextup', '1', { note: 'as nextafter' }),
  unary('nextdown', '1', { note: 'as nextafter' }),
  {
    names: [],
    intrinsics: ['llvm.canonicalize', 'llvm.arithmetic.fence'],
    operands: ['x'],
    partials: { x: '1' },
  },
];

/** Steps: constant between the jumps. */
const stepNote = '0 between the jumps, and at them';
const steps: readonly MathEntry[] = [
  ...['floor', 'ceil', 'round', 'trunc', 'rint', 'nearbyint', 'roundeven'].map((name) =>
    unary(name, '0', { ...withIntrinsic(name), note: stepNote }),
  ),
  unary('logb', '0', { note: stepNote }),
  ...['fromfp', 'fromfpx', 'ufromfp', 'ufromfpx'].map((name) => ({
    names: [name],
    operands: ['x', 'n', 'm'],
    partials: { x: '0' },
    note: stepNote,
  })),
];

export const mathTable: readonly MathEntry[] = [
  ...exponentials,
  ...trigonometry,
  ...hyperbolics,
  ...powers,
  ...specialFunctions,
  ...choices,
  ...remainders,
  ...representation,
  ...steps,
];

/** Functions of <math.h> that have no derivative, with their signatures (see `signature.ts`), by reason. */
export const inactiveMath: readonly {
  readonly reason: string;
  readonly names: readonly string[];
  readonly intrinsics?: readonly string[];
  readonly signatures: readonly string[];
}[] = [
  {
    reason: 'the result is an integer',
    names: ['ilogb', 'llogb', 'lrint', 'llrint', 'lround', 'llround'],
    intrinsics: ['llvm.lrint', 'llvm.llrint', 'llvm.lround', 'llvm.llround'],
    signatures: ['I(T)'],
  },
  {
    reason: 'a test of a floating-point value',
    names: [
      'isnan', 'isinf', 'finite', 'issignaling', 'iscanonical',
      '__isnan', '__isinf', '__finite', '__signbit', '__fpclassify', '__issignaling', '__iseqsig',
    ], // prettier-ignore
    signatures: ['i(T)', 'i(TT)'],
  },
  {
    reason: 'an order of floating-point values',
    names: ['totalorder', 'totalordermag'],
    signatures: ['i(pp)', 'i(TT)'],
  },
  {
    reason: 'the result is an integer',
    names: ['fromfp', 'fromfpx', 'ufromfp', 'ufromfpx'],
    signatures: ['i(Tii)'],
  },
  { reason: 'a constant', names: ['nan'], signatures: ['T(p)'] },
];
