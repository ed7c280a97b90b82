/**
 * Integers and addresses as polynomials, over the whole numbers and not modulo a power of two: of loop counters and of values that
 * are not taken apart. An operation is taken apart only if it cannot wrap around: by its flags (what wraps is poison then, and an
 * access or a branch that depends on poison is undefined), or because the range of its result fits.
 */
import type {
  BasicBlock,
  CastInst,
  DataLayout,
  GetElementPtrInst,
  Instruction,
  PhiInst,
  Type,
  Value,
} from '../../ir/index.ts';
import { ConstantInt, Flag, SimpleConstant, isInstruction } from '../../ir/index.ts';
import type { Dominators } from '../dominators.ts';
import { computeInductions } from '../induction.ts';
import type { LinearForm } from '../linear-form.ts';
import { gepSteps } from '../linear-form.ts';
import type { Loop, Loops } from '../loops.ts';
import type { CounterBound } from './counter-bound.ts';
import { boundCounter } from './counter-bound.ts';
import { factsAt, leastBy } from './facts.ts';
import { Polynomial } from './polynomial.ts';
import type { VariableRange } from './prover.ts';
import { RangeProver } from './prover.ts';

/** What a variable stands for: the back edges that a loop has taken since it was entered, or a value. */
export type Variable =
  { readonly kind: 'counter'; readonly loop: Loop } | { readonly kind: 'value'; readonly value: Value };

/** No loop that comes to its end goes round more often than this: it would take years. */
const mostIterations = 1n << 60n;
const maxDepth = 24;
/** Operations that are looked at in all; beyond, nothing is taken apart any more. */
const maxWork = 100_000;

/** Variables are even numbers, so that users can give those of another moment odd ones. */
export class ExactForms {
  readonly layout: DataLayout;
  readonly loops: Loops;
  readonly dominators: Dominators;
  readonly #variables: Variable[] = [];
  readonly #numbers = new Map<Loop | Value, number>();
  readonly #forms = new Map<Value, Polynomial>();
  readonly #inProgress = new Set<Value>();
  readonly #loopsInProgress = new Set<Loop>();
  readonly #bounds = new Map<Loop, CounterBound | undefined>();
  readonly #inductions = new Map<Loop, ReturnType<typeof computeInductions>>();
  #depth = 0;
  #work = 0;
  #gathersFacts = false;

  constructor(layout: DataLayout, loops: Loops, dominators: Dominators) {
    this.layout = layout;
    this.loops = loops;
    this.dominators = dominators;
  }

  variable(number: number): Variable {
    return this.#variables[number >> 1]!;
  }

  counterOf(loop: Loop): number {
    return this.#numberOf(loop, () => ({ kind: 'counter', loop }));
  }

  #numberOf(key: Loop | Value, make: () => Variable): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      this.#numbers.set(key, (number = 2 * this.#variables.length));
      this.#variables.push(make());
    }
    return number;
  }

  /** The innermost loop in whose iterations a variable has different values. */
  loopOf(number: number): Loop | undefined {
    const variable = this.variable(number);
    if (variable.kind === 'counter') return variable.loop;
    return isInstruction(variable.value) ? this.loops.loopFor(variable.value.parent!) : undefined;
  }

  /** The value as a signed integer, or an address as one without a sign. */
  of(value: Value): Polynomial {
    if (value instanceof ConstantInt) return Polynomial.constant(value.value);
    const known = this.#forms.get(value);
    if (known) return known;
    const isOpen = this.#inProgress.has(value) || this.#depth > maxDepth || this.#work > maxWork;
    if (!isInstruction(value) || isOpen) return this.asVariable(value);
    this.#work++;
    this.#inProgress.add(value);
    this.#depth++;
    const found = this.#takeApart(value);
    this.#depth--;
    this.#inProgress.delete(value);
    const isFound = found !== undefined && !found.isUnwieldy;
    const form = isFound ? found : this.asVariable(value);
    // Once more is known of the loops around it, it may turn out not to wrap.
    if (isFound || (this.#loopsInProgress.size === 0 && !this.#gathersFacts)) this.#forms.set(value, form);
    return form;
  }

  asVariable(value: Value): Polynomial {
    return Polynomial.variable(this.#numberOf(value, () => ({ kind: 'value', value })));
  }

  /** What is known of the counter of a loop; undefined also while that is being found out. */
  boundOf(loop: Loop): CounterBound | undefined {
    if (this.#bounds.has(loop)) return this.#bounds.get(loop);
    if (this.#loopsInProgress.has(loop)) return undefined;
    const isFinal = this.#loopsInProgress.size === 0 && !this.#gathersFacts;
    this.#loopsInProgress.add(loop);
    const bound = boundCounter(this, loop);
    this.#loopsInProgress.delete(loop);
    if (bound || isFinal) this.#bounds.set(loop, bound);
    return bound;
  }

  /** What is known of a variable, of the moment when control is in a block. */
  rangeAt(number: number, block: BasicBlock): VariableRange {
    const variable = this.variable(number);
    if (variable.kind === 'value') {
      const { least, most } = rangeOfValue(variable.value);
      return {
        rank: 0,
        least: leastBy(this.#factsAt(block), number, least, (v) => this.variable(v).kind === 'counter'),
        most,
      };
    }
    const { loop } = variable;
    const uppers = this.boundOf(loop)?.at(block);
    return { rank: 2 * loop.depth, least: 0n, most: mostIterations, lower: Polynomial.zero, uppers };
  }

  /** Forms that are not negative whenever control is in a block. None while they are being found out. */
  #factsAt(block: BasicBlock): readonly Polynomial[] {
    if (this.#gathersFacts) return [];
    this.#gathersFacts = true;
    const facts = factsAt(this, block);
    this.#gathersFacts = false;
    return facts;
  }

  /** Whether a form lies between two numbers whenever control is in a block. */
  isWithin(form: Polynomial, least: bigint, most: bigint, block: BasicBlock): boolean {
    return (
      this.isNonNegative(form.plusConstant(-least), block) &&
      this.isNonNegative(form.scaled(-1n).plusConstant(most), block)
    );
  }

  isNonNegative(form: Polynomial, block: BasicBlock): boolean {
    return new RangeProver((v) => this.rangeAt(v, block)).isNonNegative(form);
  }

  #takeApart(inst: Instruction): Polynomial | undefined {
    if (inst.opcode === 'phi') return this.#ofPhi(inst);
    if (inst.opcode === 'getelementptr') return this.#ofGep(inst);
    if (inst.type.kind !== 'integer') return undefined;
    switch (inst.opcode) {
      case 'add':
        return this.#unlessWrapping(inst, this.of(inst.operand(0)).plus(this.of(inst.operand(1))));
      case 'sub':
        return this.#unlessWrapping(inst, this.of(inst.operand(0)).minus(this.of(inst.operand(1))));
      case 'mul':
        return this.#unlessWrapping(inst, this.of(inst.operand(0)).times(this.of(inst.operand(1))));
      case 'shl': {
        const by = inst.operand(1);
        if (!(by instanceof ConstantInt) || by.unsigned >= BigInt(inst.type.bits)) return undefined;
        return this.#unlessWrapping(inst, this.of(inst.operand(0)).scaled(1n << by.unsigned));
      }
      case 'or':
        // Without a common bit, no carry: neither sign nor size can overflow.
        return inst.flags & Flag.disjoint
          ? this.of(inst.operand(0)).plus(this.of(inst.operand(1)))
          : undefined;
      case 'sext':
        return this.of(inst.operand(0));
      case 'zext':
        return this.#ofZext(inst);
      case 'trunc':
        return this.#unlessWrapping(inst, this.of(inst.operand(0)));
      default:
        return undefined;
    }
  }

  #unlessWrapping(inst: Instruction, form: Polynomial): Polynomial | undefined {
    if ('flags' in inst && inst.flags & Flag.nsw) return form;
    return this.#fits(inst.type, form, inst.parent!) ? form : undefined;
  }

  #fits(type: Type, form: Polynomial, block: BasicBlock): boolean {
    if (type.kind !== 'integer' || form.isUnwieldy) return false;
    const [least, most] = signedRange(type.bits);
    return this.isWithin(form, least, most, block);
  }

  #ofZext(inst: CastInst): Polynomial | undefined {
    const form = this.of(inst.operand(0));
    if (inst.flags & Flag.nneg || this.isNonNegative(form, inst.parent!)) return form;
    return undefined;
  }

  /** The address that a getelementptr computes without wrapping around. */
  #ofGep(gep: GetElementPtrInst): Polynomial | undefined {
    if (gep.type.kind !== 'pointer' || !(gep.flags & (Flag.inbounds | Flag.nusw))) return undefined;
    const offset = this.offsetOf(gep);
    return offset && this.of(gep.base).plus(offset);
  }

  /** What a getelementptr adds to its base, if that does not wrap around. */
  offsetOf(gep: GetElementPtrInst): Polynomial | undefined {
    const steps = gepSteps(gep, this.layout);
    // A wider index would be truncated.
    const { bits } = this.layout.indexType(gep.type.kind === 'pointer' ? gep.type.addressSpace : 0);
    if (!steps?.terms.every((t) => t.value.type.kind === 'integer' && t.value.type.bits <= bits))
      return undefined;
    return this.ofLinear(steps);
  }

  ofLinear({ constant, terms }: LinearForm): Polynomial {
    return terms.reduce(
      (sum, t) => sum.plus(this.of(t.value).scaled(t.scale)),
      Polynomial.constant(constant),
    );
  }

  /** start + counter · step. */
  #ofPhi(phi: PhiInst): Polynomial | undefined {
    const loop = this.loops.loopFor(phi.parent!);
    if (loop?.header !== phi.parent || !(phi.type.kind === 'integer' || phi.type.kind === 'pointer'))
      return undefined;
    let inductions = this.#inductions.get(loop);
    if (!inductions) this.#inductions.set(loop, (inductions = computeInductions(loop)));
    const induction = inductions.find((i) => i.phi === phi);
    if (induction?.kind !== 'affine') return undefined;
    const step = this.ofLinear(induction.step);
    const form = this.of(induction.start).plus(Polynomial.variable(this.counterOf(loop)).times(step));
    if (this.#stepsExactly(phi, loop, step)) return form;
    // What bounds the counter may have been concluded from this.
    const isOpen = this.#loopsInProgress.has(loop);
    this.#loopsInProgress.add(loop);
    const fits = this.#fits(phi.type, form, phi.parent!);
    if (!isOpen) this.#loopsInProgress.delete(loop);
    return fits ? form : undefined;
  }

  /** Whether each step is a single operation that cannot wrap around, by its flags. */
  #stepsExactly(phi: PhiInst, loop: Loop, step: Polynomial): boolean {
    const next = phi.valueFor(loop.latches[0]!);
    if (!next || !isInstruction(next)) return false;
    const added = this.#addedBy(next, phi);
    return added !== undefined && isZero(added.minus(step));
  }

  #addedBy(next: Instruction, phi: PhiInst): Polynomial | undefined {
    if (next.opcode === 'getelementptr') {
      const isExact = next.base === phi && (next.flags & (Flag.inbounds | Flag.nusw)) !== 0;
      return isExact ? this.offsetOf(next) : undefined;
    }
    if ((next.opcode !== 'add' && next.opcode !== 'sub') || !(next.flags & Flag.nsw)) return undefined;
    const [left, right] = [next.operand(0), next.operand(1)];
    if (left === phi) return next.opcode === 'add' ? this.of(right) : this.of(right).scaled(-1n);
    return right === phi && next.opcode === 'add' ? this.of(left) : undefined;
  }
}

const isZero = (p: Polynomial): boolean => p.isConstant && p.constantTerm === 0n;

export function signedRange(bits: number): readonly [bigint, bigint] {
  const half = 1n << BigInt(bits - 1);
  return [-half, half - 1n];
}

function rangeOfValue(value: Value): { least: bigint | undefined; most: bigint | undefined } {
  const { type } = value;
  if (value instanceof SimpleConstant) return { least: undefined, most: undefined };
  const extended = isInstruction(value) && value.opcode === 'zext' ? value.operand(0).type : undefined;
  if (extended?.kind === 'integer') return { least: 0n, most: (1n << BigInt(extended.bits)) - 1n };
  if (type.kind !== 'integer') return { least: undefined, most: undefined };
  const [least, most] = signedRange(type.bits);
  return { least, most };
}
