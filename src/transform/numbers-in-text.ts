/** Finds out whether a program keeps the bytes of numbers in strings. */
import { directCallee, holdsFloat } from '../analysis/activity.ts';
import { stringArguments } from '../analysis/types/library-members.ts';
import type { CallBase, Instruction, Module, Value } from '../ir/index.ts';
import { CallBase as CallBaseClass, GlobalVariable, isInstruction } from '../ir/index.ts';
import { restoreTextCopies } from '../passes/restore-text-copies.ts';
import { readTextAsBytes } from '../rules/index.ts';
import { calleeRule } from './callee-rule.ts';

/** Where a program keeps the bytes of numbers in strings, these are differentiated as containers of bytes. */
export function readTextAsBytesIfNeeded(module: Module): void {
  if (!putsNumbersInText(module)) return;
  readTextAsBytes(module);
  restoreTextCopies(module);
}

/** Whether a function of strings that has a body is given a pointer to numbers, or numbers are accessed through what one returns. */
function putsNumbersInText(module: Module): boolean {
  for (const fn of module.functions) {
    for (const block of fn.blocks) {
      for (const inst of block) {
        if (!(inst instanceof CallBaseClass) || !worksOnText(inst)) continue;
        const strings = stringArguments(directCallee(inst)?.name);
        if (inst.args.some((arg, i) => !strings.includes(i) && isPointerToNumbers(arg))) return true;
        if (inst.type.kind === 'pointer' && isPointerToNumbers(inst)) return true;
      }
    }
  }
  return false;
}

function worksOnText(call: CallBase): boolean {
  if (directCallee(call)?.isDeclaration !== false) return false;
  const rule = calleeRule(call);
  return rule?.kind === 'inactive' && rule.takesText === true;
}

/** Whether memory is a variable of floats, or accessed as such. */
function isPointerToNumbers(pointer: Value): boolean {
  if (pointer.type.kind !== 'pointer') return false;
  let base = pointer;
  while (isInstruction(base) && base.opcode === 'getelementptr') base = base.base;
  if (isInstruction(base) && base.opcode === 'alloca') return holdsFloat(base.allocatedType);
  if (base instanceof GlobalVariable) return holdsFloat(base.valueType);
  return accessesNumbers(base);
}

/** Most pointers that are followed. */
const maxPointers = 64;

function accessesNumbers(base: Value): boolean {
  const seen = new Set<Value>([base]);
  for (const at of seen) {
    if (seen.size > maxPointers) return false;
    for (const user of at.users()) {
      if (!isInstruction(user)) continue;
      if (user.opcode === 'getelementptr' && user.base === at) {
        if (holdsFloat(user.sourceType)) return true;
        seen.add(user);
      } else if (isAccessOfNumber(user, at) || copiesNumbers(user, at)) return true;
    }
  }
  return false;
}

function isAccessOfNumber(user: Instruction, pointer: Value): boolean {
  if (user.opcode === 'load') return holdsFloat(user.type);
  return user.opcode === 'store' && user.pointer === pointer && holdsFloat(user.value.type);
}

/** Whether an instruction copies between such memory and a variable of floats. */
function copiesNumbers(user: Instruction, pointer: Value): boolean {
  if (!(user instanceof CallBaseClass)) return false;
  const rule = calleeRule(user);
  if (rule?.kind !== 'copy') return false;
  const [to, from] = [user.args[rule.destination], user.args[rule.source]];
  const other = to === pointer ? from : to;
  return (
    other !== undefined &&
    isInstruction(other) &&
    other.opcode === 'alloca' &&
    holdsFloat(other.allocatedType)
  );
}
