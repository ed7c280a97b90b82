/**
 * The types of LLVM IR, hash-consed: two equal types are the same object, so `===` compares them.
 *
 * There is no context object. A derived type hangs off its first component (`double` owns the map of its array
 * types, a return type owns its function types), so types of a module's named structs are collected with the module.
 */

export type FloatingPointName = 'half' | 'bfloat' | 'float' | 'double' | 'x86_fp80' | 'fp128' | 'ppc_fp128';
export type PrimitiveName = 'void' | 'label' | 'token' | 'metadata' | 'x86_amx' | 'x86_mmx';

export type Type =
  | PrimitiveType
  | FloatingPointType
  | IntegerType
  | PointerType
  | VectorType
  | ArrayType
  | StructType
  | FunctionType
  | TargetExtType;

let nextTypeId = 0;

abstract class TypeBase {
  /** Unique in the process; used in hash-consing keys. */
  readonly id = nextTypeId++;
  abstract toString(): string;
  #derived: Map<string, Type> | undefined;

  /** The type of this key among those that hang off this type, made on first use. Internal to `src/ir`. */
  derive<T extends Type>(key: string, make: () => T): T {
    this.#derived ??= new Map();
    let type = this.#derived.get(key);
    if (!type) this.#derived.set(key, (type = make()));
    return type as T;
  }
}

/** Types without parameters that hold no arithmetic value. */
export class PrimitiveType extends TypeBase {
  readonly kind = 'primitive';
  readonly name: PrimitiveName;
  constructor(name: PrimitiveName) {
    super();
    this.name = name;
  }
  override toString(): string {
    return this.name;
  }
}

const floatingPointBits: Record<FloatingPointName, number> = {
  half: 16,
  bfloat: 16,
  float: 32,
  double: 64,
  x86_fp80: 80,
  fp128: 128,
  ppc_fp128: 128,
};

/** Formats of IEEE 754 whose leading one is not stored; the others have no field of which this can be said. */
const fractionBits: Partial<Record<FloatingPointName, number>> = {
  half: 10,
  bfloat: 7,
  float: 23,
  double: 52,
  fp128: 112,
};

export class FloatingPointType extends TypeBase {
  readonly kind = 'floating-point';
  readonly name: FloatingPointName;
  readonly bits: number;
  constructor(name: FloatingPointName) {
    super();
    this.name = name;
    this.bits = floatingPointBits[name];
  }
  /** The lowest bits, those of the fraction; the exponent and the sign are above them. Zero where there is no such field. */
  get fractionMask(): bigint {
    return (1n << BigInt(fractionBits[this.name] ?? 0)) - 1n;
  }
  override toString(): string {
    return this.name;
  }
}

export class IntegerType extends TypeBase {
  readonly kind = 'integer';
  readonly bits: number;
  readonly #text: string;
  constructor(bits: number) {
    super();
    this.bits = bits;
    this.#text = `i${bits}`;
  }
  override toString(): string {
    return this.#text;
  }
}

export class PointerType extends TypeBase {
  readonly kind = 'pointer';
  readonly addressSpace: number;
  /** Text form; non-zero address spaces may be symbolic in the source but are printed as numbers. */
  constructor(addressSpace: number) {
    super();
    this.addressSpace = addressSpace;
  }
  override toString(): string {
    return this.addressSpace === 0 ? 'ptr' : `ptr addrspace(${this.addressSpace})`;
  }
}

export class VectorType extends TypeBase {
  readonly kind = 'vector';
  readonly element: Type;
  /** Number of lanes; the minimum number when scalable. */
  readonly length: number;
  readonly scalable: boolean;
  constructor(element: Type, length: number, scalable: boolean) {
    super();
    this.element = element;
    this.length = length;
    this.scalable = scalable;
  }
  override toString(): string {
    return `<${this.scalable ? 'vscale x ' : ''}${this.length} x ${this.element}>`;
  }
}

export class ArrayType extends TypeBase {
  readonly kind = 'array';
  readonly element: Type;
  /** Up to 2^64 - 1 in LLVM; above 2^53 the exact digits are in `lengthText`. */
  readonly length: number;
  readonly lengthText: string;
  constructor(element: Type, lengthText: string) {
    super();
    this.element = element;
    this.length = Number(lengthText);
    this.lengthText = lengthText;
  }
  override toString(): string {
    return `[${this.lengthText} x ${this.element}]`;
  }
}

/** A literal struct (hash-consed), or an identified one (one object per module and name, its body set later). */
export class StructType extends TypeBase {
  readonly kind = 'struct';
  /** Name of an identified struct without the `%`; undefined for a literal one. Numbered structs have digits. */
  readonly name: string | undefined;
  /** Undefined while the struct is opaque. */
  elements: readonly Type[] | undefined;
  packed: boolean;
  /** The name with its sigil, once it was asked for. */
  #text: string | undefined;
  constructor(name: string | undefined, elements: readonly Type[] | undefined, packed: boolean) {
    super();
    this.name = name;
    this.elements = elements;
    this.packed = packed;
  }
  /** The body as written in a literal or a type definition. */
  bodyText(): string {
    if (!this.elements) return 'opaque';
    const inner = this.elements.length ? `{ ${this.elements.join(', ')} }` : '{}';
    return this.packed ? `<${inner}>` : inner;
  }
  override toString(): string {
    if (this.name === undefined) return this.bodyText();
    return (this.#text ??= `%${quoteName(this.name)}`);
  }
}

export class FunctionType extends TypeBase {
  readonly kind = 'function';
  readonly returnType: Type;
  readonly parameters: readonly Type[];
  readonly variadic: boolean;
  constructor(returnType: Type, parameters: readonly Type[], variadic: boolean) {
    super();
    this.returnType = returnType;
    this.parameters = parameters;
    this.variadic = variadic;
  }
  override toString(): string {
    const list = [...this.parameters.map(String), ...(this.variadic ? ['...'] : [])];
    return `${this.returnType} (${list.join(', ')})`;
  }
}

/** `target("name", types…, integers…)` */
export class TargetExtType extends TypeBase {
  readonly kind = 'target';
  readonly name: string;
  readonly types: readonly Type[];
  readonly integers: readonly number[];
  constructor(name: string, types: readonly Type[], integers: readonly number[]) {
    super();
    this.name = name;
    this.types = types;
    this.integers = integers;
  }
  override toString(): string {
    return `target(${[`"${this.name}"`, ...this.types.map(String), ...this.integers.map(String)].join(', ')})`;
  }
}

export const voidType = new PrimitiveType('void');
export const labelType = new PrimitiveType('label');
export const tokenType = new PrimitiveType('token');
export const metadataType = new PrimitiveType('metadata');
export const x86AmxType = new PrimitiveType('x86_amx');
export const x86MmxType = new PrimitiveType('x86_mmx');

export const halfType = new FloatingPointType('half');
export const bfloatType = new FloatingPointType('bfloat');
export const floatType = new FloatingPointType('float');
export const doubleType = new FloatingPointType('double');
export const x86Fp80Type = new FloatingPointType('x86_fp80');
export const fp128Type = new FloatingPointType('fp128');
export const ppcFp128Type = new FloatingPointType('ppc_fp128');

export const primitiveTypes: ReadonlyMap<string, PrimitiveType | FloatingPointType> = new Map(
  [
    voidType,
    labelType,
    tokenType,
    metadataType,
    x86AmxType,
    x86MmxType,
    halfType,
    bfloatType,
    floatType,
    doubleType,
    x86Fp80Type,
    fp128Type,
    ppcFp128Type,
  ].map((t) => [t.name, t]),
);

const integerTypes = new Map<number, IntegerType>();
const pointerTypes = new Map<number, PointerType>();
const emptyStructs = [new StructType(undefined, [], false), new StructType(undefined, [], true)] as const;

/** LLVM's largest integer width, 2^23. */
export const maxIntegerBits = 1 << 23;

export function integerType(bits: number): IntegerType {
  let type = integerTypes.get(bits);
  if (!type) integerTypes.set(bits, (type = new IntegerType(bits)));
  return type;
}

export const i1 = integerType(1);
export const i8 = integerType(8);
export const i16 = integerType(16);
export const i32 = integerType(32);
export const i64 = integerType(64);

export function pointerType(addressSpace = 0): PointerType {
  let type = pointerTypes.get(addressSpace);
  if (!type) pointerTypes.set(addressSpace, (type = new PointerType(addressSpace)));
  return type;
}

export const ptr = pointerType(0);

export function vectorType(element: Type, length: number, scalable = false): VectorType {
  return element.derive(`${scalable ? 's' : 'v'}${length}`, () => new VectorType(element, length, scalable));
}

export function arrayType(element: Type, length: number | string): ArrayType {
  const text = String(length);
  return element.derive(`a${text}`, () => new ArrayType(element, text));
}

/** The literal struct type of these elements. */
export function structType(elements: readonly Type[], packed = false): StructType {
  const first = elements[0];
  if (!first) return emptyStructs[packed ? 1 : 0];
  const key = `${packed ? 'p' : 's'}${elements.map((e) => e.id).join(',')}`;
  return first.derive(key, () => new StructType(undefined, [...elements], packed));
}

export function functionType(returnType: Type, parameters: readonly Type[], variadic = false): FunctionType {
  const key = `f${variadic ? 'v' : ''}${parameters.map((p) => p.id).join(',')}`;
  return returnType.derive(key, () => new FunctionType(returnType, [...parameters], variadic));
}

export function targetExtType(
  name: string,
  types: readonly Type[],
  integers: readonly number[],
): TargetExtType {
  const key = `t${name}|${types.map((t) => t.id).join(',')}|${integers.join(',')}`;
  return voidType.derive(key, () => new TargetExtType(name, types, integers));
}

export const isInteger = (t: Type): t is IntegerType => t.kind === 'integer';
export const isFloatingPoint = (t: Type): t is FloatingPointType => t.kind === 'floating-point';
export const isPointer = (t: Type): t is PointerType => t.kind === 'pointer';
/** The type itself, or the element type of a vector. */
export const scalarOf = (t: Type): Type => (t.kind === 'vector' ? t.element : t);

const plainName = /^[-a-zA-Z$._][-a-zA-Z$._0-9]*$/;

/** A local, global, type or comdat name as LLVM prints it after its sigil: quoted unless plain or all digits. */
export function quoteName(name: string): string {
  if (plainName.test(name)) return name;
  // A numbered type keeps its number; the parser leaves the quotes on a name of digits, which is another type.
  if (/^("?)[0-9]+\1$/.test(name)) return name;
  return `"${escapeBytes(name)}"`;
}

/** Escapes a string for a double-quoted literal. Strings hold one character per byte (Latin-1), as the lexer makes them. */
export function escapeBytes(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\x00-\x1f"\\\x7f-\xff]/g, (c) => {
    return `\\${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
  });
}
