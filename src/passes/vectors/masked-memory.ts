/**
 * Accesses under a mask become one access for each element, without control flow: an element that the mask turns off is
 * read from, or written to, a variable that is there for nothing else.
 */
import type { CallInst, IRBuilder, Type, Value } from '../../ir/index.ts';
import { ConstantInt, constantInt, findAttribute, i64, scalarOf, zeroOf } from '../../ir/index.ts';
import type { LowerContext, Lowering } from './context.ts';
import { laneCount, lanesOf, spareVariable, vectorOf } from './lanes.ts';

/** The elements in memory: their addresses, which of them the mask turns on, and how they are aligned. */
interface MaskedLanes {
  readonly pointers: readonly Value[];
  readonly masks: readonly Value[];
  readonly align: number;
}

/** Reads the elements that are turned on; the others are those of `otherwise`. */
export function readLanes(
  { b, fn }: LowerContext,
  { pointers, masks, align }: MaskedLanes,
  otherwise: readonly Value[],
): Value {
  const type = otherwise[0]!.type;
  let spare: Value | undefined;
  const lanes = pointers.map((pointer, i) => {
    const mask = masks[i]!;
    if (isTurned(mask, 'off')) return otherwise[i]!;
    if (isTurned(mask, 'on')) return b.load(type, pointer, undefined, align);
    spare ??= spareVariable(fn, type);
    const read = b.load(type, b.select(mask, pointer, spare), undefined, align);
    return b.select(mask, read, otherwise[i]!);
  });
  return vectorOf(b, lanes);
}

/** Writes the elements that are turned on, the first one first. */
export function writeLanes(
  { b, fn }: LowerContext,
  { pointers, masks, align }: MaskedLanes,
  values: readonly Value[],
): void {
  let spare: Value | undefined;
  pointers.forEach((pointer, i) => {
    const mask = masks[i]!;
    if (isTurned(mask, 'off')) return;
    if (!isTurned(mask, 'on')) spare ??= spareVariable(fn, values[i]!.type);
    b.store(values[i]!, spare && !isTurned(mask, 'on') ? b.select(mask, pointer, spare) : pointer, align);
  });
}

const isTurned = (mask: Value, how: 'on' | 'off'): boolean =>
  mask instanceof ConstantInt && (mask.value === 0n) === (how === 'off');

/** The addresses of the elements of a vector in memory. */
export function consecutive({ b, fn }: LowerContext, base: Value, vector: Type): Value[] {
  const { dataLayout } = fn.parent!;
  const size = dataLayout.allocSize(scalarOf(vector));
  const addressOf = (i: number): Value =>
    i === 0 ? base : b.byteOffset(base, constantInt(dataLayout.indexType(), i * size));
  return Array.from({ length: laneCount(vector) ?? 0 }, (_, i) => addressOf(i));
}

/** Addresses in memory where nothing but the elements that are turned on stands. */
function packed(b: IRBuilder, base: Value, masks: readonly Value[], vector: Type): Value[] {
  let count: Value = zeroOf(i64);
  return masks.map((mask) => {
    const address = b.gep(scalarOf(vector), base, [count]);
    count = b.add(count, b.cast('zext', mask, i64));
    return address;
  });
}

/** The alignment of every element of a vector that is aligned so. */
export function elementAlign({ fn }: LowerContext, align: number, vector: Type): number {
  let size = fn.parent!.dataLayout.allocSize(scalarOf(vector));
  let common = align;
  while (size > 0) [common, size] = [size, common % size];
  return common;
}

/** The operands without the alignment, which LLVM up to 21 has as an operand behind the pointer. */
function operandsOf(call: CallInst, pointer: number): { args: Value[]; align: number } {
  const args = call.args;
  const attribute = findAttribute(call.argumentAttributes[pointer] ?? [], 'align');
  const written = attribute?.kind === 'integer' ? Number(attribute.value) : 1;
  if (args.length <= 3) return { args, align: written };
  const [operand] = args.splice(pointer + 1, 1);
  return { args, align: operand instanceof ConstantInt ? Number(operand.unsigned) || 1 : 1 };
}

const load: Lowering = (context, call) => {
  if (laneCount(call.type) === undefined) return undefined;
  const { args, align } = operandsOf(call, 0);
  const [base, mask, otherwise] = args as [Value, Value, Value];
  const lanes: MaskedLanes = {
    pointers: consecutive(context, base, call.type),
    masks: lanesOf(context.b, mask),
    align: elementAlign(context, align, call.type),
  };
  return readLanes(context, lanes, lanesOf(context.b, otherwise));
};

const store: Lowering = (context, call) => {
  const { args, align } = operandsOf(call, 1);
  const [value, base, mask] = args as [Value, Value, Value];
  if (laneCount(value.type) === undefined) return undefined;
  const lanes: MaskedLanes = {
    pointers: consecutive(context, base, value.type),
    masks: lanesOf(context.b, mask),
    align: elementAlign(context, align, value.type),
  };
  writeLanes(context, lanes, lanesOf(context.b, value));
  return 'nothing';
};

const gather: Lowering = (context, call) => {
  const { args, align } = operandsOf(call, 0);
  const [vector, mask, otherwise] = args as [Value, Value, Value];
  const pointers = context.pointerLanes(vector);
  if (!pointers) return undefined;
  const lanes: MaskedLanes = { pointers, masks: lanesOf(context.b, mask), align };
  return readLanes(context, lanes, lanesOf(context.b, otherwise));
};

const scatter: Lowering = (context, call) => {
  const { args, align } = operandsOf(call, 1);
  const [value, vector, mask] = args as [Value, Value, Value];
  const pointers = context.pointerLanes(vector);
  if (!pointers) return undefined;
  writeLanes(context, { pointers, masks: lanesOf(context.b, mask), align }, lanesOf(context.b, value));
  return 'nothing';
};

const expandLoad: Lowering = (context, call) => {
  const [base, mask, otherwise] = call.args as [Value, Value, Value];
  if (laneCount(call.type) === undefined) return undefined;
  const masks = lanesOf(context.b, mask);
  const lanes: MaskedLanes = { pointers: packed(context.b, base, masks, call.type), masks, align: 1 };
  return readLanes(context, lanes, lanesOf(context.b, otherwise));
};

const compressStore: Lowering = (context, call) => {
  const [value, base, mask] = call.args as [Value, Value, Value];
  if (laneCount(value.type) === undefined) return undefined;
  const masks = lanesOf(context.b, mask);
  const pointers = packed(context.b, base, masks, value.type);
  writeLanes(context, { pointers, masks, align: 1 }, lanesOf(context.b, value));
  return 'nothing';
};

/** By the intrinsic's name without its types. */
export const maskedMemoryLowerings: Readonly<Record<string, Lowering>> = {
  'llvm.masked.load': load,
  'llvm.masked.store': store,
  'llvm.masked.gather': gather,
  'llvm.masked.scatter': scatter,
  'llvm.masked.expandload': expandLoad,
  'llvm.masked.compressstore': compressStore,
};
