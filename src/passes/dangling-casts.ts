import { isDanglingAddress } from '../analysis/memory/index.ts';
import type { Module, Value } from '../ir/index.ts';
import {
  Argument,
  CallBase,
  ConstantInt,
  GetElementPtrInst,
  constantNull,
  i8,
  isInstruction,
  ptr,
} from '../ir/index.ts';
import { Replacements } from './debug-values.ts';

/** More integers than this are not looked through for one cast. */
const mostSources = 100;

/**
 * Pointers made of integers that are constants in the end, each of them the address of no data, become null plus the
 * integer: the same address, and visibly a pointer into no object. The integer is merged from constants, or a parameter of a local
 * function that all calls pass constants for (the alignment that Rust's library makes its empty vectors point to).
 */
export function replaceDanglingCasts(module: Module): boolean {
  let changed = false;
  for (const fn of module.functions) {
    const replacements = new Replacements();
    for (const inst of [...fn.instructions()]) {
      if (inst.opcode !== 'inttoptr' || inst.type !== ptr) continue;
      const number = inst.operand(0);
      if (number instanceof ConstantInt || !isAlwaysDangling(number, module)) continue;
      const made = new GetElementPtrInst(i8, constantNull(ptr), [number]);
      const location = inst.getMetadata('dbg');
      if (location) made.setMetadata('dbg', location);
      inst.parent!.insertBefore(made, inst);
      replacements.replace(inst, made);
      changed = true;
    }
    replacements.updateDebugValues(fn);
  }
  return changed;
}

function isAlwaysDangling(number: Value, module: Module): boolean {
  const sources = new Set<Value>([number]);
  for (const source of sources) {
    if (sources.size > mostSources) return false;
    if (source instanceof ConstantInt) {
      if (!isDanglingAddress(source.unsigned, module.dataLayout)) return false;
      continue;
    }
    const more = sourcesOf(source);
    if (!more) return false;
    for (const value of more) sources.add(value);
  }
  return true;
}

/** What a value is one of; undefined when it may be something else. */
function sourcesOf(value: Value): readonly Value[] | undefined {
  if (value instanceof Argument) return passedFor(value);
  if (!isInstruction(value)) return undefined;
  switch (value.opcode) {
    case 'phi':
      return [...value.incoming()].map(([incoming]) => incoming);
    case 'select':
      return [value.ifTrue, value.ifFalse];
    case 'freeze':
      return [value.operand(0)];
    default:
      return undefined;
  }
}

/** What all calls pass for a parameter; undefined when there may be calls that are not seen. */
function passedFor(parameter: Argument): readonly Value[] | undefined {
  const fn = parameter.parent!;
  if (fn.linkage !== 'internal' && fn.linkage !== 'private') return undefined;
  const passed: Value[] = [];
  for (const { user } of fn.uses()) {
    if (!(user instanceof CallBase) || user.callee !== fn || user.args.includes(fn)) return undefined;
    const arg = user.args[parameter.index];
    if (!arg) return undefined;
    passed.push(arg);
  }
  return passed;
}
