import type { DataLayout, Type } from '../../ir/index.ts';
import { doubleType } from '../../ir/index.ts';
import type { SourceMember, SourceStruct, SourceType } from '../debug-types.ts';
import { floatingPointTypeOf } from '../debug-types.ts';
import type { ByteRange, ScalarKind } from './kinds.ts';
import { isFortranDescriptor } from './fortran-descriptor.ts';
import { floatKind, integerKind, pointerKind, sameKind } from './kinds.ts';

/** A run of scalars in a declared type, or bytes of which the declaration says nothing. */
export interface Leaf {
  readonly offset: number;
  readonly size: number;
  /** Undefined: these bytes are no padding, but may hold anything. */
  readonly scalar: ScalarKind | undefined;
  /** A character: a byte that any data may be kept in. */
  readonly weak?: boolean;
  /** The members of a union that share these bytes. */
  readonly alternatives?: readonly ScalarKind[];
  /** They may be something else, too. */
  readonly incomplete?: boolean;
  /** For a pointer: what it points to. */
  readonly pointee?: Declared | undefined;
  /** A reference: to a single object. */
  readonly single?: boolean;
}

/** A declared type as a list of leaves: what TBAA, debug info and LLVM's own types are all turned into. */
export interface Declared {
  /** Bytes from one element of an array of this type to the next; 0 when unknown. */
  readonly size: number;
  /** In order of their offsets; gaps are padding, unless nothing is told of them. */
  readonly leaves: readonly Leaf[];
  readonly untold?: readonly ByteRange[];
  /** The arrays with a length of more than one that are members, and members of these. */
  readonly arrays: readonly DeclaredMember[];
  /** The array without a length at the end of a struct. */
  readonly tail?: { readonly offset: number; readonly type: Declared } | undefined;
}

/** An array in a struct: `count` elements of `size` bytes, arrays of arrays flattened. */
export interface DeclaredMember {
  readonly offset: number;
  readonly size: number;
  readonly count: number;
}

/** A declared object: `count` elements of a type (an array of arrays is flattened). */
export interface DeclaredArray {
  readonly element: Declared;
  readonly count: number;
  /** No others stand beside it: what a reference, or `this`, refers to. */
  readonly single?: boolean;
  /** A variable: nothing of its type follows. */
  readonly alone?: boolean;
}

/** Structs with more leaves than this are known only in their beginning. */
const maxLeaves = 4096;
const maxDepth = 64;

class LeafList {
  readonly leaves: Leaf[] = [];
  readonly arrays: DeclaredMember[] = [];
  tail: Declared['tail'];

  get full(): boolean {
    return this.leaves.length >= maxLeaves;
  }

  add(leaf: Leaf): void {
    if (leaf.size <= 0) return;
    if (this.full) return;
    this.leaves.push(leaf);
  }

  addArray(member: DeclaredMember): void {
    if (member.count > 1 && member.size > 0 && this.arrays.length < maxLeaves) this.arrays.push(member);
  }

  /** The leaves in order; what lies past the limit counts as unknown. */
  finish(size: number): Declared {
    const leaves = this.leaves.sort((a, b) => a.offset - b.offset);
    const last = leaves[leaves.length - 1];
    if (this.full && last && last.offset + last.size < size) {
      const end = last.offset + last.size;
      leaves.push({ offset: end, size: size - end, scalar: undefined });
    }
    return { size, leaves, arrays: this.arrays, tail: this.tail };
  }
}

/** Reads declared types of the source, each once; cycles through pointers are cut by reading pointees when asked. */
export class SourceDeclarations {
  readonly #memo = new Map<SourceType, Declared>();
  readonly #triple: string | undefined;
  constructor(triple: string | undefined) {
    this.#triple = triple;
  }

  /** A pointer to a single object, such as `this`. */
  pointerToOne(type: SourceType & { kind: 'pointer' }): DeclaredArray {
    const leaf = this.#pointerLeaf(type, 0, type.size);
    const one: Leaf = {
      ...withRun(leaf, 0, type.size),
      single: true,
      get pointee() {
        return leaf.pointee;
      },
    };
    return { element: { size: type.size, leaves: [one], arrays: [] }, count: 1 };
  }

  /** Undefined for void, functions and types that are not understood. */
  array(type: SourceType): DeclaredArray | undefined {
    let at = type;
    let count = 1;
    for (let i = 0; at.kind === 'array'; i++) {
      if (i > maxDepth) return undefined;
      count *= at.count ?? 1;
      at = at.element;
    }
    if (at.kind === 'void' || at.kind === 'function' || at.kind === 'unknown' || at.size === 0)
      return undefined;
    if (at.kind === 'struct' && !at.complete) return undefined;
    return { element: this.#element(at), count };
  }

  #element(type: SourceType): Declared {
    let declared = this.#memo.get(type);
    if (!declared) {
      const list = new LeafList();
      this.#flatten(type, 0, list, 0);
      this.#memo.set(type, (declared = list.finish(type.size)));
    }
    return declared;
  }

  /** `bytesOf`: what pointers to bytes really point to: Rust's vectors have such, and name the type of their elements elsewhere. */
  #flatten(
    type: SourceType,
    offset: number,
    list: LeafList,
    depth: number,
    inArray = false,
    bytesOf?: SourceType,
  ): void {
    const { size } = type;
    if (list.full) return;
    if (depth > maxDepth) return list.add({ offset, size, scalar: undefined });
    switch (type.kind) {
      case 'float':
      case 'complex': {
        const one = type.kind === 'complex' ? size / 2 : size;
        const float = floatingPointTypeOf(type.basicName, one, this.#triple);
        return list.add({ offset, size, scalar: float && floatKind(float) });
      }
      case 'int': {
        // Arrays of characters serve as storage for anything; a lone one cannot.
        const weak = type.role === 'character' && size === 1 && (depth === 0 || inArray);
        return list.add({ offset, size, scalar: integerKind, weak });
      }
      case 'pointer':
        return list.add(this.#pointerLeaf(type, offset, size, bytesOf));
      case 'array':
        return this.#flattenArray(type, offset, list, depth);
      case 'struct':
        if (!type.complete) return list.add({ offset, size, scalar: undefined });
        if (type.union) return this.#flattenUnion(type.members, offset, list, depth);
        if (type.variant) this.#flattenUnion(type.variants, offset, list, depth);
        if (/^RawVec</.test(type.name))
          return this.#flattenStruct(type, offset, list, depth, type.typeParameter);
        return this.#flattenStruct(type, offset, list, depth, bytesOf);
      case 'unknown':
        // No data is read through a pointer to a member: its parts are as good as integers.
        return list.add({ offset, size, scalar: type.memberPointer ? integerKind : undefined });
      default:
        return list.add({ offset, size, scalar: undefined });
    }
  }

  #pointerLeaf(
    type: SourceType & { kind: 'pointer' },
    offset: number,
    size: number,
    bytesOf?: SourceType,
  ): Leaf {
    const array = (): DeclaredArray | undefined => {
      const isToBytes = type.pointee.kind === 'int' && type.pointee.size === 1;
      const pointee = isToBytes && bytesOf ? bytesOf : type.pointee;
      // A virtual table: distances to base classes stand before the pointers to functions that debug information tells of.
      return pointee.name === '__vtbl_ptr_type' ? undefined : this.array(pointee);
    };
    return {
      offset,
      size,
      scalar: pointerKind,
      get single() {
        return type.reference && type.pointee.kind !== 'array';
      },
      get pointee() {
        return array()?.element;
      },
    };
  }

  #flattenStruct(
    type: SourceStruct,
    offset: number,
    list: LeafList,
    depth: number,
    bytesOf: SourceType | undefined,
  ): void {
    for (const member of type.members) {
      if (member.bits) {
        const first = Math.floor(member.bits.offset / 8);
        const end = Math.ceil((member.bits.offset + member.bits.size) / 8);
        list.add({ offset: offset + first, size: end - first, scalar: integerKind });
        continue;
      }
      const at = offset + member.offset;
      if (member.type.kind === 'array' && !member.type.count && depth === 0) {
        const tail = this.array(member.type.element);
        if (tail) list.tail = { offset: at, type: tail.element };
        continue;
      }
      this.#flatten(member.type, at, list, depth + 1, false, bytesOf);
    }
  }

  #flattenArray(type: SourceType & { kind: 'array' }, offset: number, list: LeafList, depth: number): void {
    let element: SourceType = type;
    let count = 1;
    for (let i = 0; element.kind === 'array'; i++) {
      if (i > maxDepth) return;
      count *= element.count ?? 0;
      element = element.element;
    }
    list.addArray({ offset, size: element.size, count });
    if (element.kind === 'struct' || element.size === 0) {
      for (let i = 0; i < count && !list.full; i++) {
        this.#flatten(element, offset + i * element.size, list, depth + 1);
      }
      return;
    }
    // Scalars: one run.
    const one = new LeafList();
    this.#flatten(element, 0, one, depth + 1, true);
    for (const leaf of one.leaves) list.add(withRun(leaf, offset, element.size * count));
  }

  #flattenUnion(all: readonly SourceMember[], offset: number, list: LeafList, depth: number): void {
    const members = all.map((member) => {
      const inner = new LeafList();
      this.#flatten(member.type, offset + member.offset, inner, depth + 1);
      for (const array of inner.arrays) list.addArray(array);
      return inner.leaves;
    });
    for (const leaf of overlay(members)) list.add(leaf);
  }
}

/** The leaf moved and made longer, without reading its pointee yet. */
function withRun(leaf: Leaf, offset: number, size: number): Leaf {
  return {
    offset,
    size,
    scalar: leaf.scalar,
    ...(leaf.weak === undefined ? {} : { weak: leaf.weak }),
    get single() {
      return leaf.single ?? false;
    },
    get pointee() {
      return leaf.pointee;
    },
  };
}

/** The members of a union laid over each other: bytes on which they differ may be any of them. */
function overlay(members: readonly (readonly Leaf[])[]): Leaf[] {
  const all = members.flat().filter((leaf) => !leaf.weak);
  const characters = members.flat().filter((leaf) => leaf.weak);
  if (all.length === 0) return characters.slice(0, 1);
  const ends = [...all, ...characters].flatMap((l) => [l.offset, l.offset + l.size]);
  const cuts = [...new Set(ends)].filter((at) => !all.some((l) => isInside(at, l))).sort((a, b) => a - b);
  const leaves: Leaf[] = [];
  for (const [i, from] of cuts.entries()) {
    const to = cuts[i + 1];
    if (to === undefined) break;
    const here = all.filter((l) => l.offset < to && l.offset + l.size > from);
    const [first] = here;
    if (!first) {
      const byte = characters.find((l) => l.offset < to && l.offset + l.size > from);
      if (byte) leaves.push(withRunAt(byte, from, to - from));
      continue;
    }
    const agree = here.every(
      (l) => l.scalar && first.scalar && sameKind(l.scalar, first.scalar) && samePhase(l, first),
    );
    const kinds = here.flatMap(kindsOf);
    const incomplete = here.some((l) => kindsOf(l).length === 0 || l.incomplete || isInside(from, l));
    const range = { offset: from, size: to - from, scalar: undefined };
    if (isStorage(all, characters, from, to)) {
      leaves.push({ ...range, alternatives: [...kinds, floatKind(doubleType), pointerKind], incomplete });
    } else if (agree) leaves.push(withRunAt(first, from, to - from));
    else leaves.push({ ...range, alternatives: kinds, incomplete });
  }
  return leaves;
}

/** Characters beside an address are memory for what is too small for memory of its own: numbers and addresses, too. */
function isStorage(all: readonly Leaf[], characters: readonly Leaf[], from: number, to: number): boolean {
  const covered = characters.some((l) => l.offset <= from && l.offset + l.size >= to);
  const kinds = all.flatMap(kindsOf);
  const isOpen = kinds.some((s) => s.kind === 'pointer') && !kinds.some((s) => s.kind === 'float');
  return covered && isOpen && to - from === 8;
}

const withRunAt = (leaf: Leaf, offset: number, size: number): Leaf => withRun(leaf, offset, size);

/** Whether an offset lies within one of the floats or pointers of a leaf. */
function isInside(at: number, leaf: Leaf): boolean {
  const distance = at - leaf.offset;
  if (distance <= 0 || distance >= leaf.size) return false;
  return kindsOf(leaf).some((s) => {
    const size = s.kind === 'float' ? s.type.bits / 8 : s.kind === 'pointer' ? 8 : 1;
    return distance % size !== 0;
  });
}

const kindsOf = ({ scalar, alternatives }: Leaf): readonly ScalarKind[] =>
  scalar ? [scalar] : (alternatives ?? []);

function samePhase(a: Leaf, b: Leaf): boolean {
  if (a.scalar?.kind !== 'float') return true;
  const size = a.scalar.type.bits / 8;
  return (a.offset - b.offset) % size === 0;
}

/** Reads LLVM's own types: of allocas, globals, and getelementptr. */
export class LlvmDeclarations {
  readonly #memo = new Map<Type, Declared>();
  readonly #layout: DataLayout;
  constructor(layout: DataLayout) {
    this.#layout = layout;
  }

  array(type: Type): DeclaredArray | undefined {
    let at = type;
    let count = 1;
    for (let i = 0; at.kind === 'array'; i++) {
      if (i > maxDepth) return undefined;
      count *= at.length;
      at = at.element;
    }
    if (!isSized(at) || !Number.isSafeInteger(count)) return undefined;
    const size = this.#layout.allocSize(at);
    // Arrays of bytes are storage: they say nothing.
    if (size === 0 || (at.kind === 'integer' && at.bits <= 8)) return undefined;
    return { element: this.#element(at), count };
  }

  #element(type: Type): Declared {
    let declared = this.#memo.get(type);
    if (!declared) {
      const list = new LeafList();
      this.#flatten(type, 0, list, true, 0);
      this.#memo.set(type, (declared = list.finish(this.#layout.allocSize(type))));
    }
    return declared;
  }

  /** `integers`: whether an integer type means an integer (not so in what clang makes up to pass structs). */
  #flatten(
    type: Type,
    offset: number,
    list: LeafList,
    integers: boolean,
    depth: number,
    inArray = false,
  ): void {
    if (list.full) return;
    const size = isSized(type) ? this.#layout.storeSize(type) : 0;
    if (depth > maxDepth) return list.add({ offset, size, scalar: undefined });
    switch (type.kind) {
      case 'floating-point':
        return list.add({ offset, size, scalar: floatKind(type) });
      case 'pointer':
        return list.add({ offset, size, scalar: pointerKind });
      case 'integer':
        if (!integers) return list.add({ offset, size, scalar: undefined });
        return list.add({ offset, size, scalar: integerKind, weak: type.bits <= 8 && inArray });
      case 'vector':
      case 'array': {
        const { element } = type;
        const step =
          type.kind === 'vector' ? this.#layout.bitsOf(element) / 8 : this.#layout.allocSize(element);
        if (Number.isInteger(step)) list.addArray({ offset, size: step, count: type.length });
        if (element.kind === 'struct' || element.kind === 'array') {
          for (let i = 0; i < type.length && !list.full; i++) {
            this.#flatten(element, offset + i * step, list, integers, depth + 1);
          }
          return;
        }
        const one = new LeafList();
        this.#flatten(element, 0, one, integers, depth + 1, true);
        for (const leaf of one.leaves) list.add(withRun(leaf, offset, Math.floor(step * type.length)));
        return;
      }
      case 'struct': {
        if (!type.elements) return;
        // A union's LLVM type shows one member of it.
        if (type.name?.startsWith('union.')) return list.add({ offset, size, scalar: undefined });
        const { offsets } = this.#layout.structLayout(type);
        const meant = integers && (type.name !== undefined || isFortranDescriptor(type));
        for (const [i, element] of type.elements.entries()) {
          const last = i === type.elements.length - 1;
          if (last && depth === 0 && element.kind === 'array' && element.length === 0) {
            const tail = this.array(element.element);
            if (tail) list.tail = { offset: offset + offsets[i]!, type: tail.element };
            continue;
          }
          if (type.name === undefined && this.#isExplicitPadding(type.elements, i, offsets[i]!)) continue;
          this.#flatten(element, offset + offsets[i]!, list, meant, depth + 1);
        }
        return;
      }
      default:
        return list.add({ offset, size, scalar: undefined });
    }
  }

  /** Clang initialises structs as structs without a name, in which bytes stand where alignment leaves a gap. */
  #isExplicitPadding(elements: readonly Type[], index: number, offset: number): boolean {
    const type = elements[index]!;
    if (type.kind !== 'array' || type.element.kind !== 'integer' || type.element.bits !== 8) return false;
    const next = elements[index + 1];
    const alignment = next
      ? this.#layout.alignOf(next)
      : Math.max(...elements.map((e) => this.#layout.alignOf(e)));
    return type.length < alignment && offset % alignment !== 0 && (offset + type.length) % alignment === 0;
  }
}

/** Whether the type has a size that is known while compiling. Looks no deeper than types nest in practice. */
function isSized(type: Type, depth = 0): boolean {
  if (depth > maxDepth) return false;
  switch (type.kind) {
    case 'vector':
      return !type.scalable;
    case 'array':
      return isSized(type.element, depth + 1);
    case 'struct':
      return type.elements !== undefined && type.elements.every((e) => isSized(e, depth + 1));
    case 'primitive':
    case 'function':
      return false;
    default:
      return true;
  }
}
