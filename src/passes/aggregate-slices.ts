import { gepSteps } from '../analysis/linear-form.ts';
import type { AllocaInst, CallInst, DataLayout, Fn, Instruction, LoadInst, StoreInst, Type, Value } from '../ir/index.ts'; // prettier-ignore
import { ConstantInt, Fn as Func, arrayType, integerType, isInstruction, isZero } from '../ir/index.ts';
import { isLifetimeMarker } from './promote-memory.ts';

/** Above this many pieces an alloca stays in memory, so that code does not grow without bound. */
const maxPieces = 64;
const maxBytes = 1024;

/** A scalar within an alloca. */
export interface Piece {
  readonly offset: number;
  readonly type: Type;
}

/** A load or store of a scalar at a known offset. */
export interface ScalarAccess extends Piece {
  readonly inst: LoadInst | StoreInst;
}

/** One side of a `memcpy` or `memmove`, or the destination of a `memset` with zero. */
export interface BlockAccess {
  readonly call: CallInst;
  readonly role: 'destination' | 'source';
  readonly offset: number;
  readonly bytes: number;
}

/** How an alloca is used, when all uses are at constant offsets. */
export interface AggregateUse {
  readonly alloca: AllocaInst;
  readonly scalars: readonly ScalarAccess[];
  readonly blocks: readonly BlockAccess[];
  /** Address computations and lifetime markers, which go away with the alloca; users before what they use. */
  readonly others: readonly Instruction[];
}

/** The scalars that each alloca falls into. All ways in which a piece is accessed agree on its offset and size. */
export interface Split extends AggregateUse {
  readonly pieces: readonly Piece[];
}

const isScalar = (type: Type): boolean =>
  type.kind === 'integer' || type.kind === 'floating-point' || type.kind === 'pointer' || (type.kind === 'vector' && !type.scalable); // prettier-ignore

/** Finds the aggregates of a function that can be split, and their pieces. */
export function findSplits(fn: Fn): Split[] {
  const layout = fn.parent?.dataLayout;
  if (!layout) return [];
  const uses = new Map<Value, AggregateUse>();
  for (const inst of fn.instructions()) {
    const use = inst.opcode === 'alloca' ? describeUse(inst, layout) : undefined;
    if (use) uses.set(use.alloca, use);
  }
  const useless = [...uses.values()].filter((use) => isPassedThrough(use, uses));
  for (const { alloca } of useless) uses.delete(alloca);
  return new PieceSolver(uses, layout).solve();
}

/**
 * Whether memory is but a station between places outside, as in a swap. Nothing would be gained by taking it apart, and what is copied
 * as a whole need not be known to be an integer, a float or a pointer, if it is a union.
 */
function isPassedThrough({ scalars, blocks }: AggregateUse, uses: ReadonlyMap<Value, AggregateUse>): boolean {
  const comesAndGoes = ['source', 'destination'].every((role) => blocks.some((b) => b.role === role));
  return scalars.length === 0 && comesAndGoes && blocks.every((b) => !uses.has(otherSide(b)));
}

/** The object at the other end of a copy. */
function otherSide({ call, role }: BlockAccess): Value {
  let at: Value = call.operand(role === 'source' ? 0 : 1);
  while (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
  return at;
}

function describeUse(alloca: AllocaInst, layout: DataLayout): AggregateUse | undefined {
  if (alloca.inalloca || alloca.swifterror || sizeOf(alloca, layout) === undefined) return undefined;
  const scalars: ScalarAccess[] = [];
  const blocks: BlockAccess[] = [];
  const others: Instruction[] = [];
  const work: { pointer: Instruction; offset: number }[] = [{ pointer: alloca, offset: 0 }];
  for (let at = work.pop(); at; at = work.pop()) {
    for (const use of at.pointer.uses()) {
      const inst = use.user;
      if (!isInstruction(inst)) return undefined;
      if (inst.opcode === 'getelementptr') {
        const steps = use.index === 0 && inst.type.kind === 'pointer' ? gepSteps(inst, layout) : undefined;
        if (!steps || steps.terms.length) return undefined;
        work.push({ pointer: inst, offset: at.offset + Number(steps.constant) });
        others.unshift(inst);
      } else if (inst.opcode === 'load' || inst.opcode === 'store') {
        const access = describeScalar(inst, use.index, at.offset);
        if (!access) return undefined;
        scalars.push(access);
      } else if (inst.opcode === 'call' && isLifetimeMarker(inst)) {
        others.unshift(inst);
      } else {
        const access = inst.opcode === 'call' ? describeBlock(inst, use.index, at.offset) : undefined;
        if (!access) return undefined;
        blocks.push(access);
      }
    }
  }
  // A scalar that is accessed as nothing else is promoted as it is.
  const isPlain = blocks.length === 0 && scalars.every((s) => s.type === alloca.allocatedType);
  return isPlain ? undefined : { alloca, scalars, blocks, others };
}

/**
 * The type of a piece that is accessed as two types: the integer, of an integer and a float of its size, so that any bits
 * pass through it unchanged.
 */
function commonType(a: Type, b: Type, layout: DataLayout): Type | undefined {
  if (a === b) return a;
  const isNumber = (t: Type): boolean => t.kind === 'integer' || t.kind === 'floating-point';
  if (!isNumber(a) || !isNumber(b) || layout.bitsOf(a) !== layout.bitsOf(b)) return undefined;
  return [a, b].find((t) => t.kind === 'integer');
}

/** Bytes of the whole alloca; undefined when they are too many or not constant. */
function sizeOf({ allocatedType, count }: AllocaInst, layout: DataLayout): number | undefined {
  if (!(count instanceof ConstantInt)) return undefined;
  const bytes = layout.allocSize(allocatedType) * Number(count.unsigned);
  return bytes > 0 && bytes <= maxBytes ? bytes : undefined;
}

function describeScalar(inst: LoadInst | StoreInst, index: number, offset: number): ScalarAccess | undefined {
  const isPointerOperand = index === (inst.opcode === 'load' ? 0 : 1);
  const type = inst.opcode === 'load' ? inst.type : inst.value.type;
  if (!isPointerOperand || inst.volatile || inst.ordering || !isScalar(type)) return undefined;
  return { inst, offset, type };
}

function describeBlock(call: CallInst, index: number, offset: number): BlockAccess | undefined {
  const kind = memoryIntrinsic(call);
  const [, second, length, isVolatile] = call.args;
  if (!kind || !(length instanceof ConstantInt) || !isVolatile || !isZero(isVolatile)) return undefined;
  if (kind === 'set' && (index !== 0 || !second || !isZero(second))) return undefined;
  if (index > 1) return undefined;
  return { call, role: index === 0 ? 'destination' : 'source', offset, bytes: Number(length.unsigned) };
}

/** Whether a call copies (`memcpy`, `memmove`) or fills (`memset`) memory. */
export function memoryIntrinsic(call: CallInst): 'copy' | 'set' | undefined {
  const name = call.callee instanceof Func ? (call.callee.name ?? '') : '';
  if (/^llvm\.(memcpy|memmove)\./.test(name)) return 'copy';
  return /^llvm\.memset\./.test(name) ? 'set' : undefined;
}

/**
 * Finds pieces that agree across copies: what is one scalar on one side of a copy must be one of its size on the other.
 * Aggregates for which that fails are dropped, together with nothing else: to the rest they are memory like any other.
 */
class PieceSolver {
  readonly #uses: Map<Value, AggregateUse>;
  readonly #layout: DataLayout;
  /** The candidates at the ends of each copy. */
  readonly #ends = new Map<CallInst, { use: AggregateUse; block: BlockAccess }[]>();
  #pieces = new Map<Value, Map<number, Piece>>();

  constructor(uses: Map<Value, AggregateUse>, layout: DataLayout) {
    this.#uses = uses;
    this.#layout = layout;
    for (const use of uses.values()) {
      for (const block of use.blocks) {
        const ends = this.#ends.get(block.call);
        if (ends) ends.push({ use, block });
        else this.#ends.set(block.call, [{ use, block }]);
      }
    }
  }

  solve(): Split[] {
    // Each round without success drops at least one candidate.
    while (!this.#round());
    return [...this.#uses.values()].map((use) => ({
      ...use,
      pieces: [...this.#pieces.get(use.alloca)!.values()].sort((a, b) => a.offset - b.offset),
    }));
  }

  /** Whether all candidates that are left have consistent pieces. */
  #round(): boolean {
    this.#pieces = new Map();
    const before = this.#uses.size;
    for (const use of [...this.#uses.values()]) {
      this.#pieces.set(use.alloca, new Map());
      if (!use.scalars.every((s) => this.#addPiece(use, s))) this.#uses.delete(use.alloca);
    }
    this.#propagate();
    // What is copied but never accessed by itself has the type that the alloca gives it.
    for (const use of [...this.#uses.values()]) if (use.blocks.length) this.#addLeaves(use);
    this.#propagate();
    for (const use of [...this.#uses.values()]) if (!this.#isWhole(use)) this.#uses.delete(use.alloca);
    return this.#uses.size === before;
  }

  #bytesOf(piece: Piece): number {
    return this.#layout.storeSize(piece.type);
  }

  /**
   * Adds a piece; false when it overlaps another one, or leaves the alloca. A piece of its size that is there is no conflict: it
   * keeps its type, if this one comes from the other side of a copy.
   */
  #addPiece({ alloca }: AggregateUse, { offset, type }: Piece, isCopied = false): boolean {
    const pieces = this.#pieces.get(alloca)!;
    const known = pieces.get(offset);
    if (known) {
      const common = commonType(known.type, type, this.#layout);
      if (common && !isCopied) pieces.set(offset, { offset, type: common });
      return common !== undefined;
    }
    const piece = { offset, type };
    const end = offset + this.#bytesOf(piece);
    if (offset < 0 || end > sizeOf(alloca, this.#layout)! || pieces.size >= maxPieces) return false;
    // An i1 or an i20 does not fill its bytes: stay away from what is there only in part.
    if (this.#layout.bitsOf(type) !== 8 * this.#bytesOf(piece)) return false;
    if (this.#overlaps(pieces, offset, end)) return false;
    pieces.set(offset, piece);
    return true;
  }

  #overlaps(pieces: ReadonlyMap<number, Piece>, from: number, to: number): boolean {
    for (const p of pieces.values()) if (p.offset < to && from < p.offset + this.#bytesOf(p)) return true;
    return false;
  }

  /** Carries pieces over copies between candidates until nothing changes. */
  #propagate(): void {
    const work = [...this.#uses.values()];
    for (let use = work.pop(); use; use = work.pop()) {
      if (!this.#uses.has(use.alloca)) continue;
      for (const block of use.blocks) {
        const end = this.#otherEnd(block);
        if (!end) continue;
        const other = end.use;
        const known = this.#pieces.get(other.alloca)!;
        const before = known.size;
        const fits = this.#piecesIn(use, block).every((p) =>
          this.#addPiece(other, { offset: p.offset - block.offset + end.block.offset, type: p.type }, true),
        );
        if (!fits) {
          this.#uses.delete(other.alloca);
          this.#uses.delete(use.alloca);
          break;
        }
        if (known.size !== before) work.push(other);
      }
    }
  }

  /** The other end of a copy, if that is a candidate. */
  #otherEnd(block: BlockAccess): { use: AggregateUse; block: BlockAccess } | undefined {
    return this.#ends
      .get(block.call)!
      .find((e) => e.block.role !== block.role && this.#uses.has(e.use.alloca));
  }

  #piecesIn(use: AggregateUse, { offset, bytes }: BlockAccess): Piece[] {
    return [...this.#pieces.get(use.alloca)!.values()].filter(
      (p) => p.offset < offset + bytes && offset < p.offset + this.#bytesOf(p),
    );
  }

  #addLeaves(use: AggregateUse): void {
    const { allocatedType, count } = use.alloca;
    const times = Number((count as ConstantInt).unsigned);
    const type = times === 1 ? allocatedType : arrayType(allocatedType, times);
    const pieces = this.#pieces.get(use.alloca)!;
    for (const leaf of leavesOf(type, this.#layout)) {
      // An array of bytes says nothing about what is in it.
      const isUntyped = leaf.type === integerType(8);
      const isFree = !this.#overlaps(pieces, leaf.offset, leaf.offset + this.#bytesOf(leaf));
      if (!isFree) continue;
      if (isUntyped || !this.#addPiece(use, leaf)) {
        this.#uses.delete(use.alloca);
        return;
      }
    }
  }

  /**
   * Whether copies and fills consist of whole pieces, and of nothing else that could matter: what is between the pieces
   * is padding, which nothing but a copy or fill can define, and nothing but a copy can read.
   */
  #isWhole(use: AggregateUse): boolean {
    const isFilled = use.blocks.some((b) => b.role === 'destination');
    const isCopied = use.blocks.some((b) => b.role === 'source');
    return use.blocks.every((block) => {
      if (this.#copiesWithinItself(use, block)) return false;
      if (block.offset < 0 || block.offset + block.bytes > sizeOf(use.alloca, this.#layout)!) return false;
      const inside = this.#piecesIn(use, block);
      const areWhole = inside.every(
        (p) => p.offset >= block.offset && p.offset + this.#bytesOf(p) <= block.offset + block.bytes,
      );
      const covered = inside.reduce((sum, p) => sum + this.#bytesOf(p), 0);
      return areWhole && (covered === block.bytes || !(isFilled && isCopied));
    });
  }

  #copiesWithinItself(use: AggregateUse, block: BlockAccess): boolean {
    return use.blocks.some((b) => b !== block && b.call === block.call);
  }
}

/** The scalars that a type consists of; nothing for more than `maxPieces`, which do not get split. */
function leavesOf(type: Type, layout: DataLayout): Piece[] {
  const leaves: Piece[] = [];
  const work: Piece[] = [{ offset: 0, type }];
  for (let at = work.pop(); at && leaves.length <= maxPieces; at = work.pop()) {
    const { offset, type: t } = at;
    if (t.kind === 'struct') {
      const { offsets } = layout.structLayout(t);
      t.elements?.forEach((e, i) => work.push({ offset: offset + offsets[i]!, type: e }));
    } else if (t.kind === 'array') {
      const size = layout.allocSize(t.element);
      const length = Math.min(t.length, maxPieces + 1);
      for (let i = 0; i < length; i++) work.push({ offset: offset + i * size, type: t.element });
    } else {
      leaves.push(at);
    }
  }
  return leaves;
}
