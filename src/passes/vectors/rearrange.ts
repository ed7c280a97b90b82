/** Intrinsics that rearrange fixed vectors, as `shufflevector`; and reductions that are no sum, one element after the other. */
import type { CallInst, IRBuilder, Type, Value } from '../../ir/index.ts';
import { ConstantInt, InsertValueInst, functionType, isFloatingPoint, mangleType, poison, scalarOf } from '../../ir/index.ts'; // prettier-ignore
import type { LowerContext, Lowering } from './context.ts';
import { laneCount, lanesOf, rearranged } from './lanes.ts';

const range = (count: number, of: (i: number) => number): number[] => Array.from({ length: count }, (_, i) => of(i)); // prettier-ignore

const reverse: Lowering = ({ b }, call) => {
  const [vector] = call.args as [Value];
  const n = laneCount(vector.type);
  if (n === undefined) return undefined;
  return rearranged(b, vector, poison(vector.type), range(n, (i) => n - 1 - i)); // prettier-ignore
};

/** Elements of the two operands in a row, from one on; `first` tells which, by the third operand and the length. */
const splice =
  (first: (offset: number, length: number) => number): Lowering =>
  ({ b }, call) => {
    const [left, right, offset] = call.args as [Value, Value, Value];
    const n = laneCount(left.type);
    if (n === undefined || !(offset instanceof ConstantInt)) return undefined;
    const from = first(Number(offset.value), n);
    return rearranged(b, left, right, range(n, (i) => from + i)); // prettier-ignore
  };

const interleave2: Lowering = ({ b }, call) => {
  const [left, right] = call.args as [Value, Value];
  const n = laneCount(left.type);
  if (n === undefined) return undefined;
  return rearranged(b, left, right, range(2 * n, (i) => (i >> 1) + (i & 1) * n)); // prettier-ignore
};

const deinterleave2: Lowering = ({ b }, call) => {
  const [vector] = call.args as [Value];
  const n = laneCount(vector.type);
  if (n === undefined) return undefined;
  let both: Value = poison(call.type);
  for (const half of [0, 1]) {
    const part = rearranged(b, vector, poison(vector.type), range(n / 2, (i) => 2 * i + half)); // prettier-ignore
    both = b.insert(new InsertValueInst(both, part, [half]));
  }
  return both;
};

const extract: Lowering = ({ b }, call) => {
  const [vector, index] = call.args as [Value, Value];
  const n = laneCount(call.type);
  if (n === undefined || laneCount(vector.type) === undefined || !(index instanceof ConstantInt))
    return undefined;
  return rearranged(b, vector, poison(vector.type), range(n, (i) => i + Number(index.value))); // prettier-ignore
};

const insert: Lowering = ({ b }, call) => {
  const [vector, part, index] = call.args as [Value, Value, Value];
  const [n, m] = [laneCount(vector.type), laneCount(part.type)];
  if (n === undefined || m === undefined || !(index instanceof ConstantInt)) return undefined;
  const at = Number(index.value);
  const wide = rearranged(
    b,
    part,
    poison(part.type),
    Array.from({ length: n }, (_, i) => (i < m ? i : undefined)),
  );
  return rearranged(b, vector, wide, range(n, (i) => (i >= at && i < at + m ? n + i - at : i))); // prettier-ignore
};

type Combine = (b: IRBuilder, left: Value, right: Value) => Value;

/** Folds the elements from the first to the last; `start`: the first operand is the start value. */
function reduction(start: boolean, combine: (context: LowerContext, call: CallInst) => Combine): Lowering {
  return (context, call) => {
    const vector = call.args[start ? 1 : 0]!;
    if (laneCount(vector.type) === undefined || !isFloatingPoint(scalarOf(vector.type))) return undefined;
    const step = combine(context, call);
    const lanes = lanesOf(context.b, vector);
    const all = start ? [call.args[0]!, ...lanes] : lanes;
    return all.reduce((sum, lane) => step(context.b, sum, lane));
  };
}

/** A binary intrinsic on the element type, with the flags of the reduction. */
function intrinsic({ fn }: LowerContext, call: CallInst, stem: string): Combine {
  const type: Type = call.type;
  const signature = functionType(type, [type, type]);
  const callee = fn.parent!.getOrDeclare(`${stem}.${mangleType(type)}`, signature);
  return (b, left, right) => {
    const result = b.call(callee, [left, right]);
    result.flags = call.flags;
    return result;
  };
}

const product = reduction(true, (_, call) => (b, left, right) => {
  const result = b.fmul(left, right);
  result.flags = call.flags;
  return result;
});

const extremes: Readonly<Record<string, string>> = {
  fmax: 'maxnum',
  fmin: 'minnum',
  fmaximum: 'maximum',
  fminimum: 'minimum',
};

export const rearrangingLowerings: Readonly<Record<string, Lowering>> = {
  'llvm.vector.reverse': reverse,
  // LLVM up to 21; a negative offset counts from the end.
  'llvm.vector.splice': splice((offset, n) => (offset < 0 ? n + offset : offset)),
  'llvm.vector.splice.left': splice((offset) => offset),
  'llvm.vector.splice.right': splice((offset, n) => n - offset),
  'llvm.vector.interleave2': interleave2,
  'llvm.vector.deinterleave2': deinterleave2,
  'llvm.vector.extract': extract,
  'llvm.vector.insert': insert,
  'llvm.vector.reduce.fmul': product,
  ...Object.fromEntries(
    Object.entries(extremes).map(([name, stem]) => [
      `llvm.vector.reduce.${name}`,
      reduction(false, (context, call) => intrinsic(context, call, `llvm.${stem}`)),
    ]),
  ),
};
