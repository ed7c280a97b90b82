import type { GlobalVariable, User, Value } from '../../ir/index.ts';
import { CallBase, ConstantExpr, LoadInst, StoreInst, isInstruction } from '../../ir/index.ts';
import { libraryMemory } from './library.ts';
import { calledFunction } from './call-model.ts';

/** Users beyond this many are not looked at: then the address counts as escaped. */
const maxUsers = 20_000;

/**
 * Whether a pointer of unknown origin may point into a global: other modules see it, or its address is used other
 * than to load from it and store to it.
 */
export function globalEscapes(global: GlobalVariable): boolean {
  if (global.linkage !== 'internal' && global.linkage !== 'private') return true;
  const seen = new Set<Value>([global]);
  const pending: Value[] = [global];
  for (let at = pending.pop(); at; at = pending.pop()) {
    for (const use of at.uses()) {
      const outcome = useOf(use.user, use.index);
      if (outcome === 'escapes') return true;
      if (outcome === 'derived' && !seen.has(use.user)) {
        if (seen.size > maxUsers) return true;
        seen.add(use.user);
        pending.push(use.user);
      }
    }
  }
  return false;
}

function useOf(user: User, index: number): 'access' | 'derived' | 'escapes' {
  if (user instanceof LoadInst) return 'access';
  if (user instanceof StoreInst) return index === 1 ? 'access' : 'escapes';
  if (user instanceof CallBase) return callUse(user, index);
  const opcode = user instanceof ConstantExpr || isInstruction(user) ? user.opcode : '';
  if (opcode === 'getelementptr') return index === 0 ? 'derived' : 'escapes';
  if (['bitcast', 'addrspacecast', 'phi', 'select', 'freeze'].includes(opcode)) return 'derived';
  if (opcode === 'icmp') return 'access';
  if (opcode === 'atomicrmw' || opcode === 'cmpxchg') return index === 0 ? 'access' : 'escapes';
  return 'escapes';
}

/**
 * A library function such as memcpy only accesses. A function with a body does not count even if it keeps nothing: its
 * parameter then points into the global.
 */
function callUse(call: CallBase, index: number): 'access' | 'derived' | 'escapes' {
  if (index >= call.argumentCount) return 'escapes';
  const callee = calledFunction(call);
  const known = callee && libraryMemory(callee, call.functionType);
  if (!known || known.keeps) return 'escapes';
  return known.returns === index ? 'derived' : 'access';
}
