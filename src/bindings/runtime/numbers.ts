/** Numbers and arrays of JavaScript in the memory of the program, and back. */
import type { ArrayParameter, ScalarKind } from '../layout.ts';
import type { GradientEntry, NestedNumbers, TypedArray } from './types.ts';

export const arrayNames: Record<ScalarKind, string> = {
  bool: 'Uint8Array',
  i8: 'Int8Array',
  u8: 'Uint8Array',
  i16: 'Int16Array',
  u16: 'Uint16Array',
  i32: 'Int32Array',
  u32: 'Uint32Array',
  i64: 'BigInt64Array',
  u64: 'BigUint64Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

export function whatNumbers({ element }: ArrayParameter): string {
  return element.uniform === null || element.uniform.startsWith('f') ? 'numbers' : 'integers';
}

/** An array argument, checked, with its place in memory. */
export interface Placed {
  /** Index of the parameter. */
  readonly index: number;
  readonly parameter: ArrayParameter;
  readonly argument: ArrayValue;
  /** Bytes from the start of the scratch region. */
  readonly offset: number;
  readonly shadow: number | undefined;
}

/** An array argument, flat. */
export interface ArrayValue {
  readonly values: ArrayLike<number | bigint | boolean | null>;
  readonly count: number;
  readonly dimensions: readonly number[];
  /** The array as it was given. */
  readonly source: unknown;
}

export const isView = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value);
export const isArrayLike = (value: unknown): boolean => Array.isArray(value) || isView(value);

/** Not `every`, which passes over the holes of a sparse array. */
export function areNumbers(values: readonly unknown[]): values is readonly number[] {
  for (const value of values) if (typeof value !== 'number') return false;
  return true;
}

export const withArticle = (kind: string): string => `${kind.startsWith('Int') ? 'an' : 'a'} ${kind}`;

export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (isView(value))
    return withArticle((value as unknown as Record<symbol, string>)[Symbol.toStringTag] ?? 'view');
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return `the string ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'object' ? 'an object' : typeof value === 'function' ? 'a function' : String(value);
}

/** The smallest and largest integer of a kind. */
function rangeOf(kind: ScalarKind): [bigint, bigint] {
  const bits = BigInt(kind.slice(1));
  return kind.startsWith('i') ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

/** What a scalar of this kind takes, when it does not take the value. */
export function checkScalar(kind: ScalarKind, value: unknown): string | undefined {
  if (kind === 'f32' || kind === 'f64') return typeof value === 'number' ? undefined : 'takes a number';
  if (kind === 'bool') {
    const fits = typeof value === 'boolean' || value === 0 || value === 1;
    return fits ? undefined : 'takes a boolean, 0 or 1';
  }
  if (typeof value !== 'bigint' && !Number.isInteger(value)) return 'takes an integer';
  const [low, high] = rangeOf(kind);
  // Comparing a bigint with a number is exact.
  if ((value as number) >= low && (value as number) <= high) return undefined;
  return `takes an integer from ${low} to ${high}`;
}

export function toWasm(kind: ScalarKind, value: number | bigint | boolean): number | bigint {
  return kind === 'i64' || kind === 'u64' ? BigInt(value) : Number(value);
}

export function fromWasm(kind: ScalarKind, value: number | bigint): number | bigint | boolean {
  switch (kind) {
    case 'bool':
      return (Number(value) & 1) === 1;
    case 'u8':
      return Number(value) & 0xff;
    case 'u16':
      return Number(value) & 0xffff;
    case 'u32':
      return Number(value) >>> 0;
    case 'i8':
      return (Number(value) << 24) >> 24;
    case 'i16':
      return (Number(value) << 16) >> 16;
    case 'u64':
      return BigInt.asUintN(64, BigInt(value));
    default:
      return value;
  }
}

/** The result in its output slot: a double, or a 64-bit integer. */
export function readSlot(slots: DataView, kind: ScalarKind): number | bigint | boolean {
  if (kind === 'f32' || kind === 'f64') return slots.getFloat64(0, true);
  const value = slots.getBigInt64(0, true);
  return kind === 'i64' || kind === 'u64' ? fromWasm(kind, value) : fromWasm(kind, Number(value));
}

function viewOf(kind: ScalarKind, buffer: ArrayBuffer, address: number, length: number): TypedArray {
  switch (kind) {
    case 'f64':
      return new Float64Array(buffer, address, length);
    case 'f32':
      return new Float32Array(buffer, address, length);
    case 'i8':
      return new Int8Array(buffer, address, length);
    case 'bool':
    case 'u8':
      return new Uint8Array(buffer, address, length);
    case 'i16':
      return new Int16Array(buffer, address, length);
    case 'u16':
      return new Uint16Array(buffer, address, length);
    case 'i32':
      return new Int32Array(buffer, address, length);
    case 'u32':
      return new Uint32Array(buffer, address, length);
    case 'i64':
      return new BigInt64Array(buffer, address, length);
    case 'u64':
      return new BigUint64Array(buffer, address, length);
  }
}

export function writeArray(
  buffer: ArrayBuffer,
  address: number,
  { parameter, argument }: { readonly parameter: ArrayParameter; readonly argument: ArrayValue },
): void {
  const { element } = parameter;
  const { values, count } = argument;
  if (element.uniform !== null) {
    const view = viewOf(element.uniform, buffer, address, count);
    const isFloat = element.uniform === 'f32' || element.uniform === 'f64';
    if (isFloat || isView(values)) (view as Float64Array).set(values as ArrayLike<number>);
    else for (let i = 0; i < count; i++) view[i] = toWasm(element.uniform, values[i] ?? 0) as never;
    return;
  }
  forEachField(parameter, count, (i, kind, offset) => {
    const one = viewOf(kind, scratchBuffer, 0, 1);
    one[0] = toWasm(kind, values[i] ?? 0) as never;
    new Uint8Array(buffer, address + offset, one.byteLength).set(
      new Uint8Array(scratchBuffer, 0, one.byteLength),
    );
  });
}

/** Members of a packed struct are not aligned; they go through here. */
const scratchBuffer = new ArrayBuffer(8);

function forEachField(
  { element }: ArrayParameter,
  count: number,
  visit: (index: number, kind: ScalarKind, offset: number) => void,
): void {
  for (let i = 0; i < count; i++) {
    const field = element.fields[i % element.count]!;
    visit(i, field.kind, Math.floor(i / element.count) * element.size + field.offset);
  }
}

/** The numbers in memory, flat. In a gradient, what is no float is null. */
function readFlat(
  buffer: ArrayBuffer,
  address: number,
  { parameter, argument }: Placed,
  isGradient: boolean,
): TypedArray | (number | bigint | null)[] {
  const { element } = parameter;
  if (element.uniform !== null) return viewOf(element.uniform, buffer, address, argument.count).slice();
  const flat: (number | bigint | null)[] = new Array<null>(argument.count).fill(null);
  forEachField(parameter, argument.count, (i, kind, offset) => {
    if (isGradient && kind !== 'f32' && kind !== 'f64') return;
    const one = viewOf(kind, scratchBuffer, 0, 1);
    new Uint8Array(scratchBuffer, 0, one.byteLength).set(
      new Uint8Array(buffer, address + offset, one.byteLength),
    );
    flat[i] = one[0] as number | bigint;
  });
  return flat;
}

/** The numbers in memory in the shape of the argument: a typed array where it was flat and they are of one kind. */
export function readArray(
  buffer: ArrayBuffer,
  address: number,
  placed: Placed,
  isGradient: boolean,
): GradientEntry {
  const flat = readFlat(buffer, address, placed, isGradient);
  const { dimensions } = placed.argument;
  return dimensions.length === 1 ? flat : nest(Array.from(flat as ArrayLike<number>), dimensions.slice(1));
}

function nest(flat: readonly (number | null)[], dimensions: readonly number[]): NestedNumbers {
  let level: NestedNumbers = flat;
  for (const length of [...dimensions].reverse()) {
    const rows: NestedNumbers[] = [];
    for (let at = 0; at < level.length; at += length) rows.push(level.slice(at, at + length));
    level = rows;
  }
  return level;
}

/** Writes what the program left in memory into the caller's array. */
export function writeBack(buffer: ArrayBuffer, address: number, placed: Placed): void {
  const { source } = placed.argument;
  const flat = readFlat(buffer, address, placed, false);
  if (isView(source) && isView(flat)) {
    (source as Float64Array).set(flat as Float64Array);
    return;
  }
  let next = 0;
  const write = (array: unknown[]): void => {
    for (let i = 0; i < array.length; i++) {
      const item = array[i];
      if (Array.isArray(item)) write(item);
      else array[i] = alike(item, flat[next++]!);
    }
  };
  write(source as unknown[]);
}

/** A number from memory as what it replaces: a boolean, a bigint or a number. */
function alike(old: unknown, value: number | bigint): number | bigint | boolean {
  if (typeof old === 'boolean') return Number(value) !== 0;
  return typeof old === 'number' && (typeof value === 'number' || Number.isSafeInteger(Number(value)))
    ? Number(value)
    : value;
}
