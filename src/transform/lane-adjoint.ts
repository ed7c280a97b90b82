/** Adjoints of operations that rearrange the elements of vectors. */
import type { IRBuilder, Value, VectorType, Type } from '../ir/index.ts';
import {
  ConstantAggregate,
  ExtractElementInst,
  InsertElementInst,
  ShuffleVectorInst,
  constantInt,
  i32,
  isFloatingPoint,
  poison,
  vectorType,
  zeroOf,
} from '../ir/index.ts';

/**
 * The adjoint of one operand of a `shufflevector`, as vectors to be added: each element of the operand gets the adjoints
 * of all lanes of the result that it went to. `side`: 0 for the left operand, 1 for the right one.
 */
export function gatherLanes(
  b: IRBuilder,
  adjoint: Value,
  mask: readonly (number | undefined)[],
  operand: VectorType,
  side: number,
): Value[] {
  const lanes = Array.from({ length: operand.length }, (): number[] => []);
  mask.forEach((from, to) => {
    if (from !== undefined) lanes[from - side * operand.length]?.push(to);
  });
  const only = lanes.findIndex((l) => l.length > 2);
  const spread = only >= 0 && lanes.every((l, i) => i === only || l.length === 0);
  if (spread && isFloatingPoint(operand.element))
    return [sumIntoLane(b, adjoint, lanes[only]!, operand, only)];
  const rounds = Math.max(0, ...lanes.map((l) => l.length));
  return Array.from(
    { length: rounds },
    (_, round) =>
    selectLanes(b, adjoint, lanes.map((l) => l[round])), // prettier-ignore
  );
}

/** The chosen elements, zero where none is chosen. */
function selectLanes(b: IRBuilder, vector: Value, lanes: readonly (number | undefined)[]): Value {
  const width = (vector.type as VectorType).length;
  const elements = lanes.map((lane) => constantInt(i32, lane ?? width));
  const mask = new ConstantAggregate(vectorType(i32, lanes.length), elements);
  return b.insert(new ShuffleVectorInst(vector, zeroOf(vector.type), mask));
}

/** One element went to many lanes: its adjoint is the sum of theirs. */
function sumIntoLane(
  b: IRBuilder,
  adjoint: Value,
  from: readonly number[],
  type: VectorType,
  lane: number,
): Value {
  let sum: Value | undefined;
  for (const i of from) {
    const part = b.insert(new ExtractElementInst(adjoint, constantInt(i32, i)));
    sum = sum ? b.fadd(sum, part) : part;
  }
  return b.insert(new InsertElementInst(zeroOf(type), sum!, constantInt(i32, lane)));
}

/** The scalar in every element. */
export function splat(b: IRBuilder, scalar: Value, type: Type): Value {
  if (type.kind !== 'vector') throw new Error('not a vector');
  const first = b.insert(new InsertElementInst(poison(type), scalar, constantInt(i32, 0)));
  return b.insert(new ShuffleVectorInst(first, poison(type), zeroOf(vectorType(i32, type.length))));
}
