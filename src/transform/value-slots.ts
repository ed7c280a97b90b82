import type { AllocaInst, Instruction, IRBuilder } from '../ir/index.ts';
import { i64, zeroOf } from '../ir/index.ts';
import type { Loop } from '../analysis/loops.ts';

/** Local variables, zero at first, that hold the present values of the primal's instructions and loop counters. */
export class ValueSlots {
  readonly #entry: IRBuilder;
  readonly #values = new Map<Instruction, AllocaInst>();
  readonly #counters = new Map<Loop, AllocaInst>();

  /** `entry`: where the variables are made; it dominates all that uses them. */
  constructor(entry: IRBuilder) {
    this.#entry = entry;
  }

  of(inst: Instruction): AllocaInst {
    let slot = this.#values.get(inst);
    if (!slot) {
      slot = this.#entry.alloca(inst.type, inst.name === undefined ? undefined : `${inst.name}.kept`);
      this.#entry.store(zeroOf(inst.type), slot);
      this.#values.set(inst, slot);
    }
    return slot;
  }

  /** The number of the iteration that the reverse sweep is in. */
  counter(loop: Loop): AllocaInst {
    let slot = this.#counters.get(loop);
    if (!slot) {
      slot = this.#entry.alloca(i64, 'iteration.kept');
      this.#entry.store(zeroOf(i64), slot);
      this.#counters.set(loop, slot);
    }
    return slot;
  }
}
