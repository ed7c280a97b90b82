import type { AllocaInst, Fn, IRBuilder, Instruction, Type, Value } from '../../ir/index.ts';
import {
  AllocaInst as Alloca,
  ConstantInt,
  ExtractElementInst,
  InsertElementInst,
  ShuffleVectorInst,
  StoreInst,
  ConstantAggregate,
  constantInt,
  constantLanes,
  i32,
  isInstruction,
  poison,
  shuffleMask,
  vectorType,
  zeroOf,
} from '../../ir/index.ts';

/** Number of elements of a vector that can be taken apart; undefined for other types. */
export function laneCount(type: Type): number | undefined {
  return type.kind === 'vector' && !type.scalable ? type.length : undefined;
}

/** The element of a vector at a place that is known: the value that was put there, or an `extractelement`. */
export function laneOf(b: IRBuilder, vector: Value, index: number): Value {
  return knownLane(vector, index) ?? b.insert(new ExtractElementInst(vector, constantInt(i32, index)));
}

function knownLane(vector: Value, index: number): Value | undefined {
  let [at, lane] = [vector, index];
  // Long chains of inserts are short enough to walk, and are left alone beyond that.
  for (let steps = 0; steps < 256; steps++) {
    const constants = constantLanes(at);
    if (constants) return constants[lane];
    if (!isInstruction(at)) return undefined;
    if (at.opcode === 'insertelement') {
      const place = at.operand(2);
      if (!(place instanceof ConstantInt)) return undefined;
      if (Number(place.unsigned) === lane) return at.operand(1);
      at = at.operand(0);
    } else if (at.opcode === 'shufflevector') {
      const from = shuffleMask(at.operand(2))?.[lane];
      const width = laneCount(at.operand(0).type);
      if (from === undefined || width === undefined) return undefined;
      [at, lane] = from < width ? [at.operand(0), from] : [at.operand(1), from - width];
    } else return undefined;
  }
  return undefined;
}

/** A vector of these elements. */
export function vectorOf(b: IRBuilder, lanes: readonly Value[]): Value {
  let vector: Value = poison(vectorType(lanes[0]!.type, lanes.length));
  lanes.forEach((lane, i) => {
    vector = b.insert(new InsertElementInst(vector, lane, constantInt(i32, i)));
  });
  return vector;
}

/** Elements of one or two vectors in a new order; undefined for a lane of no meaning. */
export function rearranged(
  b: IRBuilder,
  left: Value,
  right: Value,
  mask: readonly (number | undefined)[],
): Value {
  const elements = mask.map((m) => (m === undefined ? poison(i32) : constantInt(i32, m)));
  const constant = new ConstantAggregate(vectorType(i32, mask.length), elements);
  return b.insert(new ShuffleVectorInst(left, right, constant));
}

/**
 * A variable of the function's own, zero at first, for accesses that a mask turns off. It is nowhere else read or
 * written, so that it says nothing about other memory.
 */
export function spareVariable(fn: Fn, type: Type): AllocaInst {
  const entry = fn.entry;
  const variable = new Alloca(type, constantInt(i32, 1), undefined, 'masked');
  const first: Instruction | null = entry.firstNonPhi;
  entry.insertBefore(variable, first);
  entry.insertBefore(new StoreInst(zeroOf(type), variable), first);
  return variable;
}

/** All elements of a vector. */
export function lanesOf(b: IRBuilder, vector: Value): Value[] {
  return Array.from({ length: laneCount(vector.type) ?? 0 }, (_, i) => laneOf(b, vector, i));
}
