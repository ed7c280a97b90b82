/**
 * The primal's values in the reverse sweep, recovered as the plan says (see `recovery.ts`).
 */
import type { Loops } from '../analysis/loops.ts';
import type { BasicBlock, IRBuilder, Instruction, IntegerType, Value } from '../ir/index.ts';
import { constantInt, i1, i64, isInstruction, isInteger } from '../ir/index.ts';
import type { Induction } from '../analysis/induction.ts';
import type { LinearForm } from '../analysis/linear-form.ts';
import type { AliasScopes } from './alias-scopes.ts';
import { copyOperation } from './recompute.ts';
import type { RecoveryPlan } from './recovery.ts';
import { hoistingLoop, inputsOfInduction } from './recovery.ts';
import type { ValueSlots } from './value-slots.ts';

export interface PrimalValuesInput {
  readonly plan: RecoveryPlan;
  readonly slots: ValueSlots;
  readonly loops: Loops;
  readonly scopes: AliasScopes;
  /** What stands for an argument in the function of the reverse sweep. */
  argument(value: Value): Value;
}

export class PrimalValues {
  readonly #in: PrimalValuesInput;
  /** What has been recovered in the present block. */
  #known = new Map<Value, Value>();
  #block: BasicBlock | undefined;

  constructor(input: PrimalValuesInput) {
    this.#in = input;
  }

  get slots(): ValueSlots {
    return this.#in.slots;
  }

  /** Starts the reverse of a block: nothing is recovered yet but what its record holds. */
  enter(block: BasicBlock, own: ReadonlyMap<Value, Value>): void {
    this.#known = new Map(own);
    this.#block = block;
  }

  /** Whether a value is in a slot since the reverse sweep entered a loop around the present block. */
  #isHoisted(inst: Instruction): boolean {
    if (inst.opcode !== 'load' || !this.#block) return false;
    const loop = hoistingLoop(this.#in.loops, inst, this.#block);
    return loop !== undefined && (this.#in.plan.hoisted.get(loop)?.has(inst) ?? false);
  }

  /** What the value was when the block ran. */
  get(b: IRBuilder, value: Value): Value {
    if (!isInstruction(value)) return this.#in.argument(value);
    // Depth-first with an explicit stack: chains of recomputed values are long.
    const stack: Instruction[] = [value];
    for (let at = stack[stack.length - 1]; at; at = stack[stack.length - 1]) {
      if (this.#known.has(at)) {
        stack.pop();
        continue;
      }
      const missing = this.#inputs(at).filter((v) => !this.#known.has(v));
      if (missing.length) stack.push(...missing);
      else {
        this.#known.set(at, this.#recover(b, at));
        stack.pop();
      }
    }
    return this.#known.get(value)!;
  }

  #inputs(inst: Instruction): Instruction[] {
    if (this.#isHoisted(inst)) return [];
    const recovery = this.#in.plan.of.get(inst);
    if (recovery?.kind === 'recompute') return inst.operands.filter(isInstruction);
    if (recovery?.kind === 'same') return [recovery.value].filter(isInstruction);
    if (recovery?.kind !== 'induction') return [];
    return inputsOfInduction(recovery.induction).filter(isInstruction);
  }

  #lookUp(value: Value): Value {
    return isInstruction(value) ? this.#known.get(value)! : this.#in.argument(value);
  }

  #recover(b: IRBuilder, inst: Instruction): Value {
    if (this.#isHoisted(inst)) return b.load(inst.type, this.slots.of(inst), inst.name);
    const recovery = this.#in.plan.of.get(inst);
    switch (recovery?.kind) {
      case 'direct':
        return inst;
      case 'once':
      case 'previous':
      case 'stepped':
        return b.load(inst.type, this.slots.of(inst), inst.name);
      case 'recompute':
        return this.#recompute(b, inst);
      case 'same':
        return this.#lookUp(recovery.value);
      case 'induction':
        return this.#induction(b, recovery.induction);
      case 'own':
      case undefined:
        throw new Error(`the plan does not recover '${inst.opcode}' here`);
    }
  }

  #recompute(b: IRBuilder, inst: Instruction): Value {
    const copy = copyOperation(inst, (v) => this.#lookUp(v));
    this.#in.scopes.markCopy(copy, inst);
    return b.insert(copy);
  }

  /** The closed form of an induction variable, exact in the modular arithmetic of its type. */
  #induction(b: IRBuilder, induction: Induction): Value {
    const { phi } = induction;
    const type = phi.type.kind === 'integer' ? phi.type : this.#indexType(phi);
    const iteration = convertInteger(b, b.load(i64, this.slots.counter(induction.loop), 'iteration'), type);
    let distance: Value = b.mul(iteration, this.#linear(b, induction.step, type));
    if (induction.kind === 'quadratic') {
      const pairs = this.#pairs(b, iteration, type);
      for (const { induction: inner, scale } of induction.inductions) {
        // Σ over j < k of (start + j·step)
        const start = convertInteger(b, this.#lookUp(inner.start), type);
        const sum = b.add(b.mul(iteration, start), b.mul(pairs, this.#linear(b, inner.step, type)));
        distance = b.add(distance, b.mul(sum, constantInt(type, scale)));
      }
    }
    const from = this.#lookUp(induction.start);
    return phi.type.kind === 'pointer' ? b.byteOffset(from, distance) : b.add(from, distance, phi.name);
  }

  /** k·(k - 1)/2 modulo 2^bits: one of the two factors is even, and halving it loses nothing. */
  #pairs(b: IRBuilder, k: Value, type: IntegerType): Value {
    const less = b.sub(k, constantInt(type, 1));
    const isOdd = b.cast('trunc', k, i1);
    const half = (v: Value): Value => b.binary('lshr', v, constantInt(type, 1));
    return b.mul(b.select(isOdd, k, half(k)), b.select(isOdd, half(less), less));
  }

  #linear(b: IRBuilder, form: LinearForm, type: IntegerType): Value {
    let sum: Value = constantInt(type, form.constant);
    for (const { value, scale } of form.terms) {
      const term = b.mul(convertInteger(b, this.#lookUp(value), type), constantInt(type, scale));
      sum = form.constant === 0n && form.terms.length === 1 ? term : b.add(sum, term);
    }
    return sum;
  }

  #indexType(pointer: Instruction): IntegerType {
    return pointer.parent!.parent!.parent!.dataLayout.indexType();
  }
}

/** Sign-extends or truncates, as an index of a getelementptr. */
function convertInteger(b: IRBuilder, value: Value, type: IntegerType): Value {
  if (!isInteger(value.type) || value.type === type) return value;
  return b.cast(value.type.bits < type.bits ? 'sext' : 'trunc', value, type);
}
