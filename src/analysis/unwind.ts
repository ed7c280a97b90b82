import type { AttributeList, CallBase, Fn } from '../ir/index.ts';
import { Fn as FnClass, hasAttribute } from '../ir/index.ts';
import { findCalleeRule } from '../rules/index.ts';

/** Intrinsics that throw; no other does. */
const throwingIntrinsics: ReadonlySet<string> = new Set(['llvm.wasm.throw', 'llvm.wasm.rethrow']);

/**
 * Whether a call may be left by an exception. False is a proof: the function is declared not to throw, or it is a library
 * function that never does.
 */
export function mayUnwind(call: CallBase): boolean {
  const callee = call.callee instanceof FnClass ? call.callee : undefined;
  const isNounwind = (list: AttributeList): boolean => hasAttribute(list, 'nounwind');
  if (isNounwind(call.functionAttributes) || (callee && isNounwind(callee.attributes))) return false;
  return !callee?.isDeclaration || mayLibraryUnwind(callee);
}

function mayLibraryUnwind(callee: Fn): boolean {
  const name = callee.name ?? '';
  if (name.startsWith('llvm.')) return throwingIntrinsics.has(name);
  const rule = findCalleeRule(name, callee.valueType);
  if (rule?.kind === 'noreturn') return rule.unwinds;
  // operator new throws when memory is out, and library functions may call what throws; numbers and bytes throw nothing.
  return rule === undefined || rule.kind === 'allocation' || rule.kind === 'inactive';
}
