import { subprogramOf } from '../analysis/debug-signature.ts';
import { gepOffset } from '../analysis/gep.ts';
import type { Fn, Instruction, StoreInst, Value } from '../ir/index.ts';
import { isInstruction } from '../ir/index.ts';

/**
 * Whether a store begins the life of an object: what was in its memory before is no value of the program, and of the rest of a
 * number of which it writes a part, nothing can be read. So it is in the constructor of a union that keeps a number later.
 */
export function beginsObject(store: StoreInst): boolean {
  const fn = store.parent!.parent!;
  const [self] = fn.args;
  if (!self || store.parent !== fn.entry || !isConstructor(fn)) return false;
  for (const inst of fn.entry) {
    if (inst === store) return isWithin(store.pointer, self, fn);
    if (mayWrite(inst)) return false;
  }
  return false;
}

/** A member function with the name of its class. */
function isConstructor(fn: Fn): boolean {
  const subprogram = subprogramOf(fn);
  const scope = (subprogram?.nodeField('declaration') ?? subprogram)?.nodeField('scope');
  const name = subprogram?.stringField('name');
  return scope?.tag === 'DICompositeType' && name !== undefined && scope.stringField('name') === name;
}

function isWithin(pointer: Value, self: Value, fn: Fn): boolean {
  let at = pointer;
  while (isInstruction(at) && at.opcode === 'getelementptr') {
    const step = gepOffset(fn.parent!.dataLayout, at.sourceType, at.indices);
    if (!step || step.terms.length > 0) return false;
    at = at.base;
  }
  return at === self;
}

function mayWrite(inst: Instruction): boolean {
  return !/^(?:load|getelementptr|alloca|phi|select|icmp|fcmp|bitcast|zext|sext|trunc)$/.test(inst.opcode);
}
