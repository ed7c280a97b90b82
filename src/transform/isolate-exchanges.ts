/**
 * Gives each compare-and-exchange one instruction for what memory held and one for whether it was written, right behind it:
 * the reverse sweep takes the adjoint of the first, and asks the second. LLVM lets loops hand on both in one value, of which two are made.
 */
import type { CmpXchgInst, Fn, Instruction, Value } from '../ir/index.ts';
import { ExtractValueInst, PhiInst, isInstruction } from '../ir/index.ts';
import { Replacements, eraseInstruction } from '../passes/debug-values.ts';

export interface ExchangeResults {
  readonly old: Instruction;
  readonly success: Instruction;
}

const results = new WeakMap<CmpXchgInst, ExchangeResults>();

/** What `isolateExchanges` made; undefined where the pair of results is used as a whole. */
export const exchangeResults = (inst: CmpXchgInst): ExchangeResults | undefined => results.get(inst);

export function isolateExchanges(fn: Fn): void {
  const replacements = new Replacements();
  separatePhis(fn, replacements);
  for (const inst of [...fn.instructions()]) if (inst.opcode === 'cmpxchg') isolate(inst, replacements);
  replacements.updateDebugValues(fn);
}

/** Gives each member of a pair of results that phis choose a phi of its own. */
function separatePhis(fn: Fn, replacements: Replacements): void {
  const pairs = phisOfPairs(fn);
  const members = new Map([...pairs].map((phi) => [phi, [0, 1].map((m) => memberPhi(phi, m))] as const));
  for (const phi of pairs) {
    for (const [value, block] of phi.incoming()) {
      members.get(phi)!.forEach((member, m) => {
        const part = value instanceof PhiInst ? members.get(value)![m]! : extract(value as CmpXchgInst, m);
        member.addIncoming(part, block);
      });
    }
  }
  for (const phi of pairs) {
    for (const user of [...phi.users()])
      if (isInstruction(user) && user.opcode === 'extractvalue') replacements.replace(user, members.get(phi)![user.path[0]!]!); // prettier-ignore
  }
  for (const phi of pairs) phi.dropOperands();
  for (const phi of pairs) eraseInstruction(phi);
}

/** The phis of nothing but results of such instructions that are used by their members alone. */
function phisOfPairs(fn: Fn): Set<PhiInst> {
  const found = new Set<PhiInst>();
  for (const inst of fn.instructions())
    if (inst.opcode === 'phi' && inst.type.kind === 'struct') found.add(inst);
  const isPair = (value: Value): boolean =>
    value instanceof PhiInst ? found.has(value) : isInstruction(value) && value.opcode === 'cmpxchg';
  const isRead = (user: unknown): boolean =>
    isInstruction(user as Value) &&
    ((user as Instruction).opcode === 'extractvalue' || found.has(user as PhiInst));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const phi of found) {
      const isKnown = [...phi.incoming()].every(([value]) => isPair(value)) && [...phi.users()].every(isRead);
      if (!isKnown) found.delete(phi);
    }
  }
  return found;
}

function memberPhi(pair: PhiInst, member: number): PhiInst {
  const { type } = pair;
  const made = new PhiInst((type.kind === 'struct' && type.elements?.[member]) || type);
  pair.parent!.insertBefore(made, pair);
  return made;
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
