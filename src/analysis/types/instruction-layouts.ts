/**
 * What an instruction itself tells of the memory that it accesses or copies, whatever else the memory is used for: by its tag, as a member of a
 * class of the C++ library, or by the function of the library that it stands in.
 */
import type { DataLayout, Instruction, Type, Value } from '../../ir/index.ts';
import { ConstantInt, isInstruction } from '../../ir/index.ts';
import { gepOffset, originOf } from '../gep.ts';
import type { Leaf } from './declared.ts';
import type { TypeGraph } from './graph.ts';
import type { ByteRange, Field, MemoryLayout } from './kinds.ts';
import { implicitlyCopied } from './implicit-copies.ts';
import { libraryElement, libraryMember, libraryMembers } from './library-members.ts';
import { calleeRule } from './pointer-flow.ts';
import type { Place } from './region.ts';
import { advance, resolve } from './region.ts';
import type { Segment } from './segments.ts';
import { scalarSize } from './statements.ts';

export class InstructionLayouts {
  readonly #graph: TypeGraph;
  readonly #layout: DataLayout;
  readonly #fieldsOf: (segments: readonly Segment[]) => { fields: Field[]; broken: ByteRange[] };
  readonly #isUsedAsFloat: (at: Place, size: number) => boolean;

  constructor(
    graph: TypeGraph,
    fieldsOf: (segments: readonly Segment[]) => { fields: Field[]; broken: ByteRange[] },
    isUsedAsFloat: (at: Place, size: number) => boolean,
  ) {
    this.#graph = graph;
    this.#layout = graph.layout;
    this.#fieldsOf = fieldsOf;
    this.#isUsedAsFloat = isUsedAsFloat;
  }

  layout(pointer: Value, size: number | undefined, at: Instruction): MemoryLayout | undefined {
    const tagged = size === undefined ? undefined : this.#tagged(pointer, size, at);
    return tagged ?? this.#movedAs(pointer, size, at);
  }

  /** The tag of a load or store at hand decides, or the member of the library that it accesses, whatever else the memory is used for. */
  #tagged(pointer: Value, size: number, at: Instruction): MemoryLayout | undefined {
    const isAccess = (at.opcode === 'load' || at.opcode === 'store') && at.pointer === pointer;
    if (!isAccess) return undefined;
    const access = this.#graph.readers.tbaa.access(at.getMetadata('tbaa'), size);
    const member = access ? undefined : libraryMember(this.#layout, pointer, size);
    const scalar = access?.scalar ?? member?.scalar;
    if (!scalar) return undefined;
    const { fields } = this.#fieldsOf([{ from: 0, to: size, scalar, phase: 0, rank: 0, reason: undefined }]);
    return { fields, unknown: [], reasons: [access ? `TBAA: ${access.name}` : member!.reason] };
  }

  /** LLVM makes a `memset` or `memcpy` of a loop of stores, and leaves it the tag of the single store: an array of those. */
  #movedAs(pointer: Value, total: number | undefined, at: Instruction): MemoryLayout | undefined {
    if (at.opcode !== 'call') return undefined;
    const tag = at.getMetadata('tbaa');
    const rule = calleeRule(at);
    const moves = rule?.kind === 'copy' || rule?.kind === 'fill';
    const sides = moves ? [rule.destination, ...(rule.kind === 'copy' ? [rule.source] : [])] : [];
    if (!sides.some((i) => at.operand(i) === pointer)) return undefined;
    if (!tag) {
      const struct = this.#copiedStruct(pointer, total, at) ?? this.#copiedMembers(total, at, sides);
      return struct ?? this.#movedByLibrary(total, at);
    }
    const element = this.#graph.readers.tbaa.element(tag);
    if (!element || (total ?? 0) % element.size !== 0) return undefined;
    const { size, scalar, name } = element;
    return { fields: [{ offset: 0, size, scalar }], unknown: [], period: size, reasons: [`TBAA: ${name}`] };
  }

  /**
   * The assignment of a struct, which has a tag that tells its members. An integer that has the size of a float which is seen at its place may
   * carry it.
   */
  #copiedStruct(pointer: Value, total: number | undefined, at: Instruction): MemoryLayout | undefined {
    const leaves = this.#graph.readers.tbaa.transfer(at.getMetadata('tbaa.struct'));
    const found = this.#graph.place(pointer);
    if (!leaves || !found || total === undefined) return undefined;
    const isKnown = ({ offset, size, scalar }: Leaf): boolean =>
      scalar !== undefined &&
      offset + size <= total &&
      (scalar.kind !== 'integer' || !this.#isUsedAsFloat(advance(resolve(found), offset, 0), size));
    if (!leaves.every(isKnown)) return undefined;
    const { fields, broken } = this.#fieldsOf(segmentsOfLeaves(this.#layout, leaves));
    return broken.length === 0 ? { fields, unknown: [], reasons: ['TBAA: the members of what is copied'] } : undefined; // prettier-ignore
  }

  /** The copy of a member of a class of the library, or of members of a class in a function that the compiler has written. */
  #copiedMembers(
    total: number | undefined,
    at: Instruction,
    sides: readonly number[],
  ): MemoryLayout | undefined {
    if (total === undefined || sides.length < 2) return undefined;
    const ofLibrary = sides.map((i) => libraryMembers(this.#layout, at.operand(i), total)).find((l) => l);
    const leaves =
      ofLibrary ?? implicitlyCopied(this.#graph.readers.source, at, total, this.#offsetOf(at, sides));
    if (!leaves) return undefined;
    const { fields, broken } = this.#fieldsOf(segmentsOfLeaves(this.#layout, leaves));
    if (broken.length > 0) return undefined;
    return {
      fields,
      unknown: [],
      reasons: [`the members of a class${ofLibrary ? ' of the C++ library' : ''}`],
    };
  }

  /** How far from the beginning of an object what is copied begins, if that is known, and the same on both sides. */
  #offsetOf(at: Instruction, sides: readonly number[]): number | undefined {
    const [to, from] = sides.map((i) => originOf(this.#layout, at.operand(i))?.offset);
    return to === from ? to : undefined;
  }

  /** The C++ library copies arrays of elements in functions whose parameters tell of what type these are. */
  #movedByLibrary(total: number | undefined, at: Instruction): MemoryLayout | undefined {
    const element = libraryElement(this.#graph.readers.source, at);
    if (!element || element.size === 0 || (total ?? 0) % element.size !== 0) return undefined;
    const { fields, broken } = this.#fieldsOf(segmentsOfLeaves(this.#layout, element.leaves));
    if (fields.length === 0 || broken.length > 0) return undefined;
    const reasons = ['debug info: the elements of an array that the C++ library copies'];
    return { fields, unknown: [], period: element.size, reasons };
  }
}

/** A layout without the unknown bytes that are padding in the struct whose member a pointer is the address of. */
export function withoutPadding(layout: DataLayout, known: MemoryLayout, pointer: Value): MemoryLayout {
  if (!isInstruction(pointer) || pointer.opcode !== 'getelementptr') return known;
  const first = pointer.indices[0];
  const within = gepOffset(layout, pointer.sourceType, pointer.indices);
  const isMember = first instanceof ConstantInt && first.value === 0n && within?.terms.length === 0;
  if (!isMember) return known;
  const gaps = [...gapsOf(layout, pointer.sourceType, -within.offset, 0)];
  const isPadding = ({ offset: from, size }: ByteRange): boolean =>
    gaps.some((gap) => gap.offset <= from && from + size <= gap.offset + gap.size);
  const unknown = known.unknown.filter((range) => !isPadding(range));
  return unknown.length < known.unknown.length ? { ...known, unknown } : known;
}

const mostGaps = 256;

/**
 * What lies between the members of a struct of the source, and of those within, if it is none of a union's. What lies behind the last member
 * may hold members of a class that is derived from it.
 */
function* gapsOf(layout: DataLayout, type: Type, at: number, depth: number): IterableIterator<ByteRange> {
  if (type.kind !== 'struct' || type.packed || depth > 16 || !/^(?:struct|class)\./.test(type.name ?? ''))
    return;
  const { offsets } = layout.structLayout(type);
  const elements = type.elements ?? [];
  for (const [i, element] of elements.entries()) {
    if (i > mostGaps) return;
    const end = offsets[i]! + layout.allocSize(element);
    const next = offsets[i + 1];
    yield* gapsOf(layout, element, at + offsets[i]!, depth + 1);
    if (next !== undefined && next > end) yield { offset: at + end, size: next - end };
  }
}

function segmentsOfLeaves(layout: DataLayout, leaves: readonly Leaf[]): Segment[] {
  return leaves.map(({ offset, size, scalar }) => {
    const phase = scalar ? offset % scalarSize(layout, scalar) : 0;
    return { from: offset, to: offset + size, scalar, phase, rank: 0, reason: undefined };
  });
}
