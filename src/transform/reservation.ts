/**
 * Loops whose records are made room for in one go, before the loop: then no capacity is tested inside, and LLVM can
 * vectorise both sweeps.
 */
import type { Dominators } from '../analysis/dominators.ts';
import type { Loop, Loops } from '../analysis/loops.ts';
import type { TripCount } from '../analysis/trip-count.ts';
import { computeTripCount } from '../analysis/trip-count.ts';
import type { BasicBlock, DataLayout, IRBuilder, IntegerType, Module, Value } from '../ir/index.ts';
import { constantInt, functionType, i1, isInstruction, isInteger, structType } from '../ir/index.ts';
import { emitTripCount } from '../passes/emit-induction.ts';
import type { RecordLayout } from './tape.ts';

/** The records of a loop nest: what one iteration pushes, and how many iterations there are. */
export interface ReservedLoop {
  readonly count: TripCount;
  /** Bytes that one iteration pushes outside of inner loops. */
  readonly ownBytes: number;
  readonly inner: readonly ReservedLoop[];
}

/** Room for the records of a whole loop nest, made at the end of the preheader of its outermost loop. */
export interface Reservation extends ReservedLoop {
  readonly preheader: BasicBlock;
  /** The blocks that push without a test. */
  readonly blocks: readonly BasicBlock[];
}

export interface ReservationInput {
  readonly loops: Loops;
  readonly dominators: Dominators;
  readonly layout: DataLayout;
  readonly records: ReadonlyMap<BasicBlock, RecordLayout>;
  /** Whether the block calls a function that pushes records of its own. */
  callsWithTape(block: BasicBlock): boolean;
}

/** The loop nests, as large as possible, whose trip counts are known before them and that push in every iteration. */
export function planReservations(input: ReservationInput): Reservation[] {
  const reservations: Reservation[] = [];
  const work = [...input.loops.topLevel];
  for (let loop = work.pop(); loop; loop = work.pop()) {
    const blocks = [...loop.blocks].filter((b) => input.records.has(b));
    if (blocks.length === 0) continue;
    const { preheader } = loop;
    const nest = preheader && planNest(input, loop, preheader);
    if (nest) reservations.push({ ...nest, preheader, blocks });
    else work.push(...loop.children);
  }
  return reservations;
}

/** `at`: the block at whose end all trip counts must be known. */
function planNest(input: ReservationInput, loop: Loop, at: BasicBlock): ReservedLoop | undefined {
  const { loops, dominators, records } = input;
  const [latch] = loop.latches;
  const count = computeTripCount(loop);
  if (!latch || !count || !isKnownAt(input, count, at)) return undefined;
  // A record that is pushed in few iterations would leave most of the room empty. Inner loops are taken to run: what
  // guards them is the test for no iterations at all.
  const aroundInner = new Set(loop.children.flatMap((child) => [child.preheader, ...child.exits]));
  const isRegular = (b: BasicBlock): boolean => dominators.dominates(b, latch) || aroundInner.has(b);
  const own = [...loop.blocks].filter((b) => loops.loopFor(b) === loop);
  if (own.some((b) => input.callsWithTape(b) || (records.has(b) && !isRegular(b)))) return undefined;
  const inner: ReservedLoop[] = [];
  for (const child of loop.children) {
    if (![...child.blocks].some((b) => records.has(b) || input.callsWithTape(b))) continue;
    // Of a loop that a test guards, the count may be anything where the test fails.
    const guarded = !child.preheader || !dominators.dominates(child.preheader, latch);
    const nest = guarded ? undefined : planNest(input, child, at);
    if (!nest) return undefined;
    inner.push(nest);
  }
  const ownBytes = own.reduce((sum, b) => sum + (records.get(b)?.size ?? 0), 0);
  return { count, ownBytes, inner };
}

function isKnownAt({ dominators, layout }: ReservationInput, count: TripCount, at: BasicBlock): boolean {
  // A count of more bits than an offset has could not be multiplied.
  if (layout.bitsOf(count.start.type) > layout.indexType().bits) return false;
  return [count.start, count.bound].every((v) => !isInstruction(v) || dominators.dominates(v.parent!, at));
}

/** The bytes to reserve: those of each time that the headers run. Saturates, so that too many are refused. */
export function emitReservedBytes(b: IRBuilder, loop: ReservedLoop, offsetType: IntegerType): Value {
  const backEdges = emitTripCount(b, loop.count);
  const narrow = isInteger(backEdges.type) && backEdges.type.bits < offsetType.bits;
  const wide = narrow ? b.cast('zext', backEdges, offsetType) : backEdges;
  const times = saturatingAdd(b, wide, constantInt(offsetType, 1));
  let bytes: Value = constantInt(offsetType, loop.ownBytes);
  for (const inner of loop.inner) bytes = saturatingAdd(b, bytes, emitReservedBytes(b, inner, offsetType));
  return saturatingMultiply(b, times, bytes);
}

function saturatingAdd(b: IRBuilder, left: Value, right: Value): Value {
  const { type } = left;
  const add = moduleOf(b).getOrDeclare(`llvm.uadd.sat.${type}`, functionType(type, [type, type]));
  return b.call(add, [left, right]);
}

function saturatingMultiply(b: IRBuilder, left: Value, right: Value): Value {
  const type = left.type as IntegerType;
  const overflowing = functionType(structType([type, i1]), [type, type]);
  const multiply = moduleOf(b).getOrDeclare(`llvm.umul.with.overflow.${type}`, overflowing);
  const product = b.call(multiply, [left, right]);
  const overflows = b.extractValue(product, [1]);
  return b.select(overflows, constantInt(type, -1), b.extractValue(product, [0]), 'reserved');
}

const moduleOf = (b: IRBuilder): Module => b.block.parent!.parent!;
