/**
 * Points at which each derivative rule is checked: inside the domain, away from kinks and poles, on both sides of
 * them, small and large. Operands stand in the order of the function's parameters without pointers; integer operands are
 * whole numbers. A rule is named by its first name in `math-table.ts`.
 */
export interface RuleCase {
  readonly name: string;
  readonly points: readonly (readonly number[])[];
}

const at = (...values: number[]): number[][] => values.map((v) => [v]);
const everywhere = at(-3.7, -1.2, -0.3, 0, 0.02, 0.6, 2.4, 9.1);
const insideOne = at(-0.999, -0.6, -0.01, 0, 0.3, 0.8, 0.9999);
const positive = at(1e-8, 0.02, 0.7, 1, 1.5, 12.25, 4e6);
const plane = [
  [0.4, 1.3],
  [-2.1, 0.7],
  [3.5, -1.2],
  [-0.6, -4.4],
  [1e-3, 2],
  [2, -1e-3],
];
const integerPowers = [
  [1.7, 3],
  [-1.7, 3],
  [-0.4, 2],
  [2.5, -2],
  [-2.5, -3],
  [0.9, 1],
  [3.1, 0],
  [0, 1],
  [0, 2],
  [1.01, 40],
];
const betweenSteps = at(-3.7, -1.2, -0.3, 0.3, 1.7, 8.2);

export const ruleCases: readonly RuleCase[] = [
  { name: 'exp', points: [...everywhere, ...at(-30, 40)] },
  { name: 'exp2', points: [...everywhere, ...at(-30, 40)] },
  { name: 'exp10', points: [...everywhere, ...at(-12)] },
  { name: 'expm1', points: [...everywhere, ...at(1e-9)] },
  { name: 'exp2m1', points: everywhere },
  { name: 'exp10m1', points: everywhere },
  { name: 'log', points: positive },
  { name: 'log2', points: positive },
  { name: 'log10', points: positive },
  { name: 'log1p', points: [...positive, ...at(-0.9, -0.1, 0)] },
  { name: 'log2p1', points: [...positive, ...at(-0.9, -0.1, 0)] },
  { name: 'log10p1', points: [...positive, ...at(-0.9, -0.1, 0)] },
  { name: 'sin', points: everywhere },
  { name: 'cos', points: everywhere },
  { name: 'tan', points: everywhere },
  { name: 'asin', points: insideOne },
  { name: 'acos', points: insideOne },
  { name: 'atan', points: [...everywhere, ...at(-500, 1e5)] },
  { name: 'atan2', points: [...plane, [1e-200, 2e-200], [3e180, -2e180], [0, 2]] },
  { name: 'sincos', points: everywhere },
  { name: 'llvm.sincos', points: everywhere },
  { name: 'llvm.sincospi', points: everywhere },
  { name: 'sinpi', points: everywhere },
  { name: 'cospi', points: everywhere },
  { name: 'tanpi', points: everywhere },
  { name: 'asinpi', points: insideOne },
  { name: 'acospi', points: insideOne },
  { name: 'atanpi', points: everywhere },
  { name: 'atan2pi', points: plane },
  { name: 'sinh', points: everywhere },
  { name: 'cosh', points: everywhere },
  { name: 'tanh', points: everywhere.slice(0, -1) },
  { name: 'asinh', points: [...everywhere, ...at(-1e9, 1e200)] },
  { name: 'acosh', points: at(1.01, 1.5, 7, 1e9, 1e200) },
  { name: 'atanh', points: at(-0.99, -0.6, 0, 0.3, 0.97) },
  { name: 'sqrt', points: positive },
  { name: 'cbrt', points: [...positive, ...at(-0.4, -27)] },
  { name: 'rsqrt', points: positive },
  { name: 'hypot', points: [...plane, [3e200, 4e200], [1e-200, 2e-200]] },
  {
    name: 'pow',
    points: [
      [1.7, 2.3],
      [0.3, -1.4],
      [12, 0.5],
      [1, 5],
      [2.5, 0],
      [1e-3, 3],
      [0.999, 400],
    ],
  },
  {
    name: 'powr',
    points: [
      [1.7, 2.3],
      [0.3, -1.4],
      [12, 0.5],
      [2.5, 0],
    ],
  },
  { name: 'llvm.powi', points: integerPowers },
  { name: 'pown', points: integerPowers },
  {
    name: 'compoundn',
    points: [
      [0.03, 12],
      [-0.2, 5],
      [0.4, -3],
      [0.1, 0],
      [0, 1],
    ],
  },
  {
    name: 'rootn',
    points: [
      [2.7, 3],
      [-2.7, 3],
      [0.4, -2],
      [1.3, 1],
      [0, 1],
    ],
  },
  {
    name: 'fma',
    points: [
      [1.5, -2.5, 0.75],
      [0, 3, 1],
      [-4, 0.1, 1e3],
    ],
  },
  { name: 'erf', points: at(-2.2, -0.7, 0, 0.01, 0.9, 2.5) },
  { name: 'erfc', points: at(-2.2, -0.7, 0, 0.01, 0.9, 4) },
  { name: 'tgamma', points: at(-3.3, -1.7, -0.4, 0.1, 0.5, 1, 2, 4.4, 12.1) },
  { name: 'lgamma', points: at(-5.6, -1.7, -0.4, 0.1, 0.5, 1, 1.4616321449683622, 4.4, 12.1, 3e5) },
  { name: 'lgamma_r', points: at(-5.6, -1.7, -0.4, 0.1, 0.5, 1, 4.4, 12.1) },
  { name: 'j0', points: everywhere },
  { name: 'j1', points: everywhere },
  {
    name: 'jn',
    points: [
      [0, 1.3],
      [1, 0.4],
      [2, 0],
      [1, 0],
      [3, 5.5],
      [-2, 1.8],
      [4, -2.2],
    ],
  },
  { name: 'y0', points: at(0.2, 1.1, 4.5, 20) },
  { name: 'y1', points: at(0.2, 1.1, 4.5, 20) },
  {
    name: 'yn',
    points: [
      [0, 1.3],
      [1, 0.4],
      [3, 5.5],
      [-2, 1.8],
    ],
  },
  ...[
    'fmax', 'fmin', 'fmaximum_num', 'fminimum_num', 'fmaximum', 'fminimum', 'fmaximum_mag', 'fminimum_mag',
    'fmaximum_mag_num', 'fminimum_mag_num', 'fdim', 'copysign',
  ].map((name) => ({ name, points: plane })), // prettier-ignore
  { name: 'fabs', points: at(-3.7, -1e-3, 0.6, 1e9) },
  ...['fmod', 'remainder', 'remquo'].map((name) => ({
    name,
    points: [
      [7.3, 2],
      [-7.3, 2],
      [7.3, -2.1],
      [0.4, 3],
      [20.1, 0.7],
    ],
  })),
  { name: 'frexp', points: at(-5.1, 0.3, 0.7, 1e10) },
  { name: 'llvm.frexp', points: at(-5.1, 0.3, 0.7, 1e10) },
  { name: 'significand', points: at(-5.1, 0.3, 0.7, 1e10) },
  { name: 'modf', points: betweenSteps },
  { name: 'llvm.modf', points: betweenSteps },
  ...['ldexp', 'scalbln'].map((name) => ({
    name,
    points: [
      [1.3, 4],
      [-0.7, -3],
      [0, 2],
      [5, 0],
    ],
  })),
  { name: 'nextafter', points: plane },
  { name: 'nexttoward', points: plane },
  { name: 'nextup', points: betweenSteps },
  { name: 'nextdown', points: betweenSteps },
  { name: 'llvm.canonicalize', points: betweenSteps },
  ...['floor', 'ceil', 'round', 'trunc', 'rint', 'nearbyint', 'roundeven'].map((name) => ({
    name,
    points: betweenSteps,
  })),
  { name: 'logb', points: at(-5.1, 0.3, 0.7, 1e10) },
  ...['fromfp', 'fromfpx', 'ufromfp', 'ufromfpx'].map((name) => ({
    name,
    points: [
      [1.2, 0, 32],
      [7.7, 0, 32],
    ],
  })),
];
