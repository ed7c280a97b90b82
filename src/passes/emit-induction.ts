import type { Induction } from '../analysis/induction.ts';
import type { LinearForm } from '../analysis/linear-form.ts';
import type { TripCount } from '../analysis/trip-count.ts';
import type { DataLayout, IRBuilder, IntegerType, Type, Value } from '../ir/index.ts';
import { ConstantInt, constantInt, i1, integerType } from '../ir/index.ts';

/** The integer type in which the values of an integer or pointer type are counted. */
function arithmeticType(type: Type, layout: DataLayout): IntegerType {
  if (type.kind === 'integer') return type;
  if (type.kind === 'pointer') return layout.indexType(type.addressSpace);
  throw new Error(`no arithmetic on ${type}`);
}

function dataLayoutAt(builder: IRBuilder): DataLayout {
  const layout = builder.block.parent?.parent?.dataLayout;
  if (!layout) throw new Error('the insertion point stands in no module');
  return layout;
}

/**
 * Emits the number of back edges that a loop will take, unsigned, in the integer type of the width that the exit test
 * compares. The insertion point must be dominated by `start` and `bound`: the preheader is.
 */
export function emitTripCount(builder: IRBuilder, count: TripCount): Value {
  const { predicate, step, offset } = count;
  const whole = arithmeticType(count.start.type, dataLayoutAt(builder));
  const type = count.narrowed ?? whole;
  const first = resize(builder, asInteger(builder, count.start, whole), type, 'zext');
  const start = plus(builder, first, constantInt(type, offset));
  const bound = asInteger(builder, count.bound, type);
  if (predicate === 'eq') {
    const goesOn = builder.icmp('eq', start, bound);
    return type === i1 ? goesOn : builder.cast('zext', goesOn, type);
  }
  const distance = step > 0n ? builder.sub(bound, start) : builder.sub(start, bound);
  const size = constantInt(type, step > 0n ? step : -step);
  if (predicate === 'ne') return dividedBy(builder, distance, size);
  const one = constantInt(type, 1n);
  const isStrict = predicate.endsWith('t');
  // Up to a strict bound: the distance divided by the step, rounded up.
  const steps = isStrict
    ? size.value === 1n
      ? distance
      : builder.add(dividedBy(builder, builder.sub(distance, one), size), one)
    : builder.add(dividedBy(builder, distance, size), one);
  return builder.select(builder.icmp(predicate, start, bound), steps, constantInt(type, 0n));
}

/**
 * Emits what an induction variable holds after `iteration` back edges. The number of back edges is unsigned and must be
 * given in full, in any width. The insertion point must be dominated by the start and the steps: the preheader is.
 */
export function emitInductionValue(builder: IRBuilder, induction: Induction, iteration: Value): Value {
  const layout = dataLayoutAt(builder);
  const type = arithmeticType(induction.phi.type, layout);
  const k = resize(builder, iteration, type, 'zext');
  let distance: Value = times(builder, k, emitForm(builder, induction.step, type));
  if (induction.kind === 'quadratic') {
    const triangle = resize(builder, emitTriangle(builder, iteration, type), type, 'zext');
    for (const { induction: inner, scale } of induction.inductions) {
      const from = times(builder, k, asInteger(builder, inner.start, type));
      const growth = times(builder, triangle, emitForm(builder, inner.step, type));
      distance = plus(
        builder,
        distance,
        times(builder, plus(builder, from, growth), constantInt(type, scale)),
      );
    }
  }
  if (induction.phi.type.kind === 'pointer') return builder.byteOffset(induction.start, distance);
  return plus(builder, induction.start, distance);
}

/** k · (k - 1) / 2. The even factor is halved first, since the product may not fit; so k is needed in full. */
function emitTriangle(builder: IRBuilder, iteration: Value, least: IntegerType): Value {
  const given = iteration.type as IntegerType;
  const type = integerType(Math.max(given.bits, least.bits, 8));
  const k = resize(builder, iteration, type, 'zext');
  const one = constantInt(type, 1n);
  const before = builder.sub(k, one);
  const isOdd = builder.cast('trunc', k, i1);
  const halfOfOdd = builder.mul(k, builder.binary('lshr', before, one));
  const halfOfEven = builder.mul(builder.binary('lshr', k, one), before);
  return builder.select(isOdd, halfOfOdd, halfOfEven);
}

/** Emits `constant + Σ scale · value`. */
export function emitForm(builder: IRBuilder, form: LinearForm, type: IntegerType): Value {
  let sum: Value = constantInt(type, form.constant);
  for (const { value, scale } of form.terms) {
    const term = resize(builder, asInteger(builder, value, type), type, 'sext');
    sum = plus(builder, sum, times(builder, term, constantInt(type, scale)));
  }
  return sum;
}

function asInteger(builder: IRBuilder, value: Value, type: IntegerType): Value {
  return value.type.kind === 'pointer' ? builder.cast('ptrtoint', value, type) : value;
}

function resize(builder: IRBuilder, value: Value, type: IntegerType, widen: 'zext' | 'sext'): Value {
  const from = value.type as IntegerType;
  if (from === type) return value;
  if (value instanceof ConstantInt) return constantInt(type, widen === 'zext' ? value.unsigned : value.value);
  return builder.cast(from.bits < type.bits ? widen : 'trunc', value, type);
}

const isConstant = (value: Value, n: bigint): boolean => value instanceof ConstantInt && value.value === n;

function plus(builder: IRBuilder, a: Value, b: Value): Value {
  if (isConstant(a, 0n)) return b;
  return isConstant(b, 0n) ? a : builder.add(a, b);
}

function times(builder: IRBuilder, a: Value, b: Value): Value {
  if (isConstant(a, 1n)) return b;
  return isConstant(b, 1n) ? a : builder.mul(a, b);
}

function dividedBy(builder: IRBuilder, a: Value, b: ConstantInt): Value {
  return b.value === 1n ? a : builder.binary('udiv', a, b);
}
