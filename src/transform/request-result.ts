/**
 * What a gradient returns, as the type that the request was declared to return. C's calling conventions do not keep structs as
 * they are: two floats come as `<2 x float>` on x86-64, as an array or an integer elsewhere, larger structs in memory. So the
 * scalars of both types are matched by where they lie in memory.
 */
import { ExtractElementInst, InsertElementInst, constantInt, i32, integerType, isFloatingPoint, isInteger, poison, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
import type { DataLayout, IRBuilder, IntegerType, Type, Value } from '../ir/index.ts';

/** How a result is made: scalar by scalar, or by rounding the only one. */
export type ResultConversion = 'none' | 'fpext' | 'fptrunc' | readonly Placed[];

/** A scalar within a value; the last index of the path is the lane where `lane` says so. */
interface Scalar {
  readonly type: Type;
  readonly offset: number;
  readonly path: readonly number[];
  readonly lane: number | undefined;
}

/** A scalar of the result, and those of the gradient that it is made of: itself, or what lies in the bytes of an integer. */
interface Placed {
  readonly to: Scalar;
  readonly from: readonly Scalar[];
}

const maxScalars = 1024;

/** Undefined when the two do not fit. */
export function resultConversion(from: Type, to: Type, layout: DataLayout): ResultConversion | undefined {
  if (from === to) return 'none';
  if (isFloatingPoint(to) && isFloatingPoint(from) && to.bits !== from.bits)
    return to.bits > from.bits ? 'fpext' : 'fptrunc';
  if (from === voidType || to === voidType) return undefined;
  const [given, wanted] = [scalarsOf(from, layout), scalarsOf(to, layout)];
  if (!given || !wanted) return undefined;
  const placed: Placed[] = [];
  const used = new Set<Scalar>();
  for (const scalar of wanted) {
    const parts = partsOf(scalar, given, layout);
    for (const part of parts) used.add(part);
    if (parts.length > 0) placed.push({ to: scalar, from: parts });
    else if (!isPadding(scalar)) return undefined;
  }
  return used.size === given.length ? placed : undefined;
}

/** The scalars that one is made of; none when they do not fit it. */
function partsOf(to: Scalar, given: readonly Scalar[], layout: DataLayout): Scalar[] {
  const same = given.find((g) => g.offset === to.offset && g.type === to.type);
  if (same) return [same];
  if (!isInteger(to.type)) return [];
  const end = to.offset + layout.storeSize(to.type);
  return given.filter((g) => g.offset >= to.offset && g.offset + layout.storeSize(g.type) <= end);
}

/** Clang fills gaps that the alignment of a member leaves with bytes. */
const isPadding = ({ type }: Scalar): boolean => isInteger(type) && type.bits === 8;

function scalarsOf(start: Type, layout: DataLayout): Scalar[] | undefined {
  const scalars: Scalar[] = [];
  const visit = (type: Type, offset: number, path: readonly number[]): void => {
    if (scalars.length > maxScalars) return;
    if (type.kind === 'struct') {
      const { offsets } = layout.structLayout(type);
      type.elements?.forEach((element, i) => visit(element, offset + offsets[i]!, [...path, i]));
    } else if (type.kind === 'array') {
      const step = layout.allocSize(type.element);
      for (let i = 0; i < Math.min(type.length, maxScalars + 1); i++)
        visit(type.element, offset + i * step, [...path, i]);
    } else if (type.kind === 'vector' && !type.scalable && layout.bitsOf(type.element) % 8 === 0) {
      const step = layout.bitsOf(type.element) / 8;
      for (let i = 0; i < type.length; i++)
        scalars.push({ type: type.element, offset: offset + i * step, path, lane: i });
    } else scalars.push({ type, offset, path, lane: undefined });
  };
  visit(start, 0, []);
  return scalars.length > maxScalars ? undefined : scalars;
}

/** The gradient's result in another type, by what `resultConversion` says. */
export function convertResult(
  b: IRBuilder,
  value: Value,
  type: Type,
  conversion: ResultConversion,
  layout: DataLayout,
): Value {
  if (conversion === 'none') return value;
  if (conversion === 'fpext' || conversion === 'fptrunc') return b.cast(conversion, value, type);
  let result: Value = poison(type);
  for (const { to, from } of conversion) result = insert(b, result, to, combine(b, value, to, from, layout));
  return result;
}

function combine(b: IRBuilder, value: Value, to: Scalar, from: readonly Scalar[], layout: DataLayout): Value {
  const [first] = from;
  if (first!.type === to.type) return extract(b, value, first!);
  const type = to.type as IntegerType;
  let bits: Value = zeroOf(type);
  for (const part of from)
    bits = b.binary('or', bits, moved(b, extract(b, value, part), type, to, part, layout));
  return bits;
}

/** A scalar at its place among the bits of an integer. */
function moved(
  b: IRBuilder,
  part: Value,
  type: IntegerType,
  to: Scalar,
  from: Scalar,
  layout: DataLayout,
): Value {
  const own = integerOf(b, part, layout);
  const wide = own.type === type ? own : b.cast('zext', own, type);
  const before = from.offset - to.offset;
  const behind = layout.storeSize(type) - layout.storeSize(from.type) - before;
  const distance = 8 * (layout.bigEndian ? behind : before);
  return distance === 0 ? wide : b.binary('shl', wide, constantInt(type, distance));
}

function integerOf(b: IRBuilder, value: Value, layout: DataLayout): Value {
  if (isInteger(value.type)) return value;
  const type = integerType(layout.bitsOf(value.type));
  return b.cast(value.type.kind === 'pointer' ? 'ptrtoint' : 'bitcast', value, type);
}

function extract(b: IRBuilder, value: Value, { path, lane }: Scalar): Value {
  const at = path.length === 0 ? value : b.extractValue(value, path);
  return lane === undefined ? at : b.insert(new ExtractElementInst(at, constantInt(i32, lane)));
}

function insert(b: IRBuilder, into: Value, { path, lane }: Scalar, scalar: Value): Value {
  if (lane === undefined) return path.length === 0 ? scalar : b.insertValue(into, scalar, path);
  const vector = path.length === 0 ? into : b.extractValue(into, path);
  const changed = b.insert(new InsertElementInst(vector, scalar, constantInt(i32, lane)));
  return path.length === 0 ? changed : b.insertValue(into, changed, path);
}
