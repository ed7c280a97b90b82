/** Holds a gradient against central differences of the function, component by component. */
import {
  isFloatKind,
  type FunctionLayout,
  type ParameterLayout,
  type ScalarKind,
} from '../bindings/layout.ts';
import type { Argument, CompiledFunction, GradientOptions } from '../bindings/runtime/types.ts';
import { gradientAt } from './call.ts';
import { differentiateNumerically } from './differences.ts';

export interface ComparedComponent {
  /** `x[3]`, `a[1][0]`, `y`. */
  readonly name: string;
  readonly gradient: number;
  readonly difference: number;
  /** Difference of the two, relative to the component or to a thousandth of the largest, whichever is larger. */
  readonly error: number;
  readonly agrees: boolean;
}

export interface Comparison {
  readonly rows: readonly ComparedComponent[];
  /** The row of the largest error; undefined when there are no components. */
  readonly worst: ComparedComponent | undefined;
  readonly agrees: boolean;
  readonly rtol: number;
}

/** Components much smaller than the largest are not asked to agree to the same relative precision. */
const floor = 1e-3;

export function compareWithDifferences(
  fn: CompiledFunction,
  point: readonly Argument[],
  options: GradientOptions,
  rtol: number,
): Comparison {
  const { gradient } = gradientAt(fn, point, options);
  const objective = makeObjective(fn, point, options);
  const places = fn.layout.parameters.flatMap((parameter, i) => placesOf(parameter, i, gradient[i]));
  const sizes = places.map((place) => Math.abs(place.gradient)).filter(Number.isFinite);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const rows = places.map((place) => {
    const { derivative, noise } = differentiateNumerically(
      (x) => objective.at(place, x),
      objective.coordinate(place),
      {
        round: place.kind === 'f32' ? Math.fround : (x) => x,
        rounding: objective.rounding,
        tolerance: rtol / 10,
      },
    );
    return compare(place, derivative, noise, largest, rtol);
  });
  const worst = rows.reduce<ComparedComponent | undefined>(
    (a, b) => (a && !isWorse(b, a) ? a : b),
    undefined,
  );
  return { rows, worst, agrees: rows.every((row) => row.agrees), rtol };
}

function compare(
  { name, gradient }: Place,
  difference: number,
  noise: number,
  largest: number,
  rtol: number,
): ComparedComponent {
  const distance = Math.abs(gradient - difference);
  const scale = Math.max(Math.abs(gradient), Math.abs(difference), floor * largest);
  const error = distance === 0 ? 0 : distance / scale;
  return { name, gradient, difference, error, agrees: distance <= rtol * scale + noise };
}

/** Disagreement weighs more than any number, not-a-number more than any error. */
export function isWorse(a: ComparedComponent, b: ComparedComponent): boolean {
  if (a.agrees !== b.agrees) return !a.agrees;
  const [x, y] = [a.error, b.error].map((error) => (Number.isNaN(error) ? Infinity : error)) as [
    number,
    number,
  ];
  return x > y;
}

/** A component of the gradient and where its coordinate is in the arguments. */
interface Place {
  readonly name: string;
  readonly parameter: number;
  /** Indices into the nested arrays of the argument; empty for a scalar. */
  readonly path: readonly number[];
  readonly kind: ScalarKind;
  readonly gradient: number;
}

function placesOf(parameter: ParameterLayout, index: number, entry: unknown): Place[] {
  const places: Place[] = [];
  let flat = 0;
  const visit = (item: unknown, path: readonly number[]): void => {
    if (ArrayBuffer.isView(item) || Array.isArray(item)) {
      const items = item as ArrayLike<unknown>;
      for (let i = 0; i < items.length; i++) visit(items[i], [...path, i]);
      return;
    }
    const kind = kindAt(parameter, flat++);
    if (typeof item !== 'number') return;
    const name = parameter.name + path.map((i) => `[${i}]`).join('');
    places.push({ name, parameter: index, path, kind, gradient: item });
  };
  visit(entry, []);
  return places;
}

function kindAt(parameter: ParameterLayout, flat: number): ScalarKind {
  if (parameter.form === 'scalar') return parameter.kind;
  return parameter.element.uniform ?? parameter.element.fields[flat % parameter.element.count]!.kind;
}

/** The number that is differentiated: the seeds times the outputs. */
interface Objective {
  /** Its value when one coordinate is changed. */
  at(place: Place, x: number): number;
  coordinate(place: Place): number;
  /** Estimate of the absolute rounding error of the value. */
  readonly rounding: number;
}

type Nested = Argument[];

function makeObjective(
  fn: CompiledFunction,
  point: readonly Argument[],
  options: GradientOptions,
): Objective {
  const { layout } = fn;
  const seeds = readSeeds(layout, options);
  const terms = (args: readonly Argument[]): number[] => {
    const copies = args.map((arg, i) => {
      const parameter = layout.parameters[i]!;
      // The function may write into it.
      return parameter.form === 'array' && !parameter.readOnly ? structuredClone(arg) : arg;
    });
    const result: unknown = fn(...copies);
    const products = layout.parameters.flatMap(({ name }, i) => {
      const output = flatten(copies[i]);
      return flatten(seeds.arrays[name]).map((seed, j) => (seed === 0 ? 0 : seed * output[j]!));
    });
    return seeds.result === 0 ? products : [seeds.result * Number(result), ...products];
  };
  const rounding = terms(point).reduce((sum, term) => sum + Math.abs(term), 0) * precisionOf(layout, seeds);
  return {
    at(place, x) {
      const args = [...point];
      args[place.parameter] = withCoordinate(args[place.parameter]!, place.path, x);
      return terms(args).reduce((sum, term) => sum + term, 0);
    },
    coordinate({ parameter, path }) {
      return Number(path.reduce<Argument>((array, i) => (array as Nested)[i]!, point[parameter]!));
    },
    rounding,
  };
}

/** A copy, as deep as needed, with one number replaced. */
function withCoordinate(argument: Argument, path: readonly number[], x: number): Argument {
  const [first, ...rest] = path;
  if (first === undefined) return x;
  const copy = (argument as Nested).slice();
  copy[first] = withCoordinate(copy[first]!, rest, x);
  return copy as Argument;
}

interface Seeds {
  readonly result: number;
  readonly arrays: Readonly<Record<string, unknown>>;
}

/** The seeds that the gradient was computed with, which has checked them. */
function readSeeds(layout: FunctionLayout, { seed }: GradientOptions): Seeds {
  const returnsFloat = layout.result !== null && isFloatKind(layout.result);
  const implied = returnsFloat ? 1 : 0;
  if (seed === undefined) return { result: implied, arrays: {} };
  if (typeof seed === 'number') return { result: seed, arrays: {} };
  if (Array.isArray(seed) || ArrayBuffer.isView(seed)) {
    const output = layout.parameters.find((p) => p.form === 'array' && !p.readOnly && p.shadow);
    return { result: implied, arrays: output ? { [output.name]: seed } : {} };
  }
  const { return: result, ...arrays } = seed as Record<string, unknown>;
  return { result: returnsFloat && result !== undefined ? Number(result) : implied, arrays };
}

/** Half a unit in the last place of the least precise number that comes out. */
function precisionOf(layout: FunctionLayout, seeds: Seeds): number {
  const single = layout.parameters.some(
    (p) =>
      p.form === 'array' &&
      p.name in seeds.arrays &&
      (p.element.uniform === 'f32' || p.element.fields.some((f) => f.kind === 'f32')),
  );
  return 2 ** (single || (seeds.result !== 0 && layout.result === 'f32') ? -24 : -53);
}

function flatten(value: unknown): number[] {
  if (value === null || value === undefined) return [];
  if (!Array.isArray(value) && !ArrayBuffer.isView(value)) return [Number(value)];
  return Array.from(value as ArrayLike<unknown>).flatMap(flatten);
}
