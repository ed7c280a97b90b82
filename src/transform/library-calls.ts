/**
 * Calls through pointers in what was inlined from a function of the C++ library that is not looked into, as when a stream asks its
 * locale for a line's end: they are part of what the rule of that function says.
 */
import { inlinedSubprograms } from '../analysis/source-location.ts';
import type { CallBase, Fn, Instruction, Module } from '../ir/index.ts';
import { functionType, ptr, voidType } from '../ir/index.ts';
import { findHeaderRule } from '../rules/index.ts';

/** Whether the source of the call is such a function. What bytes are taken out of, such as strings, is looked into. */
export function isLibrarys(call: CallBase & Instruction): boolean {
  for (const subprogram of inlinedSubprograms(call)) {
    const name = subprogram.stringField('linkageName');
    const rule = name === undefined ? undefined : findHeaderRule(name, anyType);
    if (rule?.kind === 'inactive' && !rule.takesText) return true;
  }
  return false;
}
/** The rules of families admit every type. */
const anyType = functionType(voidType, []);

/** Declares what stands for such calls of one type: as dispatchers do, it takes the pointer as well. */
export function declareLibraryCall(module: Module, call: CallBase, index: number): Fn {
  const type = functionType(call.type, [...call.args.map((a) => a.type), ptr]);
  return module.getOrDeclare(`__fluxion_library_call_${index}`, type);
}
