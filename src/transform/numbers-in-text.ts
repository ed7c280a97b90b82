/** Finds out whether a program keeps the bytes of numbers in strings. */
import { directCallee, holdsFloat } from '../analysis/activity.ts';
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import { stringArguments } from '../analysis/types/library-members.ts';
import type { CallBase, Instruction, Module, Type, Value } from '../ir/index.ts';
import { Argument, CallBase as CallBaseClass, GlobalVariable, isInstruction } from '../ir/index.ts';
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

/** Whether memory is a variable of floats, or accessed as such, as far as its pointer can be followed back to where it comes from. */
function isPointerToNumbers(pointer: Value): boolean {
  const seen = new Set<Value>([pointer]);
  for (const at of seen) {
    if (seen.size > maxPointers) return false;
    if (at.type.kind !== 'pointer') continue;
    if (isVariableOfNumbers(at) || accessesNumbers(at)) return true;
    for (const origin of originsOf(at)) seen.add(origin);
  }
  return false;
}

function isVariableOfNumbers(value: Value): boolean {
  if (isInstruction(value) && value.opcode === 'alloca') return consistsOfNumbers(value.allocatedType);
  return value instanceof GlobalVariable && consistsOfNumbers(value.valueType);
}

/** A number, an array or a struct of some; not an object that has a number beside strings. */
const consistsOfNumbers = (type: Type): boolean => holdsFloat(type) && !holdsPointer(type);

/** What a pointer is computed from, kept in, or passed as. */
function originsOf(pointer: Value): readonly Value[] {
  if (pointer instanceof Argument) return passedFor(pointer);
  if (!isInstruction(pointer)) return [];
  switch (pointer.opcode) {
    case 'getelementptr':
      return [pointer.base];
    case 'phi':
      return pointer.operands;
    case 'select':
      return [pointer.ifTrue, pointer.ifFalse];
    case 'load':
      return keptIn(pointer.pointer);
    default:
      return [];
  }
}

/** What is stored in a variable of a pointer. */
function keptIn(variable: Value): readonly Value[] {
  if (!isInstruction(variable) || variable.opcode !== 'alloca') return [];
  return [...variable.users()].flatMap((user) =>
    isInstruction(user) && user.opcode === 'store' && user.pointer === variable ? [user.value] : [],
  );
}

function passedFor(argument: Argument): readonly Value[] {
  const fn = argument.parent;
  return [...(fn?.users() ?? [])].flatMap((user) =>
    user instanceof CallBaseClass && user.callee === fn ? [user.args[argument.index]!] : [],
  );
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
        // A member of an object that has strings or pointers, too, and is itself no text.
        if (holdsPointer(user.sourceType)) continue;
        if (user.sourceType.kind !== 'struct' && holdsFloat(user.sourceType)) return true;
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
