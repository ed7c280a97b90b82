import type { Instruction } from '../../ir/index.ts';
import { isInstruction } from '../../ir/index.ts';
import type { TypeGraph } from './graph.ts';
import { leafAt } from './graph.ts';
import { extrapolated, integerKind, judge, Rank } from './kinds.ts';
import type { PointerFlow } from './pointer-flow.ts';
import { reachableRegions } from './pointer-flow.ts';
import type { MemoryQueries } from './query.ts';
import type { Question } from './question.ts';
import { versionOf } from './question.ts';
import type { Declaration, Place, PointerCell, Region } from './region.ts';
import { advance, cellAt, declareAt, gcd, resolve, unify } from './region.ts';
import type { Slot } from './slot.ts';
import type { Transfer } from './transfers.ts';
import { distinctTransfers } from './transfers.ts';

const maxRounds = 32;

/** Carries declared types through pointers, and pointers through copies, until nothing is new. */
export function spreadPointees(graph: TypeGraph, flow: PointerFlow): void {
  graph.transfers = distinctTransfers(graph.transfers);
  const done: Done = new Map();
  const settled: Settled = new Map();
  const pointerSize = graph.layout.pointerBits() / 8;
  for (let round = 0; round < maxRounds; round++) {
    let changed = false;
    for (const region of reachableRegions(graph)) changed = declarePointees(region, done) || changed;
    for (const transfer of graph.transfers)
      changed = carryPointers(transfer, settled, pointerSize) || changed;
    changed = flow.linkCells() || changed;
    if (!changed) return;
  }
}

/** How many of which declarations a cell of pointers has passed on to where it points: each is passed on once. */
type Done = Map<
  PointerCell,
  { readonly to: Place; readonly of: readonly Declaration[]; readonly count: number }
>;

/** A declared member that is a pointer declares what the pointers kept there point to. */
function declarePointees(region: Region, done: Done): boolean {
  let changed = false;
  for (const cell of [...region.cells.values()]) {
    const { declarations } = region;
    const before = done.get(cell);
    const first = before?.to === cell.pointee && before.of === declarations ? before.count : 0;
    const count = declarations.length;
    done.set(cell, { to: cell.pointee, of: declarations, count });
    for (const declaration of declarations.slice(first, count)) {
      const leaf = leafOfCell(cell, declaration);
      if (leaf?.pointee) {
        const type = { element: leaf.pointee, count: 1, single: leaf.single ?? false };
        const { reason } = declaration;
        const rank = isBeyond(cell, declaration) ? extrapolated(declaration.rank) : declaration.rank;
        changed = declareAt(cell.pointee, type, rank, reason) || changed;
      }
    }
  }
  return changed;
}

/** Whether a cell belongs to the declared object only if that is one of an array. */
function isBeyond(cell: PointerCell, d: Declaration): boolean {
  const distance = cell.offset - d.offset;
  return gcd(cell.stride, d.stride) === 0 && (distance < 0 || distance >= d.extent);
}

function leafOfCell(cell: PointerCell, d: Declaration) {
  const { size, leaves } = d.element;
  const distance = cell.offset - d.offset;
  const stride = gcd(cell.stride, d.stride);
  if (stride === 0) {
    const within = d.repeats && size > 0 ? ((distance % size) + size) % size : distance;
    return leafStart(leaves, within, within === distance || d.repeats);
  }
  const period = d.repeats ? size : stride;
  if (period === 0 || stride % period !== 0) return undefined;
  return leafStart(leaves, ((distance % period) + period) % period, true);
}

function leafStart(leaves: Declaration['element']['leaves'], offset: number, inside: boolean) {
  const leaf = inside ? leafAt(leaves, offset) : undefined;
  return leaf?.scalar?.kind === 'pointer' ? leaf : undefined;
}

/** Transfers that changed nothing, with the regions and the cells there were: nothing changes until there are others. */
type Settled = Map<Transfer, readonly [from: Region, to: Region, cells: number]>;

function carryPointers(transfer: Transfer, settled: Settled, pointerSize: number): boolean {
  const { destination, source, size } = transfer;
  const [from, to] = [source.region.find().root, destination.region.find().root];
  const cells = from.cells.size + to.cells.size;
  const before = settled.get(transfer);
  if (before?.[0] === from && before[1] === to && before[2] === cells) return false;
  const limit = size ?? Infinity;
  const changed = [
    copyPointers(destination, source, limit, pointerSize),
    copyPointers(source, destination, limit, pointerSize),
  ];
  if (changed.includes(true)) return true;
  settled.set(transfer, [from, to, cells]);
  return false;
}

/** Where copies of unknown length have left more cells in a region, there may be a pointer anywhere: copies that move an array along go on for ever. */
const maxCells = 128;

/** Pointers in copied bytes point to the same memory on both sides. */
function copyPointers(from: Place, to: Place, size: number, pointerSize: number): boolean {
  const [a, b] = [resolve(from), resolve(to)];
  if (a.region === b.region) return false;
  let changed = false;
  for (const cell of [...a.region.cells.values()]) {
    const stride = gcd(a.stride, cell.stride);
    let distance = cell.offset - a.offset;
    if (stride > 0) distance = ((distance % stride) + stride) % stride;
    if (distance < 0 || distance >= size) continue;
    const isAnywhere = size === Infinity && b.region.cells.size > maxCells;
    const target = advance(b, distance, isAnywhere ? gcd(stride, pointerSize) : stride);
    const known = cellAt(target, false) !== undefined;
    const other = cellAt(target, true);
    for (const use of cell.uses) other.uses.add(use);
    changed = unify(cell.pointee, other.pointee) || !known || changed;
  }
  return changed;
}

/** Carries what is known between memory and the integers that pass through it, until nothing is new. */
export function settleSlots(graph: TypeGraph, queries: MemoryQueries): void {
  const accesses = distinctAccesses(graph, queries);
  const asked: number[] = [];
  for (let round = 0; round < maxRounds; round++) {
    let changed = spreadLanes(graph);
    changed = spreadMasked(graph) || changed;
    for (const [i, { slot, question }] of accesses.entries()) {
      const version = versionOf(question);
      if (asked[i] === version) continue;
      asked[i] = version;
      const found = queries.scalarAt(question, slot.root);
      if (!found?.scalar) {
        const row = queries.rowOfFloats(question, slot.root);
        if (row) changed = slot.notePacked(row) || changed;
        continue;
      }
      // Where integers and pointers share memory, what is counted with is an integer.
      if (found.scalar.kind === 'pointer' && slot.isProvenInteger) continue;
      const reason = found.reason ?? 'the memory it is kept in';
      changed = slot.add({ scalar: found.scalar, rank: found.rank, reason, learnt: true }) || changed;
    }
    if (!changed && !spreadWholes(graph)) return;
  }
}

/** Each value once for each place where it is kept, with the question what that place holds. */
function distinctAccesses(graph: TypeGraph, queries: MemoryQueries): { slot: Slot; question: Question }[] {
  const asking = new Map<Question, Set<Slot>>();
  const distinct: { slot: Slot; question: Question }[] = [];
  for (const { slot, at, size } of graph.accesses) {
    const { root } = slot;
    const question = queries.question(at, size);
    let slots = asking.get(question);
    if (!slots) asking.set(question, (slots = new Set()));
    if (slots.has(root)) continue;
    slots.add(root);
    distinct.push({ slot: root, question });
  }
  return distinct;
}

/**
 * Floats packed into wider integers: the parts tell what the whole holds. A whole that holds integers too is of no one
 * kind. What the whole holds, its other parts hold, once nothing else is learnt of these.
 */
function spreadLanes(graph: TypeGraph): boolean {
  let changed = false;
  for (const { whole, part, bits } of graph.lanes) {
    for (const e of part.evidence) {
      const { scalar } = e;
      if (scalar.kind === 'float' && scalar.type.bits <= bits) changed = whole.add(e) || changed;
      const packed = whole.evidence.some((w) => w.scalar.kind === 'float' && w.scalar.type.bits <= bits);
      if (scalar.kind === 'integer' && e.rank >= Rank.llvm && packed) changed = whole.add(e) || changed;
    }
  }
  return changed;
}

/** What has the whole fraction of a float still carries it, whatever the variable is declared as that holds it meanwhile. */
function spreadMasked(graph: TypeGraph): boolean {
  let changed = false;
  for (const { from, to, mask } of graph.masked) {
    const kind = from.scalar;
    if (kind?.kind !== 'float' || kind.type.fractionMask === 0n) continue;
    if ((mask & kind.type.fractionMask) !== kind.type.fractionMask) continue;
    changed = to.add({ scalar: kind, rank: Rank.proof, reason: `it has the fraction of a ${kind.type.name}` }) || changed; // prettier-ignore
  }
  return changed;
}

function spreadWholes(graph: TypeGraph): boolean {
  let changed = false;
  for (const { whole, part, bits } of graph.lanes) {
    const { verdict } = judge(whole.evidence);
    if (verdict?.scalar.kind !== 'float' || verdict.scalar.type.bits > bits || part.evidence.length) continue;
    changed = part.add(verdict) || changed;
  }
  return changed;
}

const bitOpcodes = new Set([
  'and', 'or', 'xor', 'shl', 'lshr', 'ashr', 'zext', 'trunc', 'phi', 'select', 'freeze', 'icmp', 'fcmp',
]); // prettier-ignore

/**
 * Values that are computed by bit operations from nothing but constants and integers are integers (a random number
 * generator's state). Of the undecided values, all are taken for such until one is found to depend on something else.
 */
export function settleBitArithmetic(graph: TypeGraph): boolean {
  const open = new Set<Instruction>();
  for (const inst of graph.fn.instructions()) {
    if (inst.type.kind === 'integer' && graph.slot(inst).evidence.length === 0) open.add(inst);
  }
  const work = [...open].filter(
    (inst) => !bitOpcodes.has(inst.opcode) || hasForeignOperand(graph, inst, open),
  );
  for (let inst = work.pop(); inst; inst = work.pop()) {
    if (!open.delete(inst)) continue;
    for (const user of inst.users()) {
      if (isInstruction(user) && open.has(user)) work.push(user);
    }
  }
  let changed = false;
  for (const inst of open) {
    const evidence = {
      scalar: integerKind,
      rank: Rank.weak,
      reason: 'it is computed from integers by bit operations',
    };
    changed = graph.slot(inst).add(evidence) || changed;
  }
  return changed;
}

function hasForeignOperand(graph: TypeGraph, inst: Instruction, open: ReadonlySet<Instruction>): boolean {
  for (const value of inst.operands) {
    if (value.type.kind !== 'integer' || (isInstruction(value) && open.has(value))) continue;
    const local = isInstruction(value) || graph.fn.args.some((a) => a === value);
    if (local && value.type.bits > 1 && graph.slot(value).scalar?.kind !== 'integer') return true;
  }
  return (
    inst.opcode !== 'icmp' && inst.opcode !== 'fcmp' && inst.operands.some((v) => isPointerLike(v.type.kind))
  );
}

const isPointerLike = (kind: string): boolean => kind === 'pointer' || kind === 'floating-point';
