import type { Fn, GlobalVariable, Instruction, Use, Value } from '../ir/index.ts';
import {
  CallBase,
  ConstantExpr,
  Fn as FnClass,
  GlobalVariable as Global,
  isInstruction,
} from '../ir/index.ts';
import { holdsFloat } from '../analysis/activity.ts';
import { holdsPointer } from './decide.ts';

/**
 * The mutable globals that the function, or one that it calls, may write floats to: their contents may come to depend
 * on active inputs, so they get shadows. Flow-insensitive; a global whose address goes anywhere but into a plain load counts.
 */
export function findActiveGlobals(fn: Fn): Set<GlobalVariable> {
  const functions = reachableFunctions(fn);
  const active = new Set<GlobalVariable>();
  for (const global of fn.parent!.globals) {
    if (isConstantVariable(global) || !(holdsFloat(global.valueType) || holdsPointer(global.valueType)))
      continue;
    if (mayBeWritten(global, functions)) active.add(global);
  }
  return active;
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
