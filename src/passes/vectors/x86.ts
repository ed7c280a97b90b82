/**
 * Intrinsics of x86 (SSE to AVX2) that `<immintrin.h>` leaves to the back end, in LLVM's own instructions. What they do
 * is described in Intel's Intrinsics Guide; the comments name what is easily got wrong.
 */
import type { FCmpPredicate, IRBuilder, IntegerType, Type, Value, VectorType } from '../../ir/index.ts';
import {
  ConstantInt,
  InsertElementInst,
  constantInt,
  functionType,
  i32,
  i8,
  integerType,
  isFloatingPoint,
  isInteger,
  mangleType,
  scalarOf,
  vectorType,
  zeroOf,
} from '../../ir/index.ts';
import type { LowerContext, Lowering } from './context.ts';
import { consecutive, elementAlign, readLanes, writeLanes } from './masked-memory.ts';
import { laneOf, lanesOf, rearranged, vectorOf } from './lanes.ts';

type Emit = (b: IRBuilder, ...values: Value[]) => Value;

const widthOf = (value: Value): number => (value.type as VectorType).length;
const bitsOfElement = (type: Type): IntegerType => {
  const scalar = scalarOf(type);
  if (isInteger(scalar)) return scalar;
  if (!isFloatingPoint(scalar)) throw new Error(`${type} has no bits`);
  return integerType(scalar.bits);
};

/** Its integers, element for element. */
function asIntegers(b: IRBuilder, vector: Value): Value {
  const type = vectorType(bitsOfElement(vector.type), widthOf(vector));
  return type === vector.type ? vector : b.cast('bitcast', vector, type);
}

/** Whether the sign bit of each element is set. */
const signs = (b: IRBuilder, vector: Value): Value => {
  const bits = asIntegers(b, vector);
  return b.icmp('slt', bits, zeroOf(bits.type));
};

/** maxpd: the second operand where neither is larger, or one is a NaN. */
const max: Emit = (b, x, y) => b.select(b.fcmp('ogt', x!, y!), x!, y!);
const min: Emit = (b, x, y) => b.select(b.fcmp('olt', x!, y!), x!, y!);

const elementwise =
  (emit: Emit): Lowering =>
  ({ b }, call) =>
    emit(b, ...call.args);

/** An operation on the first elements; the others are those of the first operand. */
const onFirst =
  (emit: Emit): Lowering =>
  ({ b }, call) => {
    const lanes = call.args.map((v) => (v.type.kind === 'vector' ? laneOf(b, v, 0) : v));
    return b.insert(new InsertElementInst(call.args[0]!, emit(b, ...lanes), constantInt(i32, 0)));
  };

/** Within each half of 128 bits: the sums (differences) of neighbours of the first operand, then of the second. */
const horizontal =
  (opcode: 'fadd' | 'fsub'): Lowering =>
  ({ b }, call) => {
    const [x, y] = call.args as [Value, Value];
    const n = widthOf(x);
    const group = 128 / bitsOfElement(x.type).bits;
    const mask = (odd: number): number[] =>
      Array.from({ length: n }, (_, i) => {
        const [start, within] = [i - (i % group), i % group];
        const second = within >= group / 2;
        return (second ? n : 0) + start + 2 * (second ? within - group / 2 : within) + odd;
      });
    return b.binary(opcode, rearranged(b, x, y, mask(0)), rearranged(b, x, y, mask(1)));
  };

/** Even elements by the first operation, odd ones by the second. */
const alternating =
  (even: Emit, odd: Emit): Lowering =>
  ({ b }, call) => {
    const n = widthOf(call.args[0]!);
    const [x, y] = [even(b, ...call.args), odd(b, ...call.args)];
    return rearranged(b, x, y, Array.from({ length: n }, (_, i) => (i % 2 ? n + i : i))); // prettier-ignore
  };

const blend: Lowering = ({ b }, call) => {
  const [x, y, mask] = call.args as [Value, Value, Value];
  return b.select(signs(b, mask), y, x);
};

/** The first eight comparisons; those from 16 on differ in signalling only, from 8 on in what unordered gives. */
const predicates: readonly (FCmpPredicate | undefined)[] = [
  'oeq', 'olt', 'ole', 'uno', 'une', 'uge', 'ugt', 'ord', 'ueq', 'ult', 'ule', 'false', 'one', 'oge', 'ogt', 'true',
]; // prettier-ignore

const compare =
  (scalar: boolean): Lowering =>
  ({ b }, call) => {
    const [x, y, which] = call.args as [Value, Value, Value];
    const predicate = which instanceof ConstantInt ? predicates[Number(which.unsigned) % 16] : undefined;
    if (!predicate) return undefined;
    const mask = (l: Value, r: Value): Value => {
      const bits = bitsOfElement(l.type);
      const integers = l.type.kind === 'vector' ? vectorType(bits, l.type.length) : bits;
      return b.cast('bitcast', b.cast('sext', b.fcmp(predicate, l, r), integers), l.type);
    };
    if (!scalar) return mask(x, y);
    return b.insert(new InsertElementInst(x, mask(laneOf(b, x, 0), laneOf(b, y, 0)), constantInt(i32, 0)));
  };

/** By the two lowest bits of the control: to even, down, up, towards zero; with the third as the current mode says. */
const roundings = ['llvm.roundeven', 'llvm.floor', 'llvm.ceil', 'llvm.trunc'];

function unaryIntrinsic({ b, fn }: LowerContext, stem: string, x: Value): Value {
  const callee = fn.parent!.getOrDeclare(`${stem}.${mangleType(x.type)}`, functionType(x.type, [x.type]));
  return b.call(callee, [x]);
}

const round: Lowering = (context, call) => {
  const control = call.args[call.args.length - 1];
  if (!(control instanceof ConstantInt)) return undefined;
  const stem = Number(control.unsigned) & 4 ? 'llvm.rint' : roundings[Number(control.unsigned) & 3]!;
  if (call.args.length === 2) return unaryIntrinsic(context, stem, call.args[0]!);
  const [rest, x] = call.args as [Value, Value];
  const rounded = unaryIntrinsic(context, stem, laneOf(context.b, x, 0));
  return context.b.insert(new InsertElementInst(rest, rounded, constantInt(i32, 0)));
};

/** Within each half of 128 bits: the products that bits 4 to 7 of the control choose, summed into those of bits 0 to 3. */
const dot: Lowering = ({ b }, call) => {
  const [x, y, control] = call.args as [Value, Value, Value];
  if (!(control instanceof ConstantInt)) return undefined;
  const bits = Number(control.unsigned);
  const group = 128 / bitsOfElement(x.type).bits;
  const products = lanesOf(b, b.fmul(x, y));
  const sums = products.map((_, i): Value | undefined => {
    if (i % group) return undefined;
    const chosen = products.slice(i, i + group).filter((_p, k) => bits & (16 << k));
    return chosen.length ? chosen.reduce((sum, p) => b.fadd(sum, p)) : undefined;
  });
  const zero = zeroOf(scalarOf(x.type));
  return vectorOf(b, products.map((_, i) => (bits & (1 << (i % group)) ? sums[i - (i % group)] : undefined) ?? zero)); // prettier-ignore
};

/** Elements of the operand chosen by the low bits of the indices, each in its half of 128 bits. */
const permuteVariable =
  (indexBits: number, shift: number, within: boolean): Lowering =>
  ({ b }, call) => {
    const [x, indices] = call.args as [Value, Value];
    const group = within ? 128 / bitsOfElement(x.type).bits : widthOf(x);
    const lanes = lanesOf(b, x);
    const type = scalarOf(indices.type) as IntegerType;
    const chosen = lanesOf(b, indices).map((index, i) => {
      const low = b.binary('lshr', index, constantInt(type, shift));
      const at = b.binary('and', low, constantInt(type, (1 << indexBits) - 1));
      const start = i - (i % group);
      let value: Value = lanes[start]!;
      for (let k = 1; k < group; k++) {
        value = b.select(b.icmp('eq', at, constantInt(type, k)), lanes[start + k]!, value);
      }
      return value;
    });
    return vectorOf(b, chosen);
  };

const maskLoad: Lowering = (context, call) => {
  const [base, mask] = call.args as [Value, Value];
  const masks = lanesOf(context.b, signs(context.b, mask));
  const zeros = masks.map(() => zeroOf(scalarOf(call.type)));
  const align = elementAlign(context, 1, call.type);
  return readLanes(context, { pointers: consecutive(context, base, call.type), masks, align }, zeros);
};

const maskStore: Lowering = (context, call) => {
  const [base, mask, value] = call.args as [Value, Value, Value];
  const masks = lanesOf(context.b, signs(context.b, mask));
  const align = elementAlign(context, 1, value.type);
  const pointers = consecutive(context, base, value.type);
  writeLanes(context, { pointers, masks, align }, lanesOf(context.b, value));
  return 'nothing';
};

/** Of four operands and the scale: what stays where the mask is off, the base, the indices, and the mask by its signs. */
const gather: Lowering = (context, call) => {
  const { b, fn } = context;
  const [otherwise, base, indices, mask, scale] = call.args as [Value, Value, Value, Value, Value];
  // Fewer or more indices than elements: the halves that are left out are not told apart here.
  if (!(scale instanceof ConstantInt) || widthOf(indices) !== widthOf(otherwise)) return undefined;
  const index = fn.parent!.dataLayout.indexType();
  const factor = constantInt(index, scale.unsigned);
  const pointers = lanesOf(b, indices).map((i) => {
    const wide = i.type === index ? i : b.cast('sext', i, index);
    return b.gep(i8, base, [b.mul(wide, factor)]);
  });
  const masks = lanesOf(b, signs(b, mask));
  return readLanes(context, { pointers, masks, align: 1 }, lanesOf(b, otherwise));
};

function fused(sign: 'fadd' | 'fsub'): Emit {
  return (b, x, y, z) => {
    const type = x!.type;
    const fn = b.block.parent!.parent!.getOrDeclare(`llvm.fma.${mangleType(type)}`, functionType(type, [type, type, type])); // prettier-ignore
    return b.call(fn, [x!, y!, sign === 'fadd' ? z! : b.fneg(z!)]);
  };
}

const add: Emit = (b, x, y) => b.fadd(x!, y!);
const subtract: Emit = (b, x, y) => b.fsub(x!, y!);

const table: readonly (readonly [RegExp, Lowering])[] = [
  [/^(sse\.max\.ps|sse2\.max\.pd|avx\.max\.p[sd]\.256)$/, elementwise(max)],
  [/^(sse\.min\.ps|sse2\.min\.pd|avx\.min\.p[sd]\.256)$/, elementwise(min)],
  [/^(sse\.max\.ss|sse2\.max\.sd)$/, onFirst(max)],
  [/^(sse\.min\.ss|sse2\.min\.sd)$/, onFirst(min)],
  [/^(sse3\.hadd\.p[sd]|avx\.hadd\.p[sd]\.256)$/, horizontal('fadd')],
  [/^(sse3\.hsub\.p[sd]|avx\.hsub\.p[sd]\.256)$/, horizontal('fsub')],
  [/^(sse3\.addsub\.p[sd]|avx\.addsub\.p[sd]\.256)$/, alternating(subtract, add)],
  [/^fma\.vfmaddsub\.p[sd](\.256)?$/, alternating(fused('fsub'), fused('fadd'))],
  [/^fma\.vfmsubadd\.p[sd](\.256)?$/, alternating(fused('fadd'), fused('fsub'))],
  [/^(sse41\.blendvp[sd]|avx\.blendv\.p[sd]\.256)$/, blend],
  [/^(sse\.cmp\.ps|sse2\.cmp\.pd|avx\.cmp\.p[sd]\.256)$/, compare(false)],
  [/^(sse\.cmp\.ss|sse2\.cmp\.sd)$/, compare(true)],
  [/^(sse41\.round\.[ps][sd]|avx\.round\.p[sd]\.256)$/, round],
  [/^(sse41\.dpp[sd]|avx\.dp\.ps\.256)$/, dot],
  [/^avx\.vpermilvar\.pd(\.256)?$/, permuteVariable(1, 1, true)],
  [/^avx\.vpermilvar\.ps(\.256)?$/, permuteVariable(2, 0, true)],
  [/^avx2\.permps$/, permuteVariable(3, 0, false)],
  [/^avx\.maskload\.p[sd](\.256)?$|^avx2\.maskload\.[dq](\.256)?$/, maskLoad],
  [/^avx\.maskstore\.p[sd](\.256)?$|^avx2\.maskstore\.[dq](\.256)?$/, maskStore],
  [/^avx2\.gather\.[dq]\.(p[sd]|[dq])(\.256)?$/, gather],
];

/** How an intrinsic of x86 is lowered, by its name after `llvm.x86.`. */
export function x86Lowering(name: string): Lowering | undefined {
  return table.find(([pattern]) => pattern.test(name))?.[1];
}
