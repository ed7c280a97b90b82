import type { Fn, GlobalVariable, Module, Type, Use, Value } from '../ir/index.ts';
import {
  CallBase,
  ConstantAggregate,
  ConstantExpr,
  Fn as FnClass,
  GlobalVariable as Global,
  i8,
  isInstruction,
} from '../ir/index.ts';
import { holdsFloat } from '../analysis/activity.ts';
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import { ruleOfFunction } from '../rules/index.ts';
import { inactiveGlobals } from './registrations.ts';
import { mayBeWritten } from './written-globals.ts';

/**
 * The mutable globals that the function, or one that it calls, may write floats to: their contents may come to depend
 * on active inputs, so they get shadows. To be asked for the function that is differentiated as a whole: what one of its callees
 * only reads, another writes. Flow-insensitive; a table of pointers to one that is written counts, too: the shadow of the table holds
 * pointers to its shadow.
 *
 * @param constants variables that are taken for constants
 */
export function findActiveGlobals(fn: Fn, constants: ReadonlySet<GlobalVariable>): Set<GlobalVariable> {
  const functions = reachableFunctions(fn);
  const active = new Set<GlobalVariable>();
  const inactive = new Set([...inactiveGlobals(fn.parent!), ...constants]);
  for (const global of fn.parent!.globals) {
    if (!inactive.has(global) && isVariable(global) && mayBeWritten(global, functions)) active.add(global);
  }
  // A variable that holds pointers may hold one to any variable whose address the program keeps, put there before.
  if ([...active].some((global) => holdsPointer(global.valueType)))
    for (const global of fn.parent!.globals)
      if (!inactive.has(global) && isVariable(global) && isAddressKept(global)) active.add(global);
  // The set grows while it is walked: a table that points to a table that points to an active global.
  for (const global of active)
    for (const table of tablesWith(global, functions)) if (!constants.has(table)) active.add(table);
  return active;
}

/** The mutable globals of the program with pointers in them. */
export function variablesWithPointers(module: Module): Set<GlobalVariable> {
  const inactive = inactiveGlobals(module);
  return new Set(
    module.globals.filter((g) => holdsPointer(g.valueType) && isVariable(g) && !inactive.has(g)),
  );
}

/** Those of the globals that the function, or one that it calls, may reach by name. */
export function globalsWithin(globals: ReadonlySet<GlobalVariable>, fn: Fn): Set<GlobalVariable> {
  if (globals.size === 0) return new Set();
  const functions = reachableFunctions(fn);
  return new Set([...globals].filter((global) => isUsedBy(global, functions)));
}

/** Shadows and tapes of other derivatives. */
const isGenerated = (global: GlobalVariable): boolean => global.name?.startsWith('__fluxion_') ?? false;

/** The state of a library, in which no derivative is kept: streams, locales. All of `std::` belongs to the library. */
const isLibraryState = (global: GlobalVariable): boolean =>
  !global.initializer && /^_ZN?St|^(?:stdin|stdout|stderr|environ)$/.test(global.name ?? '');

/** Whether shadows matter for it: a mutable variable of the program with floats or pointers. */
const isVariable = (global: GlobalVariable): boolean =>
  !isConstantVariable(global) &&
  !isGenerated(global) &&
  !isLibraryState(global) &&
  (holdsFloat(global.valueType) || holdsPointer(global.valueType) || holdsBytesOfNumbers(global));

/** Whether it has room for numbers in bytes, and more is done with it than is done with text. */
function holdsBytesOfNumbers(global: GlobalVariable): boolean {
  if (!hasBytes(global.valueType)) return false;
  const seen = new Set<Value>([global]);
  for (const at of seen) {
    for (const use of at.uses()) {
      if (!derivesPointer(use)) {
        if (mayMoveNumbers(use)) return true;
      } else seen.add(use.user);
    }
  }
  return false;
}

function hasBytes(type: Type): boolean {
  if (type.kind === 'struct') return (type.elements ?? []).some(hasBytes);
  if (type.kind !== 'array') return false;
  return (type.element === i8 && type.length >= 8) || hasBytes(type.element);
}

/** A copy, an access to a number, or one where that cannot be seen; but not what only looks at characters. */
function mayMoveNumbers({ user, index }: Use): boolean {
  if (!isInstruction(user)) return true;
  if (user.opcode === 'icmp') return false;
  if (user.opcode === 'load') return holdsFloat(user.type);
  if (user.opcode === 'store') return index === 0 || holdsFloat(user.value.type);
  if (!(user instanceof CallBase) || !(user.callee instanceof FnClass)) return true;
  return ruleOfFunction(user.callee)?.kind === 'copy' || !user.callee.isDeclaration;
}

/** Whether the program does anything with the address but to read and write there: then a pointer may hold it. */
export function isAddressKept(global: GlobalVariable): boolean {
  const seen = new Set<Value>([global]);
  for (const at of seen) {
    for (const use of at.uses()) {
      if (isAccess(use)) continue;
      if (!derivesPointer(use)) return true;
      seen.add(use.user);
    }
  }
  return false;
}

function isAccess({ user, index }: Use): boolean {
  if (!isInstruction(user)) return false;
  if (user.opcode === 'store') return index === 1;
  return ['load', 'icmp', 'atomicrmw', 'cmpxchg'].includes(user.opcode);
}

/** The other globals that the functions use, and whose initialisers hold the address. */
function tablesWith(global: GlobalVariable, functions: ReadonlySet<Fn>): Set<GlobalVariable> {
  const tables = new Set<GlobalVariable>();
  const seen = new Set<Value>([global]);
  for (const at of seen) {
    for (const user of at.users()) {
      if (user instanceof Global) {
        if (!isGenerated(user) && isUsedBy(user, functions)) tables.add(user);
      } else if (user instanceof ConstantExpr || user instanceof ConstantAggregate) seen.add(user);
    }
  }
  return tables;
}

/** Whether an instruction of the functions names the global, or an initialiser does: that may be one of a table that is used. */
function isUsedBy(global: GlobalVariable, functions: ReadonlySet<Fn>): boolean {
  const seen = new Set<Value>([global]);
  for (const at of seen) {
    for (const user of at.users()) {
      if (user instanceof Global) return true;
      if (!isInstruction(user)) seen.add(user);
      else if (functions.has(user.parent!.parent!)) return true;
    }
  }
  return false;
}

/** Constants, and the tables of C++'s runtime library, which it declares as variables. */
export function isConstantVariable(global: GlobalVariable): boolean {
  return global.isConstant || (!global.initializer && /^_ZT[VTISC]/.test(global.name ?? ''));
}

/** The functions with bodies that may be called, directly or not. */
function reachableFunctions(fn: Fn): Set<Fn> {
  const seen = new Set<Fn>([fn]);
  for (const at of seen) {
    for (const inst of at.instructions()) {
      for (const operand of inst.operands)
        if (operand instanceof FnClass && !operand.isDeclaration) seen.add(operand);
    }
  }
  return seen;
}

function derivesPointer(use: Use): boolean {
  if (use.user instanceof ConstantExpr) return true;
  if (!isInstruction(use.user) || use.user instanceof CallBase) return false;
  return ['getelementptr', 'bitcast', 'phi', 'select', 'freeze'].includes(use.user.opcode);
}
