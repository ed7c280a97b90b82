import type { FloatingPointType } from '../ir/index.ts';
import { bfloatType, doubleType, floatType, fp128Type, halfType, MDNode, x86Fp80Type } from '../ir/index.ts';

export type { SourceSignature } from './debug-signature.ts';
export { describeSignature } from './debug-signature.ts';

/**
 * Source types as debug info describes them (DWARF types in LLVM's `DI…` nodes). Sizes and offsets are in bytes unless
 * a name says bits. Typedefs and qualifiers are looked through; `name` is the name that the source used, `const` tells
 * whether the type is const-qualified. Types may be cyclic (`struct node { struct node *next; }`): what a pointer, array,
 * struct or function refers to is resolved when it is read.
 */
export type SourceType =
  | SourceVoid
  | SourceFloat
  | SourceComplex
  | SourceInt
  | SourcePointer
  | SourceArray
  | SourceStruct
  | SourceFunction
  | SourceUnknown;

interface SourceTypeBase {
  /** As the source wrote it: `real`, `const` left out; for an unnamed type how C would spell it (`double *`, `struct node`). */
  readonly name: string;
  /** Bytes; 0 when the debug info does not say. */
  readonly size: number;
  readonly const: boolean;
}

export interface SourceVoid extends SourceTypeBase {
  readonly kind: 'void';
}
export interface SourceFloat extends SourceTypeBase {
  readonly kind: 'float';
  /** Name of the basic type under any typedefs: `double`, `long double`, `_Float16`, `f64`. */
  readonly basicName: string;
}
/** `double _Complex`: two floats of half the size. */
export interface SourceComplex extends SourceTypeBase {
  readonly kind: 'complex';
  readonly basicName: string;
}
export interface SourceInt extends SourceTypeBase {
  readonly kind: 'int';
  readonly signed: boolean;
  readonly basicName: string;
  /** What the integer stands for in the source. */
  readonly role: 'number' | 'boolean' | 'character' | 'enumeration';
}
export interface SourcePointer extends SourceTypeBase {
  readonly kind: 'pointer';
  /** A C++ reference. */
  readonly reference: boolean;
  readonly pointee: SourceType;
}
export interface SourceArray extends SourceTypeBase {
  readonly kind: 'array';
  readonly element: SourceType;
  /** Number of elements; undefined when only known at run time. An array of arrays is nested, as in C. */
  readonly count: number | undefined;
  /** A SIMD vector type. */
  readonly vector: boolean;
}
export interface SourceMember {
  readonly name: string | undefined;
  /** Bytes from the start of the struct. For a bit-field: of the byte that holds its first bit. */
  readonly offset: number;
  /** Set for a bit-field. */
  readonly bits: { readonly offset: number; readonly size: number } | undefined;
  readonly type: SourceType;
}
export interface SourceStruct extends SourceTypeBase {
  readonly kind: 'struct';
  readonly union: boolean;
  /** False for a forward declaration: nothing is known of its members. */
  readonly complete: boolean;
  /** Whether some bytes hold different types at different times in a way that `members` does not show (a Rust enum). */
  readonly variant: boolean;
  /** Of a Rust enum: what tells the variants apart, and the variants, which share the bytes that are not those of `members`. */
  readonly variants: readonly SourceMember[];
  /** The type that a generic one is first made with (`T`). */
  readonly typeParameter: SourceType | undefined;
  /** C++: it is passed by reference, since a function copies it, moves it or ends its life. */
  readonly byReference: boolean;
  /** Data members and base classes, in source order. */
  readonly members: readonly SourceMember[];
}
export interface SourceFunction extends SourceTypeBase {
  readonly kind: 'function';
  readonly returns: SourceType;
  readonly parameters: readonly SourceType[];
  readonly variadic: boolean;
}
/** A type that is not understood; `name` says what it was. */
export interface SourceUnknown extends SourceTypeBase {
  readonly kind: 'unknown';
  /** A pointer to a member of a class: the address of a function and distances. */
  readonly memberPointer?: boolean;
}

/** More links than any sane typedef chain has; a longer one is a cycle in a damaged file. */
const maxChain = 256;
const maxDimensions = 32;

const qualifiers = new Set([
  'DW_TAG_const_type',
  'DW_TAG_volatile_type',
  'DW_TAG_restrict_type',
  'DW_TAG_atomic_type',
  'DW_TAG_immutable_type',
  'DW_TAG_shared_type',
  'DW_TAG_packed_type',
  'DW_TAG_LLVM_ptrauth_type',
  'DW_TAG_typedef',
  'DW_TAG_template_alias',
]);

const pointerTags = new Set(['DW_TAG_pointer_type', 'DW_TAG_reference_type', 'DW_TAG_rvalue_reference_type']);

const structTags = new Set(['DW_TAG_structure_type', 'DW_TAG_class_type', 'DW_TAG_union_type']);

const described = new WeakMap<MDNode, SourceType>();
const voidSource: SourceVoid = { kind: 'void', name: 'void', size: 0, const: false };

/** Reads a type node; null or undefined (how debug info writes `void`) is void. The answer for a node is always the same object. */
export function describeType(node: MDNode | null | undefined): SourceType {
  if (!node) return voidSource;
  let type = described.get(node);
  if (!type) described.set(node, (type = readType(node)));
  return type;
}

/** The floating-point type of LLVM that a source float is on a target. Undefined for a size that no type has. */
export function floatingPointTypeOf(
  basicName: string,
  size: number,
  targetTriple: string | undefined,
): FloatingPointType | undefined {
  switch (size) {
    case 2:
      return /bf/i.test(basicName) ? bfloatType : halfType;
    case 4:
      return floatType;
    case 8:
      return doubleType;
    case 10:
    case 12:
      return x86Fp80Type;
    case 16: {
      const x86 = /^(x86_64|i[3-6]86|amd64)/.test(targetTriple ?? '');
      // `long double` has 80 bits in 16 bytes on x86; `__float128`, `_Float128` and Fortran's real(16) are IEEE quads.
      return x86 && !/128|quad|real\(kind=16\)/i.test(basicName) ? x86Fp80Type : fp128Type;
    }
    default:
      return undefined;
  }
}

/** A source type in prose, with its `const`: `const double *`, `double *const`, `node`, `real[3]`. */
export function typeName(type: SourceType): string {
  if (!type.const) return type.name;
  return type.name.endsWith('*') ? `${type.name}const` : `const ${type.name}`;
}

function asNode(value: unknown): MDNode | undefined {
  return value instanceof MDNode ? value : undefined;
}

const bytes = (bits: number | undefined): number => (bits === undefined ? 0 : Math.floor(bits / 8));

function readType(start: MDNode): SourceType {
  let node: MDNode | undefined = start;
  let name: string | undefined;
  let constant = false;
  for (let i = 0; node && qualifiers.has(node.keywordField('tag') ?? ''); i++) {
    if (i > maxChain) return unknownType('cyclic type', constant);
    const tag = node.keywordField('tag');
    if (tag === 'DW_TAG_const_type' || tag === 'DW_TAG_immutable_type') constant = true;
    if (tag === 'DW_TAG_typedef' || tag === 'DW_TAG_template_alias') name ??= node.stringField('name');
    node = node.nodeField('baseType');
  }
  if (!node) return { ...voidSource, name: name ?? 'void', const: constant };
  return readUnqualified(node, name, constant);
}

function unknownType(name: string, constant: boolean, size = 0): SourceUnknown {
  return { kind: 'unknown', name, size, const: constant };
}

function readUnqualified(node: MDNode, alias: string | undefined, constant: boolean): SourceType {
  const tag = node.keywordField('tag') ?? '';
  if (node.tag === 'DIBasicType') return readBasic(node, alias, constant);
  if (node.tag === 'DISubroutineType') return new FunctionSource(node, alias, constant);
  if (node.tag === 'DIDerivedType' && pointerTags.has(tag)) return new PointerSource(node, alias, constant);
  if (node.tag === 'DISubrangeType') return readSubrangeType(node, alias, constant);
  if (node.tag === 'DICompositeType') {
    if (structTags.has(tag)) return new StructSource(node, alias, constant);
    if (tag === 'DW_TAG_enumeration_type') return readEnumeration(node, alias, constant);
    if (tag === 'DW_TAG_array_type') return readArray(node, alias, constant);
  }
  const name = alias ?? node.stringField('name') ?? (tag || (node.tag ?? 'type'));
  const unknown = unknownType(name, constant, bytes(node.numberField('size')));
  return tag === 'DW_TAG_ptr_to_member_type' ? { ...unknown, memberPointer: true } : unknown;
}

/** An integer with a range (Ada, Pascal). */
function readSubrangeType(node: MDNode, alias: string | undefined, constant: boolean): SourceType {
  const base = node.nodeField('baseType');
  const type = base?.tag === 'DIBasicType' ? describeType(base) : undefined;
  if (type?.kind !== 'int') return unknownType('subrange', constant);
  return { ...type, name: alias ?? node.stringField('name') ?? type.name, const: constant };
}

function readBasic(node: MDNode, alias: string | undefined, constant: boolean): SourceType {
  const basicName = node.stringField('name') ?? 'unnamed';
  const size = bytes(node.numberField('size'));
  const common = { name: alias ?? basicName, size, const: constant, basicName };
  const encoding = node.keywordField('encoding') ?? '';
  const integer = (signed: boolean, role: SourceInt['role'] = 'number'): SourceInt => {
    return { kind: 'int', ...common, signed, role };
  };
  // Rust's `()` and `!`.
  if (size === 0 && encoding !== '') return { kind: 'void', name: common.name, size: 0, const: constant };
  switch (encoding) {
    case 'DW_ATE_float':
      return { kind: 'float', ...common };
    case 'DW_ATE_complex_float':
      return { kind: 'complex', ...common };
    case 'DW_ATE_signed':
      return integer(true);
    case 'DW_ATE_unsigned':
      return integer(false);
    case 'DW_ATE_signed_char':
      return integer(true, 'character');
    case 'DW_ATE_unsigned_char':
    case 'DW_ATE_UTF':
    case 'DW_ATE_ASCII':
    case 'DW_ATE_UCS':
      return integer(false, 'character');
    case 'DW_ATE_boolean':
      return integer(false, 'boolean');
    default:
      return unknownType(common.name, constant, size);
  }
}

function readEnumeration(node: MDNode, alias: string | undefined, constant: boolean): SourceType {
  const tagName = node.stringField('name');
  const base = node.nodeField('baseType');
  const under = base?.tag === 'DIBasicType' ? describeType(base) : undefined;
  const name = alias ?? (tagName === undefined ? 'enum' : `enum ${tagName}`);
  return {
    kind: 'int',
    name,
    size: bytes(node.numberField('size')),
    const: constant,
    signed: under?.kind === 'int' && under.signed,
    basicName: name,
    role: 'enumeration',
  };
}

/** Number of elements of a `DISubrange`; undefined when it is no constant. */
function subrangeCount(range: MDNode | undefined): number | undefined {
  if (range?.tag !== 'DISubrange') return undefined;
  const count = range.numberField('count');
  if (count !== undefined) return count >= 0 ? count : undefined;
  const upper = range.numberField('upperBound');
  if (upper === undefined) return undefined;
  const lower = range.field('lowerBound') === undefined ? 0 : range.numberField('lowerBound');
  return lower === undefined ? undefined : Math.max(0, upper - lower + 1);
}

function readArray(node: MDNode, alias: string | undefined, constant: boolean): SourceType {
  const elements = asNode(node.field('elements'))?.operands ?? [];
  const counts = elements.slice(0, maxDimensions).map((range) => subrangeCount(asNode(range)));
  const flags = node.keywordField('flags') ?? '';
  const size = bytes(node.numberField('size'));
  // What stands in the memory is a descriptor of Fortran's, which says where the elements are.
  const isElsewhere = node.field('dataLocation') !== undefined;
  if (counts.length === 0 || elements.length > maxDimensions || isElsewhere)
    return unknownType(alias ?? 'array', constant, size);
  const base = node.nodeField('baseType');
  return new ArraySource(base, counts, 0, size, alias, constant, flags.includes('Vector'));
}

class PointerSource implements SourcePointer {
  readonly kind = 'pointer';
  readonly size: number;
  readonly const: boolean;
  readonly reference: boolean;
  readonly #node: MDNode;
  readonly #alias: string | undefined;
  constructor(node: MDNode, alias: string | undefined, constant: boolean) {
    this.#node = node;
    this.#alias = alias;
    this.const = constant;
    this.size = bytes(node.numberField('size'));
    this.reference = node.keywordField('tag') !== 'DW_TAG_pointer_type';
  }
  get pointee(): SourceType {
    return describeType(this.#node.nodeField('baseType'));
  }
  /** Whether the source gave the pointer type a name of its own. */
  get hasOwnName(): boolean {
    return this.#alias !== undefined || this.#node.stringField('name') !== undefined;
  }
  get name(): string {
    // Rust names its pointer types (`&[f64]`, `*const f64`).
    return this.#alias ?? this.#node.stringField('name') ?? pointerName(this);
  }
}

/** `double *const *`: the levels are collected in a loop, since a damaged file may make a pointer point to itself. */
function pointerName(pointer: SourcePointer): string {
  let stars = '';
  let at: SourceType = pointer;
  for (let i = 0; i < 8 && at instanceof PointerSource; i++) {
    stars = `${at.reference ? '&' : '*'}${i > 0 && at.const ? 'const ' : ''}${stars}`;
    const next: SourceType = at.pointee;
    if (!(next instanceof PointerSource) || next.hasOwnName) return `${plainName(next)} ${stars}`;
    at = next;
  }
  return `… ${stars}`;
}

function plainName(type: SourceType): string {
  return type.kind === 'function' ? 'function' : typeName(type);
}

class ArraySource implements SourceArray {
  readonly kind = 'array';
  readonly const: boolean;
  readonly vector: boolean;
  readonly count: number | undefined;
  readonly size: number;
  readonly #base: MDNode | undefined;
  readonly #counts: readonly (number | undefined)[];
  readonly #dimension: number;
  readonly #alias: string | undefined;
  #element: SourceType | undefined;
  constructor(
    base: MDNode | undefined,
    counts: readonly (number | undefined)[],
    dimension: number,
    size: number,
    alias: string | undefined,
    constant: boolean,
    vector: boolean,
  ) {
    this.#base = base;
    this.#counts = counts;
    this.#dimension = dimension;
    this.#alias = alias;
    this.const = constant;
    this.vector = vector;
    this.count = counts[dimension];
    this.size = size;
  }
  get element(): SourceType {
    return (this.#element ??= this.#readElement());
  }
  #readElement(): SourceType {
    const next = this.#dimension + 1;
    if (next >= this.#counts.length) return describeType(this.#base);
    const size = this.count ? this.size / this.count : 0;
    return new ArraySource(this.#base, this.#counts, next, size, undefined, this.const, this.vector);
  }
  get name(): string {
    if (this.#alias !== undefined) return this.#alias;
    const dimensions = this.#counts.slice(this.#dimension).map((n) => `[${n ?? ''}]`);
    const base = describeType(this.#base);
    return `${base.kind === 'array' ? 'array' : plainName(base)}${dimensions.join('')}`;
  }
}

class StructSource implements SourceStruct {
  readonly kind = 'struct';
  readonly name: string;
  readonly size: number;
  readonly const: boolean;
  readonly union: boolean;
  readonly complete: boolean;
  readonly variant: boolean;
  readonly byReference: boolean;
  readonly #node: MDNode;
  readonly #elements: readonly MDNode[];
  #members: readonly SourceMember[] | undefined;
  constructor(node: MDNode, alias: string | undefined, constant: boolean) {
    const tag = node.keywordField('tag');
    const own = node.stringField('name');
    this.#node = node;
    this.union = tag === 'DW_TAG_union_type';
    this.name = alias ?? own ?? (this.union ? 'unnamed union' : 'unnamed struct');
    this.const = constant;
    const flags = node.keywordField('flags') ?? '';
    this.complete = !flags.includes('DIFlagFwdDecl');
    this.byReference = flags.includes('DIFlagTypePassByReference');
    const elements = asNode(node.field('elements'))?.operands ?? [];
    this.#elements = elements.map(asNode).filter((e) => e !== undefined);
    this.variant = this.#elements.some((e) => e.keywordField('tag') === 'DW_TAG_variant_part');
    // flang leaves out the padding at the end; but then it gives the alignments of all members.
    const align = Math.max(1, ...this.#elements.map((e) => bytes(e.numberField('align'))));
    this.size = Math.ceil(bytes(node.numberField('size')) / align) * align;
  }
  get members(): readonly SourceMember[] {
    return (this.#members ??= this.#elements.filter(isDataMember).map(readMember));
  }
  get typeParameter(): SourceType | undefined {
    const parameter = asNode(asNode(this.#node.field('templateParams'))?.operands[0]);
    return parameter?.tag === 'DITemplateTypeParameter'
      ? describeType(parameter.nodeField('type'))
      : undefined;
  }
  get variants(): readonly SourceMember[] {
    return this.#elements
      .filter((e) => e.keywordField('tag') === 'DW_TAG_variant_part')
      .flatMap(readVariants);
  }
}

function isDataMember(node: MDNode): boolean {
  if (node.tag !== 'DIDerivedType') return false;
  const tag = node.keywordField('tag');
  if (tag !== 'DW_TAG_member' && tag !== 'DW_TAG_inheritance') return false;
  const flags = node.keywordField('flags') ?? '';
  // A virtual base lies where the object's vtable says, not at the offset of the node.
  return (
    !flags.includes('DIFlagStaticMember') && !(tag === 'DW_TAG_inheritance' && flags.includes('Virtual'))
  );
}

function readVariants(part: MDNode): SourceMember[] {
  const variants = asNode(part.field('elements'))?.operands ?? [];
  return [part.field('discriminator'), ...variants]
    .map(asNode)
    .filter((node) => node !== undefined)
    .map(readMember);
}

function readMember(node: MDNode): SourceMember {
  const bitOffset = node.numberField('offset') ?? 0;
  const isBitField = (node.keywordField('flags') ?? '').includes('DIFlagBitField');
  return {
    name: node.stringField('name'),
    offset: Math.floor(bitOffset / 8),
    bits: isBitField ? { offset: bitOffset, size: node.numberField('size') ?? 0 } : undefined,
    type: describeType(node.nodeField('baseType')),
  };
}

class FunctionSource implements SourceFunction {
  readonly kind = 'function';
  readonly size = 0;
  readonly const: boolean;
  readonly #types: readonly unknown[];
  readonly #alias: string | undefined;
  constructor(node: MDNode, alias: string | undefined, constant: boolean) {
    this.#alias = alias;
    this.const = constant;
    this.#types = asNode(node.field('types'))?.operands ?? [];
  }
  get variadic(): boolean {
    return this.#types.length > 1 && this.#types[this.#types.length - 1] === null;
  }
  get returns(): SourceType {
    return describeType(asNode(this.#types[0]));
  }
  get parameters(): readonly SourceType[] {
    const end = this.variadic ? this.#types.length - 1 : this.#types.length;
    return this.#types.slice(1, end).map((t) => describeType(asNode(t)));
  }
  get name(): string {
    return this.#alias ?? 'function';
  }
}
