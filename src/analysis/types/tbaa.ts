import type { MDNode, Metadata, MetadataField } from '../../ir/index.ts';
import { ConstantInt, MDNode as Node, MDString, ValueAsMetadata } from '../../ir/index.ts';
import { floatingPointTypeOf } from '../debug-types.ts';
import type { Declared, Leaf } from './declared.ts';
import type { ByteRange, ScalarKind } from './kinds.ts';
import { floatKind, integerKind, pointerKind } from './kinds.ts';

/** What a `!tbaa` tag on a load or store says. */
export interface TbaaAccess {
  /** Kind of the scalar that is accessed; undefined when the tag allows any (characters, unions). */
  readonly scalar: ScalarKind | undefined;
  /** Name of the accessed type in the tag. */
  readonly name: string;
  /** For `p1 double`: what the accessed pointer points to. */
  readonly pointee: Declared | undefined;
  /** The struct that the access is a member of, and the member's offset in it. */
  readonly struct:
    { readonly declared: Declared; readonly name: string; readonly offset: number } | undefined;
}

const integerNames = new Set([
  'bool', '_Bool', 'short', 'int', 'long', 'long long', '__int128', 'wchar_t', 'char16_t', 'char32_t', 'char8_t',
  'signed char', 'unsigned char', 'unsigned short', 'unsigned int', 'unsigned long', 'unsigned long long', '_BitInt',
]); // prettier-ignore

const floatNames = new Set([
  'float', 'double', 'long double', '_Float16', '__fp16', 'half', '__bf16', '__float128', '_Float128', '__ibm128',
]); // prettier-ignore

const maxFields = 1024;

/** Reads type-based alias analysis metadata as clang writes it (LangRef, "'tbaa' Metadata"). */
export class TbaaReader {
  readonly #triple: string | undefined;
  readonly #pointerSize: number;
  readonly #structs = new Map<MDNode, Declared>();
  readonly #tags = new Map<MDNode, Map<number, TbaaAccess | undefined>>();

  constructor(triple: string | undefined, pointerSize: number) {
    this.#triple = triple;
    this.#pointerSize = pointerSize;
  }

  /** Reads the tag of an access of so many bytes. Undefined when the tag is not understood. */
  access(tag: MDNode | undefined, size: number): TbaaAccess | undefined {
    if (!tag) return undefined;
    let bySize = this.#tags.get(tag);
    if (!bySize) this.#tags.set(tag, (bySize = new Map()));
    if (!bySize.has(size)) bySize.set(size, this.#read(tag, size));
    return bySize.get(size);
  }

  /** The scalar that a tag names, whatever the size of the access. */
  element(tag: MDNode): { size: number; scalar: ScalarKind; name: string } | undefined {
    const type = nodeOf(tag.operands[1]);
    const name = type && nameOf(type);
    const scalar = name === undefined ? undefined : this.#namedScalar(name);
    return scalar && name !== undefined ? { ...scalar, name } : undefined;
  }

  #read(tag: MDNode, size: number): TbaaAccess | undefined {
    const [base, type, offset] = [
      nodeOf(tag.operands[0]),
      nodeOf(tag.operands[1]),
      numberOf(tag.operands[2]),
    ];
    if (!base || !type || offset === undefined) return undefined;
    const name = nameOf(type);
    if (name === undefined) return undefined;
    const isStruct = base !== type && base.operands.length >= 3;
    return {
      name,
      scalar: this.#scalar(type, size) ?? (isEnumeration(type) ? integerKind : undefined),
      pointee: this.#pointee(name),
      struct: isStruct ? { declared: this.#struct(base), name: nameOf(base) ?? 'struct', offset } : undefined,
    };
  }

  /** The kind of a scalar type descriptor when so many bytes of it are accessed. */
  #scalar(type: MDNode, size: number): ScalarKind | undefined {
    const name = nameOf(type) ?? '';
    if (floatNames.has(name)) {
      const natural = name === 'float' ? 4 : name === 'double' ? 8 : size;
      const float = floatingPointTypeOf(name, natural, this.#triple);
      return float && size % natural === 0 ? floatKind(float) : undefined;
    }
    if (integerNames.has(name)) return integerKind;
    if (isPointerName(name) && size === this.#pointerSize) return pointerKind;
    return undefined;
  }

  /** `p1 double` points to doubles, `p2 double` to pointers to doubles. */
  #pointee(name: string): Declared | undefined {
    const match = /^p(\d+) (.*)$/.exec(name);
    if (!match) return undefined;
    const levels = Number(match[1]);
    const scalar = this.#namedScalar(match[2]!);
    if (levels < 1 || levels > 16) return undefined;
    let declared: Declared | undefined = scalar && {
      size: scalar.size,
      leaves: [{ offset: 0, ...scalar }],
      arrays: [],
    };
    for (let i = 1; i < levels; i++) {
      const size = this.#pointerSize;
      declared = {
        size,
        leaves: [{ offset: 0, size, scalar: pointerKind, pointee: declared }],
        arrays: [],
      };
    }
    return declared;
  }

  #namedScalar(name: string): { size: number; scalar: ScalarKind } | undefined {
    if (name === 'double') return { size: 8, scalar: floatKind(floatingPointTypeOf(name, 8, undefined)!) };
    if (name === 'float') return { size: 4, scalar: floatKind(floatingPointTypeOf(name, 4, undefined)!) };
    if (name === 'int') return { size: 4, scalar: integerKind };
    if (name === 'short') return { size: 2, scalar: integerKind };
    if (name === 'long') return { size: this.#pointerSize, scalar: integerKind };
    if (name === 'long long') return { size: 8, scalar: integerKind };
    return undefined;
  }

  /** A struct type descriptor: the name, then each member's type and offset. */
  #struct(node: MDNode): Declared {
    const known = this.#structs.get(node);
    if (known) return known;
    const leaves: Leaf[] = [];
    const untold: ByteRange[] = [];
    const members = membersOf(node);
    for (const [i, member] of members.entries()) {
      const own = this.#leavesOf(member, members[i + 1]?.offset);
      for (const leaf of own) (leaf.scalar ? leaves : untold).push(leaf);
    }
    const declared: Declared = { size: 0, leaves, arrays: [], untold };
    this.#structs.set(node, declared);
    return declared;
  }

  /**
   * What a member tells of the bytes up to the next one. An array shows as one member of its element type, so a member that is a
   * scalar may have more of its kind behind it; behind one of a struct within, there may be more such structs, of which nothing
   * is told. Where a scalar does not fit, there is padding. A bit-field shows as all of its declared type, of which it may be a part.
   */
  #leavesOf({ offset, type, isOwn }: Member, next: number | undefined): Leaf[] {
    const found = this.#fieldScalar(type);
    const whole = next === undefined ? undefined : next - offset;
    if (!found) return whole === undefined ? [] : [{ offset, size: whole, scalar: undefined }];
    const certain = Math.min(whole ?? found.size, withoutNeighbours(offset, found));
    if (certain < found.size) return [{ offset, ...found, size: certain }];
    const rest = whole === undefined ? 0 : whole - found.size;
    const scalar: Leaf = { offset, ...found };
    // Between integers it makes no difference.
    if (rest < found.size || (isOwn && rest < 8 && found.scalar.kind === 'integer')) return [scalar];
    if (!isOwn) return [scalar, { offset: offset + found.size, size: rest, scalar: undefined }];
    const more = Math.min(maxFields, Math.floor(rest / found.size));
    return Array.from({ length: more + 1 }, (_, i) => ({ ...scalar, offset: offset + i * found.size }));
  }

  #fieldScalar(
    type: MDNode,
  ): { size: number; scalar: ScalarKind; pointee?: Declared | undefined } | undefined {
    const name = nameOf(type) ?? '';
    if (isPointerName(name)) {
      return { size: this.#pointerSize, scalar: pointerKind, pointee: this.#pointee(name) };
    }
    if (name === 'bool' || name === '_Bool') return { size: 1, scalar: integerKind };
    return this.#namedScalar(name);
  }

  /** `!tbaa.struct` on a memory transfer: what is copied, at offsets from the pointers. Gaps are padding. */
  transfer(node: MDNode | undefined): readonly Leaf[] | undefined {
    if (!node || node.operands.length % 3 !== 0 || node.operands.length > 3 * maxFields) return undefined;
    const leaves: Leaf[] = [];
    for (let i = 0; i + 2 < node.operands.length; i += 3) {
      const [offset, size] = [numberOf(node.operands[i]), numberOf(node.operands[i + 1])];
      const tag = nodeOf(node.operands[i + 2]);
      if (offset === undefined || size === undefined) return undefined;
      const type = nodeOf(tag?.operands[1]);
      const scalar = type && this.#scalar(type, size);
      const pointee = type && this.#pointee(nameOf(type) ?? '');
      leaves.push({ offset, size, scalar, pointee });
    }
    return leaves;
  }
}

/** A bit-field stands at any byte of its declared type, and other members behind it in what would be its storage. */
function withoutNeighbours(offset: number, { size, scalar }: { size: number; scalar: ScalarKind }): number {
  return scalar.kind === 'integer' ? size - (offset % size) : size;
}

/** A member of a struct, or of one within, that is no struct. */
interface Member {
  readonly offset: number;
  readonly type: MDNode;
  /** Of the struct itself. */
  readonly isOwn: boolean;
}

/** All that are no structs, in order, without overlaps. */
function membersOf(node: MDNode): Member[] {
  const members: Member[] = [];
  const work: { node: MDNode; offset: number; depth: number }[] = [{ node, offset: 0, depth: 0 }];
  for (let at = work.pop(); at && members.length < maxFields; at = work.pop()) {
    if (at.depth > 16) continue;
    const { operands } = at.node;
    const only = onlyMember(at.node);
    if (only) work.push({ node: only, offset: at.offset, depth: at.depth + 1 });
    else if (operands.length < 5) {
      const last = members[members.length - 1];
      if (!last || last.offset < at.offset)
        members.push({ offset: at.offset, type: at.node, isOwn: at.depth === 1 });
    } else {
      for (let i = operands.length - 2; i >= 1; i -= 2) {
        const [field, offset] = [nodeOf(operands[i]), numberOf(operands[i + 1])];
        if (field && offset !== undefined)
          work.push({ node: field, offset: at.offset + offset, depth: at.depth + 1 });
      }
    }
  }
  return members;
}

/** A struct of one member has as many operands as a scalar, whose parent is `char` (as one member may be), or that of pointers. */
function onlyMember(node: MDNode): MDNode | undefined {
  const parent = node.operands.length === 3 ? nodeOf(node.operands[1]) : undefined;
  if (!parent || isPointerName(nameOf(node) ?? '') || parent.operands.length < 3) return undefined;
  return nameOf(parent) === 'omnipotent char' ? undefined : parent;
}

/** The type of an access is a scalar's. One with a mangled name of its own is an enumeration's, whose parent is `char`. */
function isEnumeration(type: MDNode): boolean {
  const parent = nodeOf(type.operands[1]);
  const isScalar = type.operands.length === 3 && parent !== undefined && nameOf(parent) === 'omnipotent char';
  return isScalar && /^_ZTS/.test(nameOf(type) ?? '');
}

function isPointerName(name: string): boolean {
  return name === 'any pointer' || name === 'vtable pointer' || /^p\d+ /.test(name);
}

function nodeOf(field: MetadataField | undefined): MDNode | undefined {
  return field instanceof Node ? field : undefined;
}

function nameOf(node: MDNode): string | undefined {
  const name: MetadataField | Metadata | undefined = node.operands[0];
  return name instanceof MDString ? name.text : typeof name === 'string' ? name : undefined;
}

function numberOf(field: MetadataField | undefined): number | undefined {
  const value = field instanceof ValueAsMetadata ? field.value : undefined;
  return value instanceof ConstantInt ? Number(value.value) : undefined;
}
