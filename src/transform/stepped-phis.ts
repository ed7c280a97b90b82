/**
 * Phis of loop headers that each iteration changes by an amount that can be computed again, although no closed form is
 * known: the index of a packed triangle, a pointer that moves on by the length of each row, an index that some iterations
 * leave alone. They need not be saved in each iteration: the reverse sweep takes what they were when the loop was left, and
 * then subtracts each iteration's amount.
 *
 * With p the phi and n its next value, the amount is looked for as n = p + amount in the arithmetic modulo 2^bits of p,
 * through sums, conversions, joins, and inner loops that count on from it with a known trip count.
 */
import type { Dominators } from '../analysis/dominators.ts';
import { computeInductions } from '../analysis/induction.ts';
import type { Loop, Loops } from '../analysis/loops.ts';
import type { TripCount } from '../analysis/trip-count.ts';
import { computeTripCount } from '../analysis/trip-count.ts';
import { gepSteps } from '../analysis/linear-form.ts';
import type {
  BasicBlock,
  DataLayout,
  GetElementPtrInst,
  Instruction,
  IntegerType,
  PhiInst,
  Value,
} from '../ir/index.ts';
import {
  ConstantInt,
  IRBuilder,
  PhiInst as PhiInstClass,
  constantInt,
  isInstruction,
  isInteger,
} from '../ir/index.ts';
import { emitTripCount } from '../passes/emit-induction.ts';
import { findFork } from './way-back.ts';

export interface SteppedPhi {
  readonly phi: PhiInst;
  readonly loop: Loop;
  /** What an iteration adds: an integer of the width of the phi (of an index, in bytes, for a pointer). */
  readonly amount: Value;
  /** At each exit of the loop: the phi's value when the loop was left there. */
  readonly exits: ReadonlyMap<BasicBlock, PhiInst>;
}

export interface SteppedPhisInput {
  readonly dominators: Dominators;
  readonly loops: Loops;
  /** The loops that the reverse sweep walks back by counting. */
  isCounted(loop: Loop): boolean;
  isVisited(block: BasicBlock): boolean;
  /** Whether an instruction can be executed again in the reverse sweep. */
  isRecomputable(inst: Instruction): boolean;
  isInduction(phi: PhiInst): boolean;
}

/** What is added, as a sum that is emitted at the end of an iteration. All values in it are at hand there. */
type Amount =
  | { readonly kind: 'constant'; readonly value: bigint }
  /** scale · value, truncated to the width; narrower values are extended with their sign. */
  | { readonly kind: 'value'; readonly value: Value; readonly scale: bigint }
  /** scale · the number of back edges that an inner loop took. */
  | { readonly kind: 'trips'; readonly count: TripCount; readonly scale: bigint }
  | { readonly kind: 'sum'; readonly left: Amount; readonly right: Amount }
  | { readonly kind: 'select'; readonly condition: Value; readonly ifTrue: Amount; readonly ifFalse: Amount };

/** How many operations one amount may be made of: more would cost more than the tape. */
const maxOperations = 24;

export class SteppedPhis {
  readonly #in: SteppedPhisInput;
  readonly #inserted: Instruction[] = [];
  readonly of = new Map<PhiInst, SteppedPhi>();

  constructor(input: SteppedPhisInput) {
    this.#in = input;
  }

  /** Finds how the phi is stepped back, and emits what that needs into the primal. False if it is not of this kind. */
  add(phi: PhiInst): boolean {
    const loop = this.#in.loops.loopFor(phi.parent!);
    const [latch, ...others] = loop?.latches ?? [];
    if (!loop || loop.header !== phi.parent || !latch || others.length || !this.#in.isCounted(loop))
      return false;
    const type = arithmeticType(phi);
    const next = phi.valueFor(latch);
    const found = type && next ? new AmountFinder(this.#in, loop, phi, type.bits).find(next) : undefined;
    if (!type || !found) return false;
    const last = latch.terminator!.prev;
    const amount = emitAmount(new IRBuilder(latch, latch.terminator ?? null), found, type);
    for (let inst = last ? last.next : latch.first; inst && inst !== latch.terminator; inst = inst.next) {
      this.#inserted.push(inst);
    }
    const exits = new Map<BasicBlock, PhiInst>();
    for (const exit of loop.exits) if (this.#in.isVisited(exit)) exits.set(exit, this.#exitPhi(phi, exit));
    this.of.set(phi, { phi, loop, amount, exits });
    return true;
  }

  /** Takes what was emitted out again. */
  undo(): void {
    for (const inst of this.#inserted) inst.dropOperands();
    for (const inst of this.#inserted) inst.remove();
    this.#inserted.length = 0;
    this.of.clear();
  }

  #exitPhi(phi: PhiInst, exit: BasicBlock): PhiInst {
    const value = new PhiInstClass(phi.type, 0, phi.name === undefined ? undefined : `${phi.name}.end`);
    for (const p of exit.predecessors) {
      const edges = p.successors.filter((s) => s === exit).length;
      for (let e = 0; e < edges; e++) value.addIncoming(phi, p);
    }
    this.#inserted.push(exit.insertBefore(value, exit.first));
    return value;
  }
}

function emitAmount(b: IRBuilder, amount: Amount, type: IntegerType): Value {
  const scaled = (value: Value, scale: bigint): Value =>
    scale === 1n ? value : b.mul(value, constantInt(type, scale));
  switch (amount.kind) {
    case 'constant':
      return constantInt(type, amount.value);
    case 'value':
      return scaled(resize(b, amount.value, type, 'sext'), amount.scale);
    case 'trips':
      return scaled(resize(b, emitTripCount(b, amount.count), type, 'zext'), amount.scale);
    case 'sum':
      return b.add(emitAmount(b, amount.left, type), emitAmount(b, amount.right, type));
    case 'select': {
      const [ifTrue, ifFalse] = [amount.ifTrue, amount.ifFalse].map((a) => emitAmount(b, a, type));
      return b.select(amount.condition, ifTrue!, ifFalse!);
    }
  }
}

function resize(b: IRBuilder, value: Value, type: IntegerType, widen: 'sext' | 'zext'): Value {
  if (!isInteger(value.type) || value.type === type) return value;
  return b.cast(value.type.bits < type.bits ? widen : 'trunc', value, type);
}

const zero: Amount = { kind: 'constant', value: 0n };

class AmountFinder {
  readonly #in: SteppedPhisInput;
  readonly #loop: Loop;
  readonly #phi: PhiInst;
  readonly #bits: number;
  #operations = 0;

  constructor(input: SteppedPhisInput, loop: Loop, phi: PhiInst, bits: number) {
    this.#in = input;
    this.#loop = loop;
    this.#phi = phi;
    this.#bits = bits;
  }

  /** The amount by which the value differs from the phi. `left`: an inner loop that has been left when the value is used. */
  find(value: Value, left?: Loop): Amount | undefined {
    if (value === this.#phi) return zero;
    if (!isInstruction(value) || !this.#loop.blocks.has(value.parent!)) return undefined;
    if (++this.#operations > maxOperations) return undefined;
    switch (value.opcode) {
      case 'add':
        return this.#sum(value, 0, 1, 1n, left) ?? this.#sum(value, 1, 0, 1n, left);
      case 'sub':
        return this.#sum(value, 0, 1, -1n, left);
      case 'trunc':
      case 'sext':
      case 'zext':
        return this.#convert(value, left);
      case 'getelementptr':
        return this.#address(value, left);
      case 'phi':
        return this.#in.loops.loopFor(value.parent!)?.header === value.parent
          ? this.#counted(value, left)
          : this.#join(value);
      default:
        return undefined;
    }
  }

  /** The low bits of a sum follow from the low bits of what is added. */
  #sum(
    inst: Instruction,
    from: number,
    by: number,
    sign: bigint,
    left: Loop | undefined,
  ): Amount | undefined {
    if (!isInteger(inst.type) || inst.type.bits < this.#bits) return undefined;
    const rest = this.find(inst.operand(from), left);
    return rest && this.#plus(rest, inst.operand(by), sign);
  }

  #plus(rest: Amount, value: Value, scale: bigint): Amount | undefined {
    if (value instanceof ConstantInt) return plus(rest, { kind: 'constant', value: scale * value.value });
    return this.#isFree(value) ? plus(rest, { kind: 'value', value, scale }) : undefined;
  }

  /** Conversions that keep the low bits. */
  #convert(inst: Instruction, left: Loop | undefined): Amount | undefined {
    const from = inst.operand(0);
    const isWide = (v: Value): boolean => isInteger(v.type) && v.type.bits >= this.#bits;
    return isWide(inst) && isWide(from) ? this.find(from, left) : undefined;
  }

  #address(gep: GetElementPtrInst, left: Loop | undefined): Amount | undefined {
    const steps = gep.type.kind === 'pointer' ? gepSteps(gep, layoutOf(this.#phi)) : undefined;
    let amount = steps && this.find(gep.base, left);
    if (!steps || !amount) return undefined;
    amount = plus(amount, { kind: 'constant', value: steps.constant });
    for (const { value, scale } of steps.terms) {
      amount = this.#plus(amount, value, scale);
      if (!amount) return undefined;
    }
    return amount;
  }

  /** A join of two ways within an iteration, or what an inner loop leaves behind. */
  #join(phi: PhiInst): Amount | undefined {
    const amounts = new Map<BasicBlock, Amount>();
    for (const [value, from] of phi.incoming()) {
      const inner = this.#in.loops.loopFor(from);
      const isLeft = inner !== this.#in.loops.loopFor(phi.parent!);
      // An edge out of several loops at once is not taken apart.
      if (isLeft && inner?.parent !== this.#in.loops.loopFor(phi.parent!)) return undefined;
      const amount = this.find(value, isLeft ? inner : undefined);
      if (!amount) return undefined;
      amounts.set(from, amount);
    }
    const [only, ...others] = amounts.values();
    if (others.length === 0) return only;
    const fork = findFork(phi.parent!, this.#in.dominators);
    if (!fork || !this.#isFree(fork.condition)) return undefined;
    const [ifTrue, ifFalse] = [amounts.get(fork.ifTrue), amounts.get(fork.ifFalse)];
    return ifTrue && ifFalse && { kind: 'select', condition: fork.condition, ifTrue, ifFalse };
  }

  /** An induction variable of an inner loop, when that is left. */
  #counted(phi: PhiInst, left: Loop | undefined): Amount | undefined {
    if (!left || left.header !== phi.parent) return undefined;
    const induction = computeInductions(left).find((i) => i.phi === phi);
    const count = computeTripCount(left);
    if (induction?.kind !== 'affine' || induction.step.terms.length || !count) return undefined;
    if (!this.#isFree(count.start) || !this.#isFree(count.bound)) return undefined;
    const start = this.find(induction.start);
    return start && plus(start, { kind: 'trips', count, scale: induction.step.constant });
  }

  /**
   * Whether the value is at hand at the end of the iteration, and can be computed again before the phi is stepped back from
   * nothing that is saved in the loop.
   */
  #isFree(value: Value): boolean {
    if (!isInstruction(value) || !this.#loop.blocks.has(value.parent!)) return true;
    if (value === this.#phi || ++this.#operations > maxOperations) return false;
    if (!this.#in.dominators.dominates(value.parent!, this.#loop.latches[0]!)) return false;
    if (value.opcode === 'phi')
      return this.#in.loops.loopFor(value.parent!) === this.#loop && this.#in.isInduction(value);
    return this.#in.isRecomputable(value) && value.operands.every((operand) => this.#isFree(operand));
  }
}

function plus(left: Amount, right: Amount): Amount {
  if (left.kind === 'constant' && left.value === 0n) return right;
  if (right.kind !== 'constant') return { kind: 'sum', left, right };
  if (left.kind === 'constant') return { kind: 'constant', value: left.value + right.value };
  return right.value === 0n ? left : { kind: 'sum', left, right };
}

function arithmeticType(phi: PhiInst): IntegerType | undefined {
  if (isInteger(phi.type)) return phi.type.bits >= 8 ? phi.type : undefined;
  return phi.type.kind === 'pointer' ? layoutOf(phi).indexType(phi.type.addressSpace) : undefined;
}

const layoutOf = (phi: PhiInst): DataLayout => phi.parent!.parent!.parent!.dataLayout;
