/**
 * Gives each compare-and-exchange one instruction for what memory held and one for whether it was written, right behind it:
 * the reverse sweep takes the adjoint of the first, and asks the second.
 */
import type { CmpXchgInst, Fn, Instruction } from '../ir/index.ts';
import { ExtractValueInst, isInstruction } from '../ir/index.ts';
import { Replacements } from '../passes/debug-values.ts';

export interface ExchangeResults {
  readonly old: Instruction;
  readonly success: Instruction;
}

const results = new WeakMap<CmpXchgInst, ExchangeResults>();

/** What `isolateExchanges` made; undefined where the pair of results is used as a whole. */
export const exchangeResults = (inst: CmpXchgInst): ExchangeResults | undefined => results.get(inst);

export function isolateExchanges(fn: Fn): void {
  const replacements = new Replacements();
  for (const inst of [...fn.instructions()]) if (inst.opcode === 'cmpxchg') isolate(inst, replacements);
  replacements.updateDebugValues(fn);
}

function isolate(inst: CmpXchgInst, replacements: Replacements): void {
  const users = [...inst.users()].filter(isInstruction);
  if (!users.every((u) => u.opcode === 'extractvalue')) return;
  const old = extract(inst, 0);
  const success = extract(inst, 1);
  for (const user of users) if (user.opcode === 'extractvalue') replacements.replace(user, user.path[0] === 0 ? old : success); // prettier-ignore
  results.set(inst, { old, success });
}

function extract(inst: CmpXchgInst, member: number): Instruction {
  const made = new ExtractValueInst(inst, [member]);
  const location = inst.getMetadata('dbg');
  if (location) made.setMetadata('dbg', location);
  inst.parent!.insertBefore(made, inst.next);
  return made;
}
