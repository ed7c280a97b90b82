/**
 * `e.what()` of a caught exception of the C++ library is a call through the library's own table of virtual functions, of which the
 * program has no body. It returns text, and counts as a function that is known.
 */
import type { CallBase, Fn, Instruction, Module, Value } from '../ir/index.ts';
import { CallBase as CallBaseClass, Fn as FnClass, functionType, isInstruction, ptr } from '../ir/index.ts';
import { gepDisplacement } from '../analysis/memory/gep-offset.ts';

/** Behind two destructors. */
const slot = 2;

/** Whether a function of the program overrides it. */
export const isWhat = (fn: Fn): boolean => /4whatEv$/.test(fn.name ?? '');

/** Declares what stands for it: as dispatchers do, it takes the pointer as well. */
export function declareWhat(module: Module): Fn {
  return module.getOrDeclare('__fluxion_what', functionType(ptr, [ptr, ptr]));
}

/** Whether a call calls the third virtual function of an object that has been caught: `const char *what() const`. */
export function asksWhat(call: CallBase & Instruction): boolean {
  const [object] = call.args;
  if (!object || call.argumentCount !== 1 || call.type !== ptr || object.type !== ptr) return false;
  const callee = call.callee;
  if (!isInstruction(callee) || callee.opcode !== 'load') return false;
  const { dataLayout } = call.parent!.parent!.parent!;
  const entry = callee.pointer;
  if (!isInstruction(entry) || entry.opcode !== 'getelementptr') return false;
  const { base, stride } = gepDisplacement(dataLayout, entry);
  if (stride !== 0 || base !== (slot * dataLayout.pointerBits()) / 8) return false;
  const table = entry.base;
  return isInstruction(table) && table.opcode === 'load' && table.pointer === object && isCaught(object);
}

/** Whether a pointer is what a handler begins with, in unoptimised code by way of a variable. */
function isCaught(object: Value): boolean {
  if (!isInstruction(object)) return false;
  if (object instanceof CallBaseClass)
    return object.callee instanceof FnClass && object.callee.name === '__cxa_begin_catch';
  if (object.opcode !== 'load' || !isInstruction(object.pointer) || object.pointer.opcode !== 'alloca')
    return false;
  const stored = [...object.pointer.users()].flatMap((user) =>
    isInstruction(user) && user.opcode === 'store' && user.pointer === object.pointer ? [user.value] : [],
  );
  return stored.length > 0 && stored.every((value) => value !== object && !isLoad(value) && isCaught(value));
}

const isLoad = (value: Value): boolean => isInstruction(value) && value.opcode === 'load';
