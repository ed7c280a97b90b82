/**
 * The primal's values in the reverse sweep, recovered as the plan says (see `recovery.ts`).
 */
import type { Instruction, Value } from '../ir/index.ts';
import type { IRBuilder } from '../ir/index.ts';
import { cloneInstruction, i64, isInstruction, isInteger } from '../ir/index.ts';
import type { Induction } from '../analysis/induction.ts';
import type { RecoveryPlan } from './recovery.ts';
import type { ValueSlots } from './value-slots.ts';

export interface PrimalValuesInput {
  readonly plan: RecoveryPlan;
  readonly slots: ValueSlots;
  /** What stands for an argument in the function of the reverse sweep. */
  argument(value: Value): Value;
}

/** Metadata that says something about one execution of a load only, or about other accesses of the primal. */
const droppedMetadata: ReadonlySet<string> = new Set(['alias.scope', 'noalias', 'llvm.access.group', 'dbg']);

export class PrimalValues {
  readonly #in: PrimalValuesInput;
  /** What has been recovered in the present block. */
  #known = new Map<Value, Value>();

  constructor(input: PrimalValuesInput) {
    this.#in = input;
  }

  get slots(): ValueSlots {
    return this.#in.slots;
  }

  /** Starts the reverse of a block: nothing is recovered yet but what its record holds. */
  enter(own: ReadonlyMap<Value, Value>): void {
    this.#known = new Map(own);
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
    const recovery = this.#in.plan.of.get(inst);
    if (recovery?.kind === 'recompute') return inst.operands.filter(isInstruction);
    if (recovery?.kind !== 'induction') return [];
    return [recovery.induction.start, recovery.induction.step].filter(isInstruction);
  }

  #lookUp(value: Value): Value {
    return isInstruction(value) ? this.#known.get(value)! : this.#in.argument(value);
  }

  #recover(b: IRBuilder, inst: Instruction): Value {
    const recovery = this.#in.plan.of.get(inst);
    switch (recovery?.kind) {
      case 'direct':
        return inst;
      case 'once':
      case 'previous':
        return b.load(inst.type, this.slots.of(inst), inst.name);
      case 'recompute':
        return this.#recompute(b, inst);
      case 'induction':
        return this.#induction(b, recovery.induction);
      case 'own':
      case undefined:
        throw new Error(`the plan does not recover '${inst.opcode}' here`);
    }
  }

  #recompute(b: IRBuilder, inst: Instruction): Value {
    const copy = cloneInstruction(inst, (v) => this.#lookUp(v));
    copy.debugRecords = undefined;
    copy.metadata = copy.metadata?.filter(([name]) => !droppedMetadata.has(name));
    return b.insert(copy);
  }

  /** start + iteration · step, exact in modular arithmetic. */
  #induction(b: IRBuilder, { phi, loop, start, step }: Induction): Value {
    const iteration = b.load(i64, this.slots.counter(loop), 'iteration');
    const stepValue = this.#lookUp(step);
    if (!isInteger(stepValue.type)) throw new Error('the step of an induction variable is an integer');
    const bits = stepValue.type.bits;
    const n = bits === 64 ? iteration : b.cast(bits < 64 ? 'trunc' : 'zext', iteration, stepValue.type);
    const distance = b.mul(n, stepValue);
    const from = this.#lookUp(start);
    return phi.type.kind === 'pointer' ? b.byteOffset(from, distance) : b.add(from, distance, phi.name);
  }
}
