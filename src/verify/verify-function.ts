import type { Dominators } from '../analysis/dominators.ts';
import { computeDominators } from '../analysis/dominators.ts';
import type { Fn, Instruction, MetadataAsValue, PhiInst, Use, Value } from '../ir/index.ts';
import {
  Argument,
  BasicBlock,
  GlobalValue,
  InstructionBase,
  isInstruction,
  labelType,
  ValueAsMetadata,
} from '../ir/index.ts';
import type { ConstantVerifier } from './verify-constant.ts';
import type { InstructionVerifier } from './verify-instruction.ts';
import type { Report } from './report.ts';

/** Checks the body of one function. */
export class FunctionVerifier {
  readonly #fn: Fn;
  readonly #report: Report;
  readonly #instructions: InstructionVerifier;
  readonly #constants: ConstantVerifier;
  /** Position of each instruction in its block. */
  readonly #order = new Map<Instruction, number>();
  /** Blocks that jump to a block, once for each edge. */
  readonly #predecessors = new Map<BasicBlock, BasicBlock[]>();

  constructor(fn: Fn, report: Report, instructions: InstructionVerifier, constants: ConstantVerifier) {
    this.#fn = fn;
    this.#report = report;
    this.#instructions = instructions;
    this.#constants = constants;
  }

  verify(): void {
    const { blocks } = this.#fn;
    if (!this.#verifyShape()) return;
    for (const block of blocks) {
      for (const successor of block.successors) this.#predecessors.get(successor)?.push(block);
    }
    this.#verifyEntry();
    const dominators = computeDominators(this.#fn);
    for (const block of blocks) {
      this.#verifyPhis(block);
      for (let inst = block.first; inst; inst = inst.next) {
        if (this.#report.isFull) return;
        this.#verifyOperands(inst, dominators);
        this.#instructions.verify(inst);
        this.#verifyDebugRecords(inst);
      }
      this.#verifyUseList(block);
    }
    for (const arg of this.#fn.args) this.#verifyUseList(arg);
  }

  /** Blocks end with their one terminator and are linked well; without that nothing else can be asked. */
  #verifyShape(): boolean {
    const before = this.#report.diagnostics.length;
    for (const block of this.#fn.blocks) {
      this.#predecessors.set(block, []);
      if (block.parent !== this.#fn) this.#report.add('FX2001', 'a block belongs to another function', block);
      if (!block.last?.isTerminator) this.#report.add('FX2001', 'a block has no terminator', block);
      let position = 0;
      let previous: Instruction | null = null;
      for (let inst = block.first; inst; inst = inst.next) {
        if (inst.parent !== block || inst.prev !== previous) {
          this.#report.add('FX2005', 'the list of the instructions of a block is broken', block);
          break;
        }
        if (inst.isTerminator && inst.next) {
          this.#report.add('FX2001', 'a terminator stands in the middle of its block', inst);
        }
        this.#order.set(inst, position++);
        previous = inst;
      }
      if (previous !== block.last) {
        this.#report.add('FX2005', 'the list of the instructions of a block is broken', block);
      }
    }
    return this.#report.diagnostics.length === before;
  }

  #verifyEntry(): void {
    const { entry } = this.#fn;
    if (this.#predecessors.get(entry)!.length)
      this.#report.add('FX2001', 'the entry block is jumped to', entry);
    if (entry.first?.opcode === 'phi') this.#report.add('FX2004', 'the entry block has a phi', entry.first);
  }

  /** Phis and landing pads stand first, and phis have one value for each edge that leads here. */
  #verifyPhis(block: BasicBlock): void {
    let head = true;
    let counts: Map<BasicBlock, number> | undefined;
    for (let inst = block.first; inst; inst = inst.next) {
      if (inst.opcode === 'phi') {
        if (!head) this.#report.add('FX2004', 'a phi stands after another instruction', inst);
        counts ??= countEdges(this.#predecessors.get(block)!);
        this.#verifyPhi(inst, counts, this.#predecessors.get(block)!.length);
        continue;
      }
      const isPad =
        inst.opcode === 'landingpad' || inst.opcode === 'catchpad' || inst.opcode === 'cleanuppad';
      if ((isPad || inst.opcode === 'catchswitch') && !head) {
        this.#report.add('FX2001', `a ${inst.opcode} stands after another instruction`, inst);
      }
      if ((isPad || inst.opcode === 'catchswitch') && !this.#fn.personality) {
        this.#report.add('FX2001', `a ${inst.opcode} stands in a function without a personality`, inst);
      }
      head = false;
      if (this.#report.isFull) return;
    }
  }

  #verifyPhi(phi: PhiInst, edges: ReadonlyMap<BasicBlock, number>, edgeCount: number): void {
    if (phi.incomingCount !== edgeCount) {
      const message = `a phi has ${phi.incomingCount} values, and ${edgeCount} edges lead to its block`;
      this.#report.add('FX2004', message, phi);
      return;
    }
    const values = new Map<BasicBlock, Value>();
    const left = new Map(edges);
    for (const [value, block] of phi.incoming()) {
      const count = left.get(block) ?? 0;
      if (count === 0) {
        this.#report.add('FX2004', 'a phi has a value for a block that does not lead here', phi);
        return;
      }
      left.set(block, count - 1);
      const other = values.get(block);
      if (other && other !== value && !this.#constants.equal(other, value)) {
        this.#report.add('FX2004', 'a phi has two values for one block', phi);
      }
      values.set(block, value);
    }
  }

  #verifyOperands(inst: Instruction, dominators: Dominators): void {
    const uses = inst.operandUses;
    for (let i = 0; i < uses.length; i++) {
      const use = uses[i]!;
      this.#verifyUse(inst, use, i);
      const { value } = use;
      if (isInstruction(value)) this.#verifyLocal(inst, use, value, dominators);
      else if (value instanceof Argument) {
        if (value.parent !== this.#fn) this.#foreign(inst);
      } else if (value instanceof BasicBlock) {
        if (value.parent !== this.#fn || !this.#predecessors.has(value)) this.#foreign(inst);
      } else this.#constants.verify(value, inst);
    }
    this.#verifyUseList(inst);
  }

  #foreign(inst: Instruction): void {
    this.#report.add('FX2005', 'an operand belongs to another function, or to none', inst);
  }

  #verifyLocal(inst: Instruction, use: Use, value: Instruction, dominators: Dominators): void {
    if (value.parent?.parent !== this.#fn) return this.#foreign(inst);
    if (!this.#definedBefore(inst, use, value, dominators)) {
      this.#report.add('FX2002', 'a value is used where it may not have been computed yet', inst);
    }
  }

  #definedBefore(inst: Instruction, use: Use, value: Instruction, dominators: Dominators): boolean {
    const isInvoke = value.opcode === 'invoke' || value.opcode === 'callbr';
    if (isInvoke || inst.opcode === 'phi') return dominators.dominatesUse(value, use);
    const { parent } = inst;
    if (!dominators.isReachable(parent!)) return true;
    if (value.parent === parent) return this.#order.get(value)! < this.#order.get(inst)!;
    return dominators.dominates(value.parent!, parent!);
  }

  /** The use is in its place among the operands, and in the list of its value. */
  #verifyUse(inst: Instruction, use: Use, index: number): void {
    const consistent =
      use.user === inst &&
      use.index === index &&
      (!use.value.tracksUses ||
        ((use.prev ? use.prev.next === use : use.value.firstUse === use) &&
          (!use.next || use.next.prev === use)));
    if (!consistent) this.#report.add('FX2005', `operand ${index} is not in the use list of its value`, inst);
  }

  /** Whoever is in the use list of a local value has it as an operand, and stands in this function. */
  #verifyUseList(value: Value): void {
    for (let use = value.firstUse; use; use = use.next) {
      if (use.value !== value || use.user.operandUses[use.index] !== use) {
        this.#report.add('FX2005', 'a use list holds a use that is no operand', value);
        return;
      }
      const { user } = use;
      if (user instanceof InstructionBase && user.parent?.parent !== this.#fn) {
        this.#report.add('FX2005', 'a value is used by an instruction that stands in no block here', value);
        return;
      }
    }
  }

  #verifyDebugRecords(inst: Instruction): void {
    for (const record of inst.debugRecords ?? []) {
      for (const arg of record.args) {
        if (arg instanceof ValueAsMetadata) this.#verifyDebugValue(inst, arg.value);
        else if (arg.kind === 'arglist') for (const a of arg.args) this.#verifyDebugValue(inst, a.value);
      }
    }
    for (const { value } of inst.operandUses) {
      const { metadata } = value as Partial<MetadataAsValue>;
      if (metadata instanceof ValueAsMetadata) this.#verifyDebugValue(inst, metadata.value);
    }
  }

  #verifyDebugValue(inst: Instruction, value: Value): void {
    const isGone =
      (isInstruction(value) && value.parent?.parent !== this.#fn) ||
      (value instanceof Argument && value.parent !== this.#fn) ||
      (value instanceof GlobalValue && value.parent !== this.#fn.parent);
    if (isGone) this.#report.add('FX2006', 'a debug record describes a value that is gone', inst);
    if (value.type === labelType) this.#report.add('FX2006', 'a debug record describes a block', inst);
  }
}

function countEdges(predecessors: readonly BasicBlock[]): Map<BasicBlock, number> {
  const counts = new Map<BasicBlock, number>();
  for (const block of predecessors) counts.set(block, (counts.get(block) ?? 0) + 1);
  return counts;
}
