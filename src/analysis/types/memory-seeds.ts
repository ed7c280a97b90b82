import type { AllocaInst, CallBase, Instruction, Type, Value } from '../../ir/index.ts';
import { ConstantAggregate, ConstantFP, ConstantInt, SimpleConstant, arrayType } from '../../ir/index.ts';
import { typeHint } from '../../rules/type-hints.ts';
import type { CopiedWord } from './copied-words.ts';
import { copiedWords } from './copied-words.ts';
import type { Declared, Leaf } from './declared.ts';
import { isFortranDescriptor } from './fortran-descriptor.ts';
import type { TypeGraph } from './graph.ts';
import type { ScalarKind } from './kinds.ts';
import { floatKind, integerKind, kindName, pointerKind, Rank } from './kinds.ts';
import type { LibraryMember } from './library-members.ts';
import { libraryMember, stringArguments } from './library-members.ts';
import { movesText } from '../text-copies.ts';
import { calleeRule, directCallee } from './pointer-flow.ts';
import type { Place } from './region.ts';
import { cellAt, declareAt, declareWalk, resolve } from './region.ts';
import { SlotGroup } from './slot.ts';
import type { TbaaAccess } from './tbaa.ts';
import { isLocal, leavesOf } from './value-leaf.ts';

/** Records what loads, stores and other accesses show of the memory behind their pointers. */
export function seedMemory(graph: TypeGraph, inst: Instruction): void {
  switch (inst.opcode) {
    case 'alloca': {
      const type = graph.readers.llvm.array(inst.allocatedType);
      const at = graph.place(inst);
      if (at && isByte(graph, inst)) observe(at, 1, integerKind, Rank.llvm, 'it is a single byte');
      const alone = (type?.element.leaves.length ?? 0) > 1;
      if (type && at)
        declareAt(at, { ...type, alone }, Rank.llvm, `its type in the compiler is ${inst.allocatedType}`);
      return;
    }
    case 'getelementptr':
      return seedElementType(graph, inst.base, inst.sourceType, inst.indices[0]);
    case 'load':
      return seedAccess(graph, inst, inst.pointer, inst, 'loaded from');
    case 'store':
      return seedAccess(graph, inst, inst.pointer, inst.value, 'stored to');
    case 'atomicrmw':
      seedAccess(graph, inst, inst.pointer, inst, 'loaded from');
      return seedAccess(graph, inst, inst.pointer, inst.value, 'stored to');
    case 'cmpxchg': {
      const at = graph.place(inst.operand(0));
      const type = inst.operand(2).type;
      if (at && type.kind === 'integer') seedInteger(graph, at, memorySize(graph, type), inst, 0, undefined);
      return seedAccess(graph, inst, inst.operand(0), inst.operand(2), 'stored to');
    }
    case 'call':
    case 'invoke':
    case 'callbr':
      return seedCall(graph, inst);
    default:
  }
}

/** A variable of one byte, which is too small for anything but an integer. */
function isByte(graph: TypeGraph, { allocatedType, count }: AllocaInst): boolean {
  const one = count instanceof ConstantInt && count.value === 1n;
  return one && allocatedType.kind !== 'vector' && graph.layout.storeSize(allocatedType) === 1;
}

/** `getelementptr %struct.node, ptr %p, …`: p points to such structs. Integer types there are often mere units of size. */
function seedElementType(graph: TypeGraph, base: Value, type: Type, first: Value | undefined): void {
  if (type.kind === 'integer') return;
  const isWalk = !(first instanceof ConstantInt);
  const isZero = !isWalk && first.value === 0n;
  const at = graph.place(base);
  const declared = at && graph.readers.llvm.array(type);
  if (!at || !declared) return;
  if (type.kind !== 'struct' && declared.element.leaves.every((l) => l.scalar?.kind === 'integer')) return;
  const reason = `it is indexed as ${type}`;
  const { element, count } = declared;
  const isMember = resolve(at).fine !== undefined;
  // `getelementptr %struct.node, ptr %p, i32 0, …` tells of a member of one struct, and of no neighbours.
  const single = type.kind === 'struct' && !isWalk && isZero;
  if (element.tail || (!isWalk && count === 1 && !isMember))
    declareAt(at, { element, count: 1, single }, Rank.llvm, reason);
  else declareWalk(at, { element, count: isWalk ? undefined : count }, Rank.llvm, reason);
}

function seedAccess(graph: TypeGraph, inst: Instruction, pointer: Value, value: Value, verb: string): void {
  const at = graph.place(pointer);
  if (!at || isUndefined(value)) return;
  if (value.type.kind === 'struct' && isFortranDescriptor(value.type)) {
    const declared = graph.readers.llvm.array(value.type);
    if (declared) declareAt(at, declared, Rank.llvm, `a descriptor of Fortran is ${verb} it`);
  }
  const leaves = leavesOf(graph.layout, value.type);
  const tag = inst.getMetadata('tbaa');
  for (const [i, leaf] of leaves.entries()) {
    const size = memorySize(graph, leaf.type);
    const access = leaves.length === 1 ? graph.readers.tbaa.access(tag, size) : undefined;
    const place = graph.inside(at, leaf.offset);
    const scalar = scalarOfType(leaf.type);
    if (access) seedTag(graph, place, access, value, size);
    if (scalar)
      observe(
        place,
        size,
        scalar,
        Rank.proof,
        `a value of type ${leaf.type} is ${verb} it`,
        access?.scalar !== undefined,
      );
    else if (leaf.type.kind === 'integer' || leaf.type.kind === 'vector') {
      const isWhole = leaves.length === 1 && !access;
      const member = isWhole ? libraryMember(graph.layout, pointer, size) : undefined;
      seedInteger(graph, place, size, value, i, access, member);
    }
  }
}

/** An access of integer type: its tag tells what it is, or else the uses of the value may. */
function seedInteger(
  graph: TypeGraph,
  at: Place,
  size: number,
  value: Value,
  leaf: number,
  access: TbaaAccess | undefined,
  member?: LibraryMember,
): void {
  // Constants tell nothing: 4607182418800017408 may be meant as 1.0.
  const constant = value instanceof ConstantInt || value instanceof SimpleConstant;
  if (access?.scalar) {
    if (!constant)
      graph.slot(value, leaf).add({ scalar: access.scalar, rank: Rank.tbaa, reason: tagText(access) });
    return;
  }
  if (constant || !isLocal(value)) return;
  const slot = graph.slot(value, leaf);
  if (member) {
    slot.add({ ...member, rank: Rank.tbaa });
    return observe(at, size, member.scalar, Rank.llvm, member.reason);
  }
  resolve(at).region.observe({
    ...offsets(at),
    size,
    what: new SlotGroup([slot]),
    rank: Rank.proof,
    reason: '',
  });
  graph.accesses.push({ slot, at, size });
}

const tagText = (access: TbaaAccess): string => `TBAA: ${access.name}`;

/** What an access's tag says of the memory, of the struct around it, and of what an accessed pointer points to. */
function seedTag(graph: TypeGraph, at: Place, access: TbaaAccess, value: Value, size: number): void {
  // An access that the tag tells the kind of is a use of the memory as that kind.
  if (access.scalar) observe(at, size, access.scalar, Rank.proof, tagText(access), true);
  if (access.struct) {
    const { declared, name, offset } = access.struct;
    const last = declared.leaves[declared.leaves.length - 1];
    const start = resolve(graph.inside(at, -offset));
    if (last) {
      start.region.declare({
        offset: start.offset,
        stride: start.stride,
        walk: start.fine,
        element: declared,
        extent: last.offset + last.size,
        repeats: false,
        rank: Rank.tbaa,
        reason: `TBAA: struct ${name}`,
      });
    }
  }
  const to = access.pointee && graph.place(value);
  if (to && access.pointee) declareAt(to, { element: access.pointee, count: 1 }, Rank.tbaa, tagText(access));
}

/** @param isTag whether the access has a tag that says so */
function observe(
  at: Place,
  size: number,
  what: ScalarKind,
  rank: number,
  reason: string,
  isTag = false,
): void {
  const seen = { ...offsets(at), size, what, rank, reason };
  resolve(at).region.observe(isTag ? { ...seen, isTag } : seen);
}

/** Where the place is in the region that stands for the place's. */
function offsets(at: Place): Pick<Place, 'offset' | 'stride' | 'fine'> {
  const { offset, stride, fine } = resolve(at);
  return { offset, stride, fine };
}

/** The kind that a type alone shows; undefined for integers. */
export function scalarOfType(type: Type): ScalarKind | undefined {
  const element = type.kind === 'vector' ? type.element : type;
  if (element.kind === 'floating-point') return floatKind(element);
  if (element.kind === 'pointer') return pointerKind;
  if (element.kind === 'integer' && element.bits === 1) return integerKind;
  return undefined;
}

/** Bytes that a scalar or vector takes as part of an array: x86_fp80 takes 16. */
function memorySize(graph: TypeGraph, type: Type): number {
  if (type.kind !== 'vector') {
    return type.kind === 'floating-point' ? graph.layout.allocSize(type) : graph.layout.storeSize(type);
  }
  if (type.element.kind === 'floating-point') return type.length * graph.layout.allocSize(type.element);
  return graph.layout.storeSize(type);
}

function isUndefined(value: Value): boolean {
  return value instanceof SimpleConstant && (value.which === 'undef' || value.which === 'poison');
}

/** Consecutive elements under a mask are what a whole vector is. */
function seedMasked(graph: TypeGraph, call: CallBase & Instruction): void {
  const name = directCallee(call)?.name ?? '';
  const [first, second] = call.args;
  if (/^llvm\.masked\.(load|expandload)\./.test(name)) seedAccess(graph, call, first!, call, 'loaded from');
  if (/^llvm\.masked\.(store|compressstore)\./.test(name))
    seedAccess(graph, call, second!, first!, 'stored to');
}

function seedCall(graph: TypeGraph, call: CallBase & Instruction): void {
  seedMasked(graph, call);
  seedHint(graph, call);
  seedStrings(graph, call);
  const rule = calleeRule(call);
  if (rule?.kind === 'copy') {
    const [destination, source] = [
      graph.place(call.operand(rule.destination)),
      graph.place(call.operand(rule.source)),
    ];
    const length = call.operand(rule.size);
    const size = length instanceof ConstantInt ? Number(length.unsigned) : undefined;
    // Text is text on both sides, and all strings of a program would be one memory.
    if (destination && source && !movesText(call)) graph.transfers.push({ destination, source, size });
    const leaves = graph.readers.tbaa.transfer(call.getMetadata('tbaa.struct'));
    for (const at of [destination, source]) {
      if (!at) continue;
      for (const word of copiedWords(call)) seedCopied(graph, at, word);
      for (const leaf of leaves ?? []) seedTransferLeaf(graph, at, leaf);
      if (size !== undefined && leaves)
        declareAt(at, { element: copied(size, leaves), count: 1, single: true }, Rank.tbaa, 'TBAA of a copy');
    }
  } else if (rule?.kind === 'math') {
    for (const output of rule.outputs) {
      const at = graph.place(call.operand(output.pointer));
      if (!at) continue;
      const integer = output.partials === undefined;
      const size = integer ? 4 : graph.layout.allocSize(rule.type);
      const scalar = integer ? integerKind : scalarOfType(rule.type);
      if (scalar)
        observe(
          at,
          size,
          scalar,
          Rank.proof,
          `${rule.name} stores a value of type ${kindName(scalar)} to it`,
        );
    }
  }
}

/** `std::string` begins with a pointer to its characters and their number. */
function seedStrings(graph: TypeGraph, call: CallBase): void {
  const callee = directCallee(call);
  if (!callee?.isDeclaration) return;
  const word = graph.layout.pointerBits() / 8;
  for (const index of stringArguments(callee.name)) {
    const at = call.args[index]?.type.kind === 'pointer' && graph.place(call.args[index]);
    if (!at) continue;
    observe(at, word, pointerKind, Rank.proof, 'it is a string');
    observe(graph.inside(at, word), word, integerKind, Rank.proof, 'it is a string');
  }
}

/** The program says what is in memory: one such scalar, as many as fit some bytes, or nothing else for a negative number. */
function seedHint(graph: TypeGraph, call: CallBase): void {
  const type = typeHint(directCallee(call)?.name);
  const at = type && call.argumentCount > 0 ? graph.place(call.args[0]!) : undefined;
  if (!type || !at) return;
  const size = graph.layout.allocSize(type);
  const bytes = call.args[1] instanceof ConstantInt ? Number(call.args[1].value) : size;
  const reason = `${directCallee(call)!.name!} says so`;
  const declared = graph.readers.llvm.array(arrayType(type, Math.max(1, Math.floor(bytes / size))));
  if (!declared) return;
  const { element, count } = declared;
  if (bytes < 0) declareWalk(at, { element, count: undefined }, Rank.proof, reason);
  else declareAt(at, { element, count }, Rank.proof, reason);
}

function seedCopied(graph: TypeGraph, at: Place, { offset, size, scalars }: CopiedWord): void {
  const place = graph.inside(at, offset);
  for (const scalar of scalars)
    observe(place, size, scalar, Rank.proof, `a value of this kind was loaded from it and stored elsewhere`);
}

function seedTransferLeaf(graph: TypeGraph, at: Place, leaf: Leaf): void {
  if (!leaf.scalar) return;
  const place = graph.inside(at, leaf.offset);
  observe(place, leaf.size, leaf.scalar, Rank.tbaa, `TBAA of a copy: ${kindName(leaf.scalar)}`);
  if (leaf.pointee) {
    declareAt(cellAt(place, true).pointee, { element: leaf.pointee, count: 1 }, Rank.tbaa, 'TBAA of a copy');
  }
}

/** What the initialiser of a global shows: its floating-point constants. */
export function seedInitializer(graph: TypeGraph, at: Place, initializer: Value): void {
  const work: { value: Value; offset: number }[] = [{ value: initializer, offset: 0 }];
  for (let steps = 0, item = work.pop(); item && steps < 4096; item = work.pop(), steps++) {
    const { value, offset } = item;
    if (value instanceof ConstantFP) {
      const place = graph.inside(at, offset);
      const size = graph.layout.allocSize(value.type);
      observe(place, size, floatKind(value.type), Rank.proof, `it is initialised with a ${value.type}`);
    } else if (value.type.kind === 'pointer') {
      const to = graph.place(value);
      if (to) graph.storePointer(graph.inside(at, offset), to);
    } else if (value instanceof ConstantAggregate) {
      for (const [i, element] of value.operands.entries()) {
        work.push({ value: element, offset: offset + elementOffset(graph, value.type, i) });
      }
    }
  }
}

function elementOffset(graph: TypeGraph, type: Type, index: number): number {
  if (type.kind === 'struct') return graph.layout.structLayout(type).offsets[index] ?? 0;
  if (type.kind === 'array' || type.kind === 'vector') return index * graph.layout.allocSize(type.element);
  return 0;
}

/** What a copy names without a type (a union, an array of structs) is not told; what it does not name is padding. */
function copied(size: number, leaves: readonly Leaf[]): Declared {
  return {
    size,
    leaves: leaves.filter((leaf) => leaf.scalar),
    arrays: [],
    untold: leaves.filter((leaf) => !leaf.scalar),
  };
}
