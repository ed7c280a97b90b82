import type { Fn, GlobalVariable, Instruction, Use, Value } from '../ir/index.ts';
import {
  CallBase,
  ConstantAggregate,
  ConstantExpr,
  Fn as FnClass,
  GlobalVariable as Global,
  isInstruction,
} from '../ir/index.ts';
import { holdsFloat } from '../analysis/activity.ts';
import { holdsPointer } from './decide.ts';

/**
 * The mutable globals that the function, or one that it calls, may write floats to: their contents may come to depend
 * on active inputs, so they get shadows. Flow-insensitive; a global whose address goes anywhere but into a plain load counts, and
 * so does a table of pointers to one: the shadow of the table holds pointers to its shadow.
 */
export function findActiveGlobals(fn: Fn): Set<GlobalVariable> {
  const functions = reachableFunctions(fn);
  const active = new Set<GlobalVariable>();
  for (const global of fn.parent!.globals) {
    if (isConstantVariable(global) || !(holdsFloat(global.valueType) || holdsPointer(global.valueType)))
      continue;
    if (!isGenerated(global) && mayBeWritten(global, functions)) active.add(global);
  }
  // The set grows while it is walked: a table that points to a table that points to an active global.
  for (const global of active) for (const table of tablesWith(global, functions)) active.add(table);
  return active;
}

/** Shadows and tapes of other derivatives. */
const isGenerated = (global: GlobalVariable): boolean => global.name?.startsWith('__fluxion_') ?? false;

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

function mayBeWritten(global: GlobalVariable, functions: ReadonlySet<Fn>): boolean {
  const work: Value[] = [global];
  const seen = new Set<Value>(work);
  for (let value = work.pop(); value; value = work.pop()) {
    for (const use of value.uses()) {
      const user = use.user;
      if (isInstruction(user) && !functions.has(user.parent!.parent!)) continue;
      if (isHarmless(use)) continue;
      if (!derivesPointer(use)) return true;
      if (!seen.has(user)) {
        seen.add(user);
        work.push(user);
      }
    }
  }
  return false;
}

function isHarmless(use: Use): boolean {
  const user = use.user as Instruction;
  if (use.user instanceof Global) return false;
  if (!isInstruction(use.user)) return false;
  return user.opcode === 'load' || user.opcode === 'icmp';
}

function derivesPointer(use: Use): boolean {
  if (use.user instanceof ConstantExpr) return true;
  if (!isInstruction(use.user) || use.user instanceof CallBase) return false;
  return ['getelementptr', 'bitcast', 'phi', 'select', 'freeze'].includes(use.user.opcode);
}
