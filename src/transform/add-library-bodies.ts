import type { Fn, Module, Value } from '../ir/index.ts';
import { Fn as FnClass, cloneBlocksInto } from '../ir/index.ts';
import { libraryBodies } from '../rules/library-bodies.ts';
import { parseModule } from '../text/index.ts';

/**
 * Gives a body to each library function that the module only declares but whose body is known here, so that it can be
 * differentiated as any function of the program. The definitions are internal: the program's other objects keep theirs.
 */
export function addLibraryBodies(module: Module): void {
  const declared = module.functions.filter(
    (fn) => fn.isDeclaration && fn.hasUses && bodyNames().has(fn.name ?? ''),
  );
  if (declared.length === 0) return;
  const library = parseModule(libraryBodies);
  for (const fn of declared) {
    const body = library.getFunction(fn.name ?? '');
    if (body?.valueType === fn.valueType) define(module, fn, body);
  }
}

/** The names that may be worth parsing the bodies for. */
function bodyNames(): ReadonlySet<string> {
  return (names ??= new Set([...libraryBodies.matchAll(/^define [^@]*@(\w+)\(/gm)].map((m) => m[1]!)));
}
let names: ReadonlySet<string> | undefined;

function define(module: Module, fn: Fn, body: Fn): void {
  const map = new Map<Value, Value>();
  body.args.forEach((arg, i) => {
    map.set(arg, fn.args[i]!);
    fn.args[i]!.attributes = [];
  });
  for (const inst of body.instructions()) {
    for (const value of inst.operands) {
      if (value instanceof FnClass && !map.has(value)) map.set(value, definitionOf(module, value));
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
