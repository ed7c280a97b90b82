import type { BasicBlock } from './block.ts';
import type { Fn } from './function.ts';
import type { GlobalValue } from './global.ts';
import type { Metadata } from './metadata.ts';
import type { FloatingPointType, FunctionType, IntegerType, Type } from './type.ts';
import { doubleType, floatType, i1, metadataType, tokenType } from './type.ts';
import { User, Value } from './value.ts';

/** Constants that are plain data: no operands, no use list. */
export abstract class ConstantData extends Value {
  override get tracksUses(): boolean {
    return false;
  }
}

/** An integer, kept in its signed (two's complement) form: an i8 with all bits set is -1n. */
export class ConstantInt extends ConstantData {
  readonly kind = 'constant-int';
  declare type: IntegerType;
  readonly value: bigint;
  #text: string | undefined;
  constructor(type: IntegerType, value: bigint) {
    super(type);
    this.value = value;
  }
  /** As LLVM writes it: signed decimal, and `true` or `false` for an i1. */
  get text(): string {
    return (this.#text ??= this.type === i1 ? (this.value === 0n ? 'false' : 'true') : this.value.toString());
  }
  /** The bits read as an unsigned number. */
  get unsigned(): bigint {
    return BigInt.asUintN(this.type.bits, this.value);
  }
}

const smallInts = new Map<IntegerType, Map<bigint, ConstantInt>>();

/** The constant of this type; the value wraps to the type's width. Small values are shared. */
export function constantInt(type: IntegerType, value: bigint | number): ConstantInt {
  const wrapped = BigInt.asIntN(type.bits, BigInt(value));
  if (wrapped > 1024n || wrapped < -1024n) return new ConstantInt(type, wrapped);
  let ofType = smallInts.get(type);
  if (!ofType) smallInts.set(type, (ofType = new Map()));
  let constant = ofType.get(wrapped);
  if (!constant) ofType.set(wrapped, (constant = new ConstantInt(type, wrapped)));
  return constant;
}

export const constantBool = (value: boolean): ConstantInt => constantInt(i1, value ? -1n : 0n);

/**
 * A floating-point constant. It keeps the text it was written with, since kinds other than float and double have no
 * JS number, and NaN payloads would be lost.
 */
export class ConstantFP extends ConstantData {
  readonly kind = 'constant-fp';
  declare type: FloatingPointType;
  readonly text: string;
  constructor(type: FloatingPointType, text: string) {
    super(type);
    this.text = text;
  }
  /** The value as a JS number; undefined for kinds that have none (x86_fp80, fp128, ppc_fp128, half and bfloat in hex). */
  get number(): number | undefined {
    const text = this.text;
    if (!text.startsWith('0x')) return Number(text);
    if (/^0x[KLMHR]/.test(text)) return undefined;
    scratch.setBigUint64(0, BigInt(text));
    return scratch.getFloat64(0);
  }

  /** The bits of a float or double; undefined for other kinds. */
  get bits(): bigint | undefined {
    if (this.type !== doubleType && this.type !== floatType) return undefined;
    if (/^0x[0-9A-Fa-f]/.test(this.text)) scratch.setBigUint64(0, BigInt(this.text));
    else scratch.setFloat64(0, Number(this.text));
    const bits = scratch.getBigUint64(0);
    if (this.type === doubleType) return bits;
    // A number that is none keeps its payload, which a conversion may change.
    const isNumber = ((bits >> 52n) & 0x7ffn) !== 0x7ffn;
    if (!isNumber) return ((bits >> 32n) & 0x80000000n) | 0x7f800000n | ((bits >> 29n) & 0x7fffffn);
    scratch.setFloat32(0, scratch.getFloat64(0));
    return BigInt(scratch.getUint32(0));
  }
}

const scratch = new DataView(new ArrayBuffer(8));

/** The constant of this type: rounded to float, widened to the kinds beyond double. half and bfloat must hold it exactly. */
export function constantFP(type: FloatingPointType, value: number): ConstantFP {
  if (type === doubleType || type === floatType) {
    // LLVM writes float constants in hex with the bits of the equal double.
    scratch.setFloat64(0, type === floatType ? Math.fround(value) : value);
    return new ConstantFP(type, `0x${scratch.getBigUint64(0).toString(16).toUpperCase().padStart(16, '0')}`);
  }
  return new ConstantFP(type, wideText(type, value));
}

/** The hex form of a double in a wider kind, or of a value that half or bfloat hold exactly in decimal. */
function wideText(type: FloatingPointType, value: number): string {
  const hex = (bits: bigint, digits: number): string => bits.toString(16).toUpperCase().padStart(digits, '0');
  scratch.setFloat64(0, value);
  const bits = scratch.getBigUint64(0);
  switch (type.name) {
    case 'x86_fp80': {
      const { sign, exponent, fraction } = widenDouble(bits);
      const hasLeadingOne = exponent !== 0n || fraction !== 0n;
      return `0xK${hex((sign << 15n) | exponent, 4)}${hex((hasLeadingOne ? 1n << 63n : 0n) | (fraction << 11n), 16)}`;
    }
    case 'fp128': {
      const { sign, exponent, fraction } = widenDouble(bits);
      // LLVM writes the low half first.
      const all = (sign << 127n) | (exponent << 112n) | (fraction << 60n);
      return `0xL${hex(all & ((1n << 64n) - 1n), 16)}${hex(all >> 64n, 16)}`;
    }
    case 'ppc_fp128':
      return `0xM${hex(bits, 16)}${'0'.repeat(16)}`;
    default:
      if (!Number.isFinite(value)) throw new RangeError(`no ${type} constant for ${value}`);
      return value.toExponential(20).replace(/e([+-])(\d)$/, 'e$10$2');
  }
}

/** The fields of a double with the 15-bit exponent that x86_fp80 and fp128 share; subnormals become normal. */
function widenDouble(bits: bigint): { sign: bigint; exponent: bigint; fraction: bigint } {
  const sign = bits >> 63n;
  const exponent = (bits >> 52n) & 0x7ffn;
  const fraction = bits & 0xfffffffffffffn;
  if (exponent === 0x7ffn) return { sign, exponent: 0x7fffn, fraction };
  if (exponent !== 0n) return { sign, exponent: exponent + 16383n - 1023n, fraction };
  if (fraction === 0n) return { sign, exponent: 0n, fraction: 0n };
  const shift = BigInt(53 - fraction.toString(2).length);
  return { sign, exponent: 1n + 16383n - 1023n - shift, fraction: (fraction << shift) & 0xfffffffffffffn };
}

export type SimpleConstantName = 'null' | 'undef' | 'poison' | 'zeroinitializer' | 'none';

/** `null`, `undef`, `poison`, `zeroinitializer` of any type, and the token `none`. */
export class SimpleConstant extends ConstantData {
  readonly kind = 'constant-simple';
  readonly which: SimpleConstantName;
  constructor(type: Type, which: SimpleConstantName) {
    super(type);
    this.which = which;
  }
}

const simpleConstants = new WeakMap<Type, Map<SimpleConstantName, SimpleConstant>>();

function simpleConstant(type: Type, which: SimpleConstantName): SimpleConstant {
  let ofType = simpleConstants.get(type);
  if (!ofType) simpleConstants.set(type, (ofType = new Map()));
  let constant = ofType.get(which);
  if (!constant) ofType.set(which, (constant = new SimpleConstant(type, which)));
  return constant;
}

export const constantNull = (type: Type): SimpleConstant => simpleConstant(type, 'null');
export const undef = (type: Type): SimpleConstant => simpleConstant(type, 'undef');
export const poison = (type: Type): SimpleConstant => simpleConstant(type, 'poison');
export const zeroInitializer = (type: Type): SimpleConstant => simpleConstant(type, 'zeroinitializer');
export const tokenNone = simpleConstant(tokenType, 'none');

/** The zero of any first-class type. */
export function zeroOf(type: Type): Value {
  switch (type.kind) {
    case 'integer':
      return constantInt(type, 0n);
    case 'floating-point':
      return new ConstantFP(type, zeroText(type));
    case 'pointer':
      return constantNull(type);
    default:
      return zeroInitializer(type);
  }
}

function zeroText(type: FloatingPointType): string {
  switch (type.name) {
    case 'x86_fp80':
      return '0xK00000000000000000000';
    case 'fp128':
      return '0xL00000000000000000000000000000000';
    case 'ppc_fp128':
      return '0xM00000000000000000000000000000000';
    default:
      return '0.000000e+00';
  }
}

/** `c"…"`: an array of i8, one character per byte. */
export class ConstantString extends ConstantData {
  readonly kind = 'constant-string';
  readonly text: string;
  constructor(type: Type, text: string) {
    super(type);
    this.text = text;
  }
}

/** An array, struct or vector written out; `splat` is the vector shorthand `splat (i32 1)` with one operand. */
export class ConstantAggregate extends User {
  readonly kind = 'constant-aggregate';
  readonly splat: boolean;
  constructor(type: Type, elements: readonly Value[], splat = false) {
    super(type);
    this.splat = splat;
    this.initOperandList(elements);
  }
}

/**
 * A constant expression. `flags` as on the instruction of the same opcode; `sourceType` is the element type of a
 * getelementptr, `indices` the extra words (`inrange(…)`) kept as text.
 */
export class ConstantExpr extends User {
  readonly kind = 'constant-expr';
  readonly opcode: string;
  readonly flags: number;
  readonly sourceType: Type | undefined;
  /** `inrange(-16, 16)` on a getelementptr, as written. */
  readonly inRange: string | undefined;
  /** Which index `inrange` stands before, in LLVM 17 and 18. */
  readonly inRangeIndex: number | undefined;
  /** Predicate of an icmp or fcmp, mask constants of shufflevector stay operands. */
  readonly predicate: string | undefined;
  constructor(
    opcode: string,
    type: Type,
    operands: readonly Value[],
    more: {
      flags?: number;
      sourceType?: Type;
      inRange?: string;
      inRangeIndex?: number;
      predicate?: string;
    } = {},
  ) {
    super(type);
    this.opcode = opcode;
    this.flags = more.flags ?? 0;
    this.sourceType = more.sourceType;
    this.inRange = more.inRange;
    this.inRangeIndex = more.inRangeIndex;
    this.predicate = more.predicate;
    this.initOperandList(operands);
  }
}

/** `blockaddress(@f, %block)`: the operands are the function and the block. */
export class BlockAddress extends User {
  readonly kind = 'block-address';
  constructor(type: Type, fn: Value, block: Value) {
    super(type);
    this.addOperand(fn);
    this.addOperand(block);
  }
  get fn(): Fn {
    return this.operand(0) as Fn;
  }
  get block(): BasicBlock {
    return this.operand(1) as BasicBlock;
  }
}

/** `dso_local_equivalent @f`, `no_cfi @f`, `ptrauth (ptr @f, i32 0, …)`. */
export class GlobalWrapper extends User {
  readonly kind = 'global-wrapper';
  readonly wrapper: 'dso_local_equivalent' | 'no_cfi' | 'ptrauth';
  constructor(
    type: Type,
    wrapper: 'dso_local_equivalent' | 'no_cfi' | 'ptrauth',
    operands: readonly Value[],
  ) {
    super(type);
    this.wrapper = wrapper;
    this.initOperandList(operands);
  }
}

/** `asm sideeffect "…", "…"`: only ever the callee of a call. */
export class InlineAsm extends ConstantData {
  readonly kind = 'inline-asm';
  readonly functionType: FunctionType;
  readonly assembly: string;
  readonly constraints: string;
  /** `sideeffect`, `alignstack`, `inteldialect`, `unwind`, in source order. */
  readonly keywords: readonly string[];
  constructor(
    type: Type,
    functionType: FunctionType,
    assembly: string,
    constraints: string,
    keywords: readonly string[],
  ) {
    super(type);
    this.functionType = functionType;
    this.assembly = assembly;
    this.constraints = constraints;
    this.keywords = keywords;
  }
}

/** A metadata operand of a call: `metadata !"round.tonearest"`, `metadata ptr %x`. */
export class MetadataAsValue extends ConstantData {
  readonly kind = 'metadata-value';
  readonly metadata: Metadata;
  constructor(metadata: Metadata) {
    super(metadataType);
    this.metadata = metadata;
  }
}

export type Constant =
  | ConstantInt
  | ConstantFP
  | SimpleConstant
  | ConstantString
  | ConstantAggregate
  | ConstantExpr
  | BlockAddress
  | GlobalWrapper
  | GlobalValue;

export function isConstantData(value: Value): boolean {
  return value instanceof ConstantData;
}

/** Whether a constant is all zero bits: 0, +0.0, null, zeroinitializer. */
export function isZero(value: Value): boolean {
  if (value instanceof ConstantInt) return value.value === 0n;
  if (value instanceof ConstantFP) return Object.is(value.number, 0);
  if (value instanceof SimpleConstant) return value.which === 'null' || value.which === 'zeroinitializer';
  return false;
}
