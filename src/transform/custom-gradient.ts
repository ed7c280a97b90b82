/**
 * Derivatives that the program supplies for a function f, in split mode:
 *
 *     augmented(parameters and shadows) → tape, primal result, its shadow       as far as there are such
 *     reverse(parameters and shadows, seed, tape) → adjoints of the floating-point parameters
 *
 * Each pointer is followed by its shadow. Several results come in a struct, in this order. The seed is there if f returns a
 * float, the tape if `reverse` has one parameter more.
 */
import type { DataLayout, Fn, Type } from '../ir/index.ts';
import { findAttribute, isFloatingPoint, scalarOf, voidType } from '../ir/index.ts';
import type { ResultConversion } from './request-result.ts';
import { resultConversion } from './request-result.ts';
import { packedType } from './signature.ts';

export interface CustomGradient {
  readonly augmented: Fn;
  readonly reverse: Fn;
  /** What `augmented` hands to `reverse`. */
  readonly tape: Type | undefined;
  /** What `augmented` returns, in order; as a lone value or a struct. */
  readonly results: readonly ('tape' | 'primal' | 'shadow')[];
  /** The struct that `augmented` writes through its first parameter; undefined when it returns its results. */
  readonly resultMemory: Type | undefined;
  /** How the results follow from what `augmented` returns, of the type `packedType(resultTypes)`. */
  readonly fromAugmented: ResultConversion;
  readonly resultTypes: readonly Type[];
  readonly takesSeed: boolean;
  /** The adjoints that `reverse` returns: of all floating-point parameters. */
  readonly adjoints: readonly Type[];
  readonly fromReverse: ResultConversion;
}

const gradients = new WeakMap<Fn, CustomGradient>();

/** The derivative that the program has registered for the function. */
export function customGradientOf(fn: Fn): CustomGradient | undefined {
  return gradients.get(fn);
}

/** Whether the value of such a parameter has an adjoint that is returned. */
export const isAdjointParameter = (type: Type): boolean => isFloatingPoint(scalarOf(type));

/** Registers a derivative; returns what does not fit, if something does not. */
export function registerGradient(fn: Fn, augmented: Fn, reverse: Fn): string | undefined {
  const layout = fn.parent!.dataLayout;
  const parameters = fn.valueType.parameters.flatMap((t): Type[] => (t.kind === 'pointer' ? [t, t] : [t]));
  const takesSeed = isAdjointParameter(fn.returnType);
  const result = resultOf(augmented);
  const passed = augmented.valueType.parameters.slice(result.memory ? 1 : 0);
  const mismatch = compare('the augmented primal', passed, parameters);
  if (mismatch) return mismatch;
  const [given, needed] = [
    reverse.valueType.parameters,
    [...parameters, ...(takesSeed ? [fn.returnType] : [])],
  ];
  const withTape = given.length === needed.length + 1;
  const wrong = compare('the reverse function', withTape ? given.slice(0, -1) : given, needed);
  if (wrong) return wrong;
  const tape = withTape ? given.at(-1)! : undefined;
  const primal: CustomGradient['results'] =
    fn.returnType === voidType ? [] : fn.returnType.kind === 'pointer' ? ['primal', 'shadow'] : ['primal'];
  const results = tape ? (['tape', ...primal] as const) : primal;
  const resultTypes = results.map((r) => (r === 'tape' ? tape! : fn.returnType));
  const fromAugmented = conversion(result.type, packedType(resultTypes), layout);
  if (!fromAugmented) return `the augmented primal returns ${result.type}, not ${resultTypes.length === 0 ? 'nothing' : resultTypes.join(', ')}`; // prettier-ignore
  const adjoints = fn.valueType.parameters.filter(isAdjointParameter);
  const fromReverse = conversion(reverse.returnType, packedType(adjoints), layout);
  if (!fromReverse) return `the reverse function returns ${reverse.returnType}, not the adjoints of type ${adjoints.join(', ')}`; // prettier-ignore
  gradients.set(fn, {
    augmented, reverse, tape, results, resultMemory: result.memory, fromAugmented, resultTypes, takesSeed, adjoints, fromReverse,
  }); // prettier-ignore
  return undefined;
}

/** Nothing is expected of a result that nobody reads. */
function conversion(from: Type, to: Type, layout: DataLayout): ResultConversion | undefined {
  if (to === voidType) return 'none';
  return resultConversion(from, to, layout);
}

/** The type of a result, which may be returned in memory. */
function resultOf(fn: Fn): { type: Type; memory: Type | undefined } {
  const attribute = fn.args[0] && findAttribute(fn.args[0].attributes, 'sret');
  const memory = attribute?.kind === 'type' ? attribute.type : undefined;
  return { type: memory ?? fn.returnType, memory };
}

function compare(who: string, given: readonly Type[], expected: readonly Type[]): string | undefined {
  if (given.length === expected.length && given.every((t, i) => t === expected[i])) return undefined;
  const list = (types: readonly Type[]): string => `(${types.join(', ')})`;
  return `${who} takes ${list(given)}, not ${list(expected)}`;
}
