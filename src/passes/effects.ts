import type { CallBase, Instruction } from '../ir/index.ts';
import { Fn, findAttribute, hasAttribute } from '../ir/index.ts';

/**
 * Whether an instruction may be removed when nobody uses its result: it writes no memory, transfers no control and
 * ends. (It may read memory, and may be undefined for some operands: not executing it is always a refinement.)
 */
export function isRemovableIfUnused(inst: Instruction): boolean {
  if (inst.isTerminator) return false;
  switch (inst.opcode) {
    case 'load':
      return !inst.volatile && (inst.ordering === undefined || inst.ordering === 'unordered');
    case 'call':
      return isRemovableCall(inst);
    case 'store':
    case 'fence':
    case 'cmpxchg':
    case 'atomicrmw':
    case 'va_arg':
    case 'landingpad':
    case 'catchpad':
    case 'cleanuppad':
      return false;
    default:
      return true;
  }
}

function isRemovableCall(call: CallBase): boolean {
  if (call.bundles.length > 0 || call.type.toString() === 'token') return false;
  return callHas(call, 'nounwind') && callHas(call, 'willreturn') && writesNothing(call);
}

/** Whether the call or the function that it calls has a function attribute. */
function callHas(call: CallBase, name: string): boolean {
  const { callee } = call;
  return (
    hasAttribute(call.functionAttributes, name) ||
    (callee instanceof Fn && hasAttribute(callee.attributes, name))
  );
}

function writesNothing(call: CallBase): boolean {
  if (callHas(call, 'readnone') || callHas(call, 'readonly')) return true;
  const lists = [call.functionAttributes, ...(call.callee instanceof Fn ? [call.callee.attributes] : [])];
  return lists.some((list) => {
    const memory = findAttribute(list, 'memory');
    return memory?.kind === 'text' && !/write/.test(memory.text);
  });
}
