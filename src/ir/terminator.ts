/** The instructions that end a block, but for the calls that do (`call-instruction.ts`). */
import type { BasicBlock } from './block.ts';
import type { ConstantInt } from './constant.ts';
import { InstructionBase } from './instruction-base.ts';
import { tokenType, voidType } from './type.ts';
import type { Value } from './value.ts';

abstract class Terminator extends InstructionBase {
  override get isTerminator(): boolean {
    return true;
  }
}

/** `ret`: the value, or none. */
export class ReturnInst extends Terminator {
  readonly opcode = 'ret';
  constructor(value?: Value) {
    super(voidType);
    if (value) this.addOperand(value);
  }
  get value(): Value | undefined {
    return this.operandUses[0]?.value;
  }
}

/** `br`: the destination; or the condition, the destination if true, the destination if false. */
export class BranchInst extends Terminator {
  readonly opcode = 'br';
  private constructor(operands: readonly Value[]) {
    super(voidType);
    this.initOperandList(operands);
  }
  static unconditional(to: BasicBlock): BranchInst {
    return new BranchInst([to]);
  }
  static conditional(condition: Value, ifTrue: BasicBlock, ifFalse: BasicBlock): BranchInst {
    return new BranchInst([condition, ifTrue, ifFalse]);
  }
  get condition(): Value | undefined {
    return this.operandCount === 3 ? this.operand(0) : undefined;
  }
}

/** `switch`: condition, default block, then case value and block in turn. */
export class SwitchInst extends Terminator {
  readonly opcode = 'switch';
  constructor(
    condition: Value,
    defaultBlock: BasicBlock,
    cases: readonly (readonly [ConstantInt, BasicBlock])[],
  ) {
    super(voidType);
    this.addOperand(condition);
    this.addOperand(defaultBlock);
    for (const [value, block] of cases) {
      this.addOperand(value);
      this.addOperand(block);
    }
  }
  get condition(): Value {
    return this.operand(0);
  }
  get defaultBlock(): BasicBlock {
    return this.operand(1) as BasicBlock;
  }
  *cases(): IterableIterator<readonly [ConstantInt, BasicBlock]> {
    for (let i = 2; i < this.operandCount; i += 2) {
      yield [this.operand(i) as ConstantInt, this.operand(i + 1) as BasicBlock];
    }
  }
}

/** `indirectbr`: address, possible destinations. */
export class IndirectBrInst extends Terminator {
  readonly opcode = 'indirectbr';
  constructor(address: Value, destinations: readonly BasicBlock[]) {
    super(voidType);
    this.addOperand(address);
    for (const block of destinations) this.addOperand(block);
  }
}

/** `resume`: the exception. */
export class ResumeInst extends Terminator {
  readonly opcode = 'resume';
  constructor(value: Value) {
    super(voidType);
    this.initOperands(value);
  }
}

/** `catchswitch`: parent pad, handlers, and last the unwind destination unless it unwinds to the caller. */
export class CatchSwitchInst extends Terminator {
  readonly opcode = 'catchswitch';
  readonly handlerCount: number;
  constructor(parentPad: Value, handlers: readonly BasicBlock[], unwind?: BasicBlock, name?: string) {
    super(tokenType, name);
    this.handlerCount = handlers.length;
    this.addOperand(parentPad);
    for (const block of handlers) this.addOperand(block);
    if (unwind) this.addOperand(unwind);
  }
}

/** `catchret`: the catchpad, the destination. */
export class CatchReturnInst extends Terminator {
  readonly opcode = 'catchret';
  constructor(pad: Value, to: BasicBlock) {
    super(voidType);
    this.initOperands(pad, to);
  }
}

/** `cleanupret`: the cleanuppad, and the unwind destination unless it unwinds to the caller. */
export class CleanupReturnInst extends Terminator {
  readonly opcode = 'cleanupret';
  constructor(pad: Value, unwind?: BasicBlock) {
    super(voidType);
    this.addOperand(pad);
    if (unwind) this.addOperand(unwind);
  }
}

/** `unreachable`: none. */
export class UnreachableInst extends Terminator {
  readonly opcode = 'unreachable';
  constructor() {
    super(voidType);
  }
}
