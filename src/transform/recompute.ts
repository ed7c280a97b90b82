import type { Instruction, Value } from '../ir/index.ts';
import { cloneInstruction } from '../ir/index.ts';

/** Metadata that says something about one execution only, or about other accesses of the primal. */
const droppedMetadata: ReadonlySet<string> = new Set([
  'alias.scope',
  'noalias',
  'llvm.access.group',
  'dbg',
  'nonnull',
]);

/** A copy of an instruction for another place or other operands, without what is true of the original alone. */
export function copyOperation(inst: Instruction, mapOperand: (value: Value) => Value): Instruction {
  const records = inst.debugRecords;
  // Records describe source variables; mapping them would ask for shadows of variables.
  inst.debugRecords = undefined;
  const copy = cloneInstruction(inst, mapOperand);
  inst.debugRecords = records;
  copy.metadata = copy.metadata?.filter(([name]) => !droppedMetadata.has(name));
  return copy;
}
