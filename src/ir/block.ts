import type { Fn } from './function.ts';
import type { Instruction, PhiInst } from './instruction.ts';
import { successorsOf } from './instruction.ts';
import { labelType } from './type.ts';
import { Value } from './value.ts';

/** A basic block: a doubly linked list of instructions, of which the last is the terminator. */
export class BasicBlock extends Value {
  readonly kind = 'block';
  parent: Fn | null = null;
  first: Instruction | null = null;
  last: Instruction | null = null;

  constructor(name?: string) {
    super(labelType, name);
  }

  /** Walks the instructions; the current one may be removed on the way. */
  *[Symbol.iterator](): IterableIterator<Instruction> {
    let at = this.first;
    while (at) {
      const next: Instruction | null = at.next;
      yield at;
      at = next;
    }
  }

  get terminator(): Instruction | undefined {
    return this.last?.isTerminator ? this.last : undefined;
  }

  get successors(): BasicBlock[] {
    return this.terminator ? successorsOf(this.terminator) : [];
  }

  /** The blocks that end with a jump to this one, each once. */
  get predecessors(): BasicBlock[] {
    const blocks = new Set<BasicBlock>();
    for (const user of this.users()) {
      const inst = user as unknown as Instruction;
      if (inst.isTerminator && inst.parent) blocks.add(inst.parent);
    }
    // Uses are newest first; turn them so that the order follows the text.
    return [...blocks].reverse();
  }

  *phis(): IterableIterator<PhiInst> {
    for (const inst of this) {
      if (inst.opcode !== 'phi') return;
      yield inst;
    }
  }

  /** The first instruction that is no phi. */
  get firstNonPhi(): Instruction | null {
    let at = this.first;
    while (at && at.opcode === 'phi') at = at.next;
    return at;
  }

  append<T extends Instruction>(inst: T): T {
    return this.insertBefore(inst, null);
  }

  /** Inserts an instruction that stands in no block; before null means at the end. */
  insertBefore<T extends Instruction>(inst: T, before: Instruction | null): T {
    inst.parent = this;
    inst.next = before;
    inst.prev = before ? before.prev : this.last;
    if (inst.prev) inst.prev.next = inst;
    else this.first = inst;
    if (before) before.prev = inst;
    else this.last = inst;
    return inst;
  }

  /** Takes an instruction out of the list. */
  unlink(inst: Instruction): void {
    if (inst.prev) inst.prev.next = inst.next;
    else this.first = inst.next;
    if (inst.next) inst.next.prev = inst.prev;
    else this.last = inst.prev;
    inst.prev = inst.next = null;
    inst.parent = null;
  }

  /** Removes the block from its function, with its instructions. Values defined here must have no users elsewhere. */
  erase(): void {
    for (const inst of this) {
      inst.remove();
      inst.dropOperands();
    }
    this.parent?.removeBlock(this);
  }
}
