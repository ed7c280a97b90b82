import type {
  BasicBlock,
  ICmpInst,
  ICmpPredicate,
  Instruction,
  IntegerType,
  PhiInst,
  Type,
  Value,
} from '../ir/index.ts';
import { ConstantInt, Flag, isInstruction, successorsOf } from '../ir/index.ts';
import type { AffineInduction } from './induction.ts';
import { computeInductions, isInvariant } from './induction.ts';
import { LinearForms } from './linear-form.ts';
import type { Loop } from './loops.ts';

/**
 * How often a loop goes round, as data from which the number can be computed at its preheader.
 *
 * In iteration k = 0, 1, … (k back edges taken so far) the loop tests `x_k predicate bound`, with
 * `x_k = start + offset + k · step` modulo 2^bits, and leaves at the first k for which the test fails. That k is the
 * number of back edges taken; the header runs once more than that. The number fits the width of `x`, unsigned (the
 * header's count might not). `emitTripCount` computes it.
 */
export interface TripCount {
  readonly loop: Loop;
  /** The only block that leaves the loop. */
  readonly exiting: BasicBlock;
  /** The induction variable that the test depends on. */
  readonly phi: PhiInst;
  /** Integer or pointer, available at the preheader. */
  readonly start: Value;
  /** The type of the low bits that the test looks at, where that is not all of them: everything above is modulo its 2^bits. */
  readonly narrowed?: IntegerType | undefined;
  /** In bytes for a pointer. */
  readonly offset: bigint;
  /** Not zero. In bytes for a pointer. */
  readonly step: bigint;
  /** The loop goes on while this holds. */
  readonly predicate: ICmpPredicate;
  /** Of the type of `start` or `narrowed`; does not change in the loop. */
  readonly bound: Value;
}

/**
 * The trip count of a loop with a preheader, a single latch and a single exit edge, whose test compares an affine
 * induction variable of constant step with an invariant. Edges into blocks that end in `unreachable` (a failed assertion)
 * are left out of account: the count holds for executions that get past the loop. Undefined unless the closed form is
 * right for every input for which the program is defined, wraparound considered.
 */
export function computeTripCount(loop: Loop): TripCount | undefined {
  const test = findExitTest(loop);
  const layout = loop.header.parent?.parent?.dataLayout;
  if (!test || !layout) return undefined;
  const forms = new LinearForms(layout, (v) => isInvariant(v, loop));
  for (const induction of computeInductions(loop)) {
    if (induction.kind !== 'affine' || induction.step.terms.length || induction.step.constant === 0n)
      continue;
    const bits = forms.bitsFor(induction.phi.type)!;
    // A comparison looks at the whole address, arithmetic at the index bits.
    if (layout.bitsOf(induction.phi.type) !== bits) continue;
    for (const [tested, predicate, bound] of orientations(test)) {
      const narrowed = narrowing(tested, induction.phi.type);
      // Of other steps the low bits could stand still.
      if (narrowed && !isUnit(induction.step.constant)) continue;
      const whole = narrowed ? (tested as Instruction).operand(0) : tested;
      const form = whole.type === induction.phi.type ? forms.of(whole) : undefined;
      if (form?.terms.length !== 1 || !isInvariant(bound, loop)) continue;
      const [term] = form.terms;
      if (term!.value !== induction.phi || term!.scale !== 1n) continue;
      const count: TripCount = {
        loop,
        exiting: test.exiting,
        phi: induction.phi,
        start: induction.start,
        narrowed,
        offset: form.constant,
        step: induction.step.constant,
        predicate,
        bound,
      };
      if (isProvable(count, tested, induction, narrowed?.bits ?? bits)) return count;
    }
  }
  return undefined;
}

const isUnit = (step: bigint): boolean => step === 1n || step === -1n;

/** The type of a truncated value, if it was of the given type before. */
function narrowing(tested: Value, from: Type): IntegerType | undefined {
  if (!isInstruction(tested) || tested.opcode !== 'trunc' || tested.operand(0).type !== from)
    return undefined;
  return tested.type.kind === 'integer' ? tested.type : undefined;
}

interface ExitTest {
  readonly exiting: BasicBlock;
  readonly compare: ICmpInst;
  /** The predicate under which the loop goes on. */
  readonly predicate: ICmpPredicate;
}

/** The comparison that alone decides whether the loop goes on, once in each iteration. */
function findExitTest(loop: Loop): ExitTest | undefined {
  const [exiting, ...others] = loop.exitingBlocks.filter((b) => mayReturnFrom(b, loop));
  if (!exiting || others.length || !runsOncePerIteration(exiting, loop)) return undefined;
  const terminator = exiting.terminator;
  if (terminator?.opcode !== 'br') return undefined;
  const { condition } = terminator;
  if (!condition || !isInstruction(condition) || condition.opcode !== 'icmp') return undefined;
  const [ifTrue, ifFalse] = successorsOf(terminator);
  if (loop.blocks.has(ifTrue!) === loop.blocks.has(ifFalse!)) return undefined;
  const staysIfTrue = loop.blocks.has(ifTrue!);
  const predicate = staysIfTrue ? condition.predicate : negated[condition.predicate];
  return { exiting, compare: condition, predicate };
}

/** Whether leaving the loop here can lead to the end of the function, and not only into `unreachable`. */
function mayReturnFrom(exiting: BasicBlock, loop: Loop): boolean {
  return exiting.successors.some((s) => !loop.blocks.has(s) && s.terminator?.opcode !== 'unreachable');
}

/** Whether a block runs exactly once between two visits of the header, or before the loop is left. */
function runsOncePerIteration(block: BasicBlock, loop: Loop): boolean {
  const { header, latches } = loop;
  if (block === header || (latches.length === 1 && block === latches[0])) return true;
  const inside = (from: readonly BasicBlock[], avoid: BasicBlock): Set<BasicBlock> => {
    const seen = new Set<BasicBlock>();
    const work = [...from];
    for (let at = work.pop(); at; at = work.pop()) {
      if (seen.has(at) || at === avoid || !loop.blocks.has(at)) continue;
      seen.add(at);
      work.push(...at.successors);
    }
    return seen;
  };
  const skips = inside([header], block);
  if (latches.some((l) => skips.has(l))) return false;
  return !inside(block.successors, header).has(block);
}

const negated: Record<ICmpPredicate, ICmpPredicate> = {
  eq: 'ne',
  ne: 'eq',
  ugt: 'ule',
  uge: 'ult',
  ult: 'uge',
  ule: 'ugt',
  sgt: 'sle',
  sge: 'slt',
  slt: 'sge',
  sle: 'sgt', // prettier-ignore
};

const swapped: Record<ICmpPredicate, ICmpPredicate> = {
  eq: 'eq',
  ne: 'ne',
  ugt: 'ult',
  uge: 'ule',
  ult: 'ugt',
  ule: 'uge',
  sgt: 'slt',
  sge: 'sle',
  slt: 'sgt',
  sle: 'sge', // prettier-ignore
};

/** Both ways to read a comparison: which operand is tested against the other. */
function orientations({ compare, predicate }: ExitTest): (readonly [Value, ICmpPredicate, Value])[] {
  const [left, right] = [compare.operand(0), compare.operand(1)];
  return [
    [left, predicate, right],
    [right, swapped[predicate], left],
  ];
}

/**
 * Whether the closed form of `emitTripCount` is right. A test that would only fail after the variable wrapped around has
 * no closed form, unless the flags say that wrapping gives poison: then the branch on it is undefined, and any count
 * will do.
 */
function isProvable(count: TripCount, tested: Value, induction: AffineInduction, bits: number): boolean {
  const { predicate, step } = count;
  if (predicate === 'eq') return true;
  if (predicate === 'ne') {
    // A unit step meets every number. Any other must not wrap, else it could pass the bound and come round.
    return (
      isUnit(step) ||
      neverWraps(count, tested, induction, true) ||
      neverWraps(count, tested, induction, false)
    );
  }
  const isUp = predicate.endsWith('lt') || predicate.endsWith('le');
  if (isUp !== step > 0n) return false;
  const isSigned = predicate.startsWith('s');
  // Below a strict bound one more step of 1 cannot pass the largest number.
  if (isUnit(step) && predicate.endsWith('t')) return true;
  return stopsBeforeWrapping(count, bits, isSigned) || neverWraps(count, tested, induction, isSigned);
}

/** Whether a constant bound is so far from the end of the numbers that the first number beyond it is still one. */
function stopsBeforeWrapping(
  { predicate, bound, step }: TripCount,
  bits: number,
  isSigned: boolean,
): boolean {
  if (!(bound instanceof ConstantInt)) return false;
  const least = isSigned ? -(1n << BigInt(bits - 1)) : 0n;
  const most = least + (1n << BigInt(bits)) - 1n;
  const isStrict = predicate.endsWith('t');
  const value = isSigned ? bound.value : bound.unsigned;
  // The last number that passes the test is at most one before a strict bound.
  if (step > 0n) return value + step - (isStrict ? 1n : 0n) <= most;
  return value + step + (isStrict ? 1n : 0n) >= least;
}

/**
 * Whether flags make every step of the tested value that wraps poison. The tested value must be the phi or its next
 * value, and the step a single instruction.
 */
function neverWraps(
  count: TripCount,
  tested: Value,
  { phi, loop }: AffineInduction,
  isSigned: boolean,
): boolean {
  const next = phi.valueFor(loop.latches[0]!);
  if (!next || !isInstruction(next) || (tested !== phi && tested !== next)) return false;
  return next.operand(0) === phi && stepCannotWrap(next, count.step, isSigned);
}

function stepCannotWrap(next: Instruction, step: bigint, isSigned: boolean): boolean {
  if (next.opcode === 'getelementptr') {
    // Addresses are unsigned. `nusw` (implied by `inbounds`): adding the signed offset to the address does not wrap.
    const isFlagged =
      (next.flags & (Flag.inbounds | Flag.nusw)) !== 0 || (step > 0n && (next.flags & Flag.nuw) !== 0);
    return !isSigned && isFlagged;
  }
  if (next.opcode !== 'add' && next.opcode !== 'sub') return false;
  if (isSigned) {
    // Subtracting the least number goes up by as much as adding it goes down.
    const isLeast = next.type.kind === 'integer' && step === -(1n << BigInt(next.type.bits - 1));
    return (next.flags & Flag.nsw) !== 0 && !isLeast;
  }
  // Without a sign, adding -1 always wraps; only a subtraction goes down.
  const isUp = next.opcode === 'add';
  return (next.flags & Flag.nuw) !== 0 && isUp === step > 0n;
}
