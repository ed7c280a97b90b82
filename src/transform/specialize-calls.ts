/**
 * Calls of functions whose meaning depends on what the call passes get a copy of the function for themselves:
 * - a function with variable arguments becomes one with the parameters that the call has (`variadic.ts`);
 * - of a sort or search of the C library, the size of the elements and the function that compares them are put into the body,
 *   so that it is known what it moves.
 * Calls that pass the same share one copy. The program does what it did.
 */
import type { Fn, Instruction, Module, Value } from '../ir/index.ts';
import { CallBase, ConstantInt, Fn as FnClass, cloneFunction } from '../ir/index.ts';
import { canBeFixed, fixArguments } from './variadic.ts';

/** In the functions that differentiation may come to: `roots`, and all that they call or refer to. */
export function specializeCalls(module: Module, roots: readonly Fn[], generic: ReadonlySet<Fn>): void {
  const copies = new Map<string, Fn>();
  const seen = new Set<Fn>(roots);
  for (const fn of seen) {
    for (const inst of [...fn.instructions()]) {
      if (inst instanceof CallBase && inst.opcode !== 'callbr') specialize(module, inst as CallBase & Instruction, generic, copies); // prettier-ignore
      for (const { value } of inst.operandUses) {
        if (value instanceof FnClass && !value.isDeclaration) seen.add(value);
      }
    }
  }
}

function specialize(
  module: Module,
  call: CallBase & Instruction,
  generic: ReadonlySet<Fn>,
  copies: Map<string, Fn>,
): void {
  const { callee } = call;
  if (!(callee instanceof FnClass) || callee.isDeclaration || call.functionType !== callee.valueType) return;
  const isGeneric = generic.has(callee);
  if (!isGeneric && !(callee.valueType.variadic && canBeFixed(module, call, callee))) return;
  const key = [callee.name, ...(isGeneric ? call.args.map(constantName) : call.args.map((a) => `${a.type}`))].join('|'); // prettier-ignore
  let copy = copies.get(key);
  if (!copy) copies.set(key, (copy = isGeneric ? bindConstants(call, callee) : fixArguments(module, call, callee))); // prettier-ignore
  call.redirect(copy, copy.valueType);
}

const isBound = (value: Value): boolean => value instanceof ConstantInt || value instanceof FnClass;
const constantName = (value: Value): string =>
  value instanceof ConstantInt ? `${value.unsigned}` : value instanceof FnClass ? `@${value.name}` : '';

function bindConstants(call: CallBase, callee: Fn): Fn {
  const { fn } = cloneFunction(callee, `${callee.name ?? ''}.for`);
  call.args.forEach((arg, i) => {
    if (isBound(arg)) fn.args[i]!.replaceAllUsesWith(arg);
  });
  return fn;
}
