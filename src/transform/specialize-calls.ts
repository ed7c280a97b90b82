/**
 * Calls of functions whose meaning depends on what the call passes get a copy of the function for themselves:
 * - a function with variable arguments becomes one with the parameters that the call has (`variadic.ts`);
 * - of a sort or search of the C library, the size of the elements and the function that compares them are put into the body,
 *   so that it is known what it moves;
 * - of what Fortran's run time does with arrays of any type, the size of the elements, as the descriptors that are passed say;
 * - one that resizes memory of elements of any type has each call's to itself (`resizing-functions.ts`).
 * Other calls that pass the same share one copy. The program does what it did.
 */
import type { Fn, Instruction, Module, Value } from '../ir/index.ts';
import { CallBase, ConstantInt, Fn as FnClass, cloneFunction } from '../ir/index.ts';
import { isElementSize } from './add-library-bodies.ts';
import { elementSize } from './fortran-descriptor.ts';
import { ResizingFunctions } from './resizing-functions.ts';
import { canBeFixed, fixArguments, lowerListCopies } from './variadic.ts';

/** More calls of a function that resizes memory share the function. */
const mostCopies = 200;

/** In the functions that differentiation may come to: `roots`, and all that they call or refer to. */
export function specializeCalls(module: Module, roots: readonly Fn[], generic: ReadonlySet<Fn>): void {
  const specializer = new Specializer(module, generic);
  const seen = new Set<Fn>(roots);
  for (const fn of seen) {
    lowerListCopies(fn);
    for (const inst of [...fn.instructions()]) {
      if (inst instanceof CallBase && inst.opcode !== 'callbr')
        specializer.visit(inst as CallBase & Instruction);
      for (const { value } of inst.operandUses) {
        if (value instanceof FnClass && !value.isDeclaration) seen.add(value);
      }
    }
  }
}

class Specializer {
  readonly #module: Module;
  readonly #generic: ReadonlySet<Fn>;
  readonly #resizing = new ResizingFunctions();
  readonly #copies = new Map<string, Fn>();
  readonly #resized = new Map<string, number>();

  constructor(module: Module, generic: ReadonlySet<Fn>) {
    this.#module = module;
    this.#generic = generic;
  }

  visit(call: CallBase & Instruction): void {
    const { callee } = call;
    if (!(callee instanceof FnClass) || callee.isDeclaration || call.functionType !== callee.valueType)
      return;
    if (this.#generic.has(callee)) {
      const size = elementSize(call);
      const passed = [...call.args.map(constantName), `${size?.unsigned}`];
      this.#share(call, callee, passed, () => bindConstants(call, callee, size));
    } else if (callee.valueType.variadic && canBeFixed(this.#module, call, callee)) {
      const types = call.args.map((arg) => `${arg.type}`);
      this.#share(call, callee, types, () => fixArguments(this.#module, call, callee));
    } else if (this.#resizing.has(callee) && [...callee.uses()].length > 1) this.#copy(call, callee);
  }

  #share(call: CallBase & Instruction, callee: Fn, passed: readonly string[], make: () => Fn): void {
    const key = [callee.name, ...passed].join('|');
    let copy = this.#copies.get(key);
    if (!copy) this.#copies.set(key, (copy = make()));
    call.redirect(copy, copy.valueType);
  }

  #copy(call: CallBase & Instruction, callee: Fn): void {
    const name = (callee.name ?? '').replace(/\.for(\.\d+)?$/, '');
    const count = (this.#resized.get(name) ?? 0) + 1;
    if (count > mostCopies) return;
    this.#resized.set(name, count);
    const { fn } = cloneFunction(callee, `${name}.for`);
    call.redirect(fn, fn.valueType);
  }
}

const isBound = (value: Value): boolean => value instanceof ConstantInt || value instanceof FnClass;
const constantName = (value: Value): string =>
  value instanceof ConstantInt ? `${value.unsigned}` : value instanceof FnClass ? `@${value.name}` : '';

function bindConstants(call: CallBase, callee: Fn, size: Value | undefined): Fn {
  const { fn } = cloneFunction(callee, `${callee.name ?? ''}.for`);
  call.args.forEach((arg, i) => {
    if (isBound(arg)) fn.args[i]!.replaceAllUsesWith(arg);
  });
  for (const inst of size ? [...fn.instructions()] : []) {
    if (!isElementSize(inst)) continue;
    inst.replaceAllUsesWith(size!);
    inst.erase();
  }
  return fn;
}
