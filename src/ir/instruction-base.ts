import type { BasicBlock } from './block.ts';
import type { DebugRecord } from './debug-record.ts';
import type { Instruction, Opcode } from './instruction.ts';
import type { MDNode, MetadataAttachment } from './metadata.ts';
import type { Type } from './type.ts';
import { User } from './value.ts';

/**
 * The instructions of LLVM, one class for each shape. `opcode` is LLVM's own name and the discriminant of the union
 * `Instruction`. Operand order is stated at each class; blocks are operands too, so the uses of a block tell its
 * predecessors.
 */
export abstract class InstructionBase extends User {
  declare readonly kind: 'instruction';
  abstract readonly opcode: Opcode;
  declare parent: BasicBlock | null;
  declare prev: Instruction | null;
  declare next: Instruction | null;
  /** Attachments such as `!dbg` and `!tbaa`, in source order. */
  declare metadata: MetadataAttachment[] | undefined;
  /** `#dbg_value(…)` and its kin that stand before this instruction. */
  declare debugRecords: DebugRecord[] | undefined;

  constructor(type: Type, name?: string) {
    super(type, name);
    this.kind = 'instruction';
    this.parent = null;
    this.prev = null;
    this.next = null;
    this.metadata = undefined;
    this.debugRecords = undefined;
  }

  getMetadata(name: string): MDNode | undefined {
    if (this.metadata) for (const [key, node] of this.metadata) if (key === name) return node;
    return undefined;
  }

  setMetadata(name: string, node: MDNode | undefined): void {
    const rest = (this.metadata ?? []).filter(([key]) => key !== name);
    if (node) rest.push([name, node]);
    this.metadata = rest.length ? rest : undefined;
  }

  /** Takes the instruction out of its block; its operands stay, so it can be inserted again. */
  remove(): void {
    this.parent?.unlink(this as unknown as Instruction);
  }

  /** Removes the instruction for good. It must have no uses left. */
  erase(): void {
    this.remove();
    this.dropOperands();
  }

  get isTerminator(): boolean {
    return false;
  }
}
