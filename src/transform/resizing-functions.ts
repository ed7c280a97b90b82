import { Argument, CallBase, Fn as FnClass, isInstruction } from '../ir/index.ts';
import type { Fn, Instruction, StoreInst, Value } from '../ir/index.ts';
import { calleeRule } from './callee-rule.ts';

/** Larger functions do more than to resize. */
const mostInstructions = 400;
/** Most values that a pointer is traced back through. */
const mostSteps = 200;

/**
 * Functions that resize memory which they are given, of elements of any type: a wrapper of `realloc`, the growing of Rust's vectors,
 * and what passes on what it is given to such a function. What they move, their callers alone know.
 */
export class ResizingFunctions {
  readonly #known = new Map<Fn, boolean>();

  has(fn: Fn): boolean {
    let known = this.#known.get(fn);
    if (known === undefined) {
      // One that calls itself is none: copies would not end.
      this.#known.set(fn, false);
      this.#known.set(fn, (known = this.#find(fn)));
    }
    return known;
  }

  #find(fn: Fn): boolean {
    if (fn.isDeclaration || (fn.linkage !== 'internal' && fn.linkage !== 'private')) return false;
    let count = 0;
    let resizes = false;
    for (const inst of fn.instructions()) {
      if (++count > mostInstructions) return false;
      if (!(inst instanceof CallBase)) continue;
      if (inst.callee === fn) return false;
      resizes ||= this.#resizes(inst) && inst.args.some(comesFromParameter);
    }
    return resizes;
  }

  #resizes(call: CallBase & Instruction): boolean {
    if (calleeRule(call)?.kind === 'reallocation') return true;
    return call.callee instanceof FnClass && this.has(call.callee);
  }
}

function storedIn(variable: Value): Value[] {
  const stores = [...variable.users()].filter((user) => isInstruction(user) && user.opcode === 'store');
  return stores.flatMap((store) => (store as StoreInst).value).filter((v) => v.type.kind === 'pointer');
}

/** Whether a pointer is a parameter, or read from memory behind one. */
function comesFromParameter(pointer: Value): boolean {
  if (pointer.type.kind !== 'pointer') return false;
  const seen = new Set<Value>([pointer]);
  for (const value of seen) {
    if (value instanceof Argument) return true;
    if (!isInstruction(value) || seen.size > mostSteps) continue;
    for (const operand of value.operands) if (operand.type.kind === 'pointer') seen.add(operand);
    // Without optimisation, parameters are kept in variables.
    if (value.opcode === 'alloca') for (const stored of storedIn(value)) seen.add(stored);
  }
  return false;
}
