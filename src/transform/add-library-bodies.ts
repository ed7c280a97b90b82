import type { Fn, Instruction, Module, Value } from '../ir/index.ts';
import { CallBase, Fn as FnClass, GlobalVariable, cloneBlocksInto } from '../ir/index.ts';
import { fortranBodies } from '../rules/fortran-bodies.ts';
import { libraryBodies } from '../rules/library-bodies.ts';
import { sortingBodies } from '../rules/sorting-bodies.ts';
import { addComplexBodies } from './complex-functions.ts';
import { parseModule } from '../text/index.ts';

/**
 * Gives a body to each library function that the module only declares but whose body is known here, so that it can be
 * differentiated as any function of the program. The definitions are internal: the program's other objects keep theirs.
 *
 * @returns those that move elements of any type (see `specialize-calls.ts`)
 */
export function addLibraryBodies(module: Module): ReadonlySet<Fn> {
  addBodies(module, libraryBodies);
  addComplexBodies(module, (to, library, name) => definitionOf(to, library.getFunction(name)!));
  let known = generic.get(module);
  if (!known) generic.set(module, (known = new Set()));
  for (const fn of addBodies(module, sortingBodies(`${module.dataLayout.indexType()}`))) known.add(fn);
  // flang's targets have pointers of 64 bits.
  if (`${module.dataLayout.indexType()}` !== 'i64') return known;
  for (const fn of addBodies(module, fortranBodies)) if (asksForElementSize(fn)) known.add(fn);
  return known;
}
const generic = new WeakMap<Module, Set<Fn>>();

const asksForElementSize = (fn: Fn): boolean => [...fn.instructions()].some((inst) => isElementSize(inst));

/** Whether this asks for the size of the elements of an array of Fortran's. */
export const isElementSize = (inst: Value): inst is CallBase & Instruction =>
  inst instanceof CallBase && inst.callee.name === '__fluxion_element_size';

/** Calls that got no copy of their own are of the library's function. */
export function dropGenericBodies(functions: ReadonlySet<Fn>): void {
  for (const fn of functions) {
    if (!asksForElementSize(fn)) continue;
    fn.dropBody();
    fn.linkage = undefined;
  }
}

function addBodies(module: Module, text: string): Fn[] {
  const names = definedNames(text);
  const declared = module.functions.filter(
    (fn) => fn.isDeclaration && fn.hasUses && names.has(fn.name ?? ''),
  );
  if (declared.length === 0) return [];
  const library = parseModule(text);
  for (const fn of declared) {
    const body = library.getFunction(fn.name ?? '');
    if (body?.valueType === fn.valueType) define(module, fn, body);
  }
  return declared.filter((fn) => !fn.isDeclaration);
}

/** The names that may be worth parsing the bodies for. */
function definedNames(text: string): ReadonlySet<string> {
  let known = names.get(text);
  if (!known) names.set(text, (known = new Set([...text.matchAll(/^define [^@]*@(\w+)\(/gm)].map((m) => m[1]!)))); // prettier-ignore
  return known;
}
const names = new Map<string, ReadonlySet<string>>();

function define(module: Module, fn: Fn, body: Fn): void {
  const map = new Map<Value, Value>();
  body.args.forEach((arg, i) => {
    map.set(arg, fn.args[i]!);
    fn.args[i]!.attributes = [];
  });
  for (const inst of body.instructions()) {
    for (const value of inst.operands) {
      if (value instanceof FnClass && !map.has(value)) map.set(value, definitionOf(module, value));
      if (value instanceof GlobalVariable && !map.has(value)) map.set(value, copyOfConstant(module, value));
    }
  }
  fn.linkage = 'internal';
  fn.metadata = [];
  fn.attributes = body.attributes;
  fn.returnAttributes = [];
  cloneBlocksInto(body.blocks, fn, map);
}

/** A function that a body calls, in the module. */
function definitionOf(module: Module, callee: Fn): Fn {
  const known = module.getFunction(callee.name ?? '');
  if (known) return known;
  if (callee.isDeclaration) return module.getOrDeclare(callee.name ?? '', callee.valueType);
  const fn = module.add(new FnClass(callee.name, callee.valueType, callee.args.map((a) => a.name))); // prettier-ignore
  define(module, fn, callee);
  return fn;
}

/** A text that a body prints. */
function copyOfConstant(module: Module, { valueType, initializer }: GlobalVariable): GlobalVariable {
  const copy = module.add(new GlobalVariable('__fluxion_text', valueType, initializer));
  copy.linkage = 'private';
  copy.isConstant = true;
  return copy;
}
