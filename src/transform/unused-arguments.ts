/**
 * Arguments of generated functions that come to nothing. The forward sweep seldom needs shadows, but it passes them on from call to call,
 * and in a recursion, or along a list, reads them from memory to that end. LLVM does not see that all of that is for nothing; here it
 * is enough to pass poison. What else was computed of them goes away here: a load through poison would trap where nothing optimises.
 */
import { isDerivative } from '../analysis/derivative-names.ts';
import type { Fn, Instruction, Module, Value } from '../ir/index.ts';
import { Argument, CallBase, Fn as FnClass, isInstruction, noAttributes, poison } from '../ir/index.ts';
import { Replacements } from '../passes/debug-values.ts';

export function dropUnusedArguments(module: Module): void {
  const generated = new Set(module.functions.filter((fn) => isDerivative(fn) && hasKnownCallers(fn)));
  const used = new UsedValues(generated);
  for (const fn of generated) {
    const unused = fn.args.filter((arg) => !used.has(arg));
    for (const arg of unused) {
      const i = arg.index;
      arg.attributes = noAttributes;
      for (const call of callsOf(fn)) {
        call.setOperand(i, poison(arg.type));
        // `nonnull` and its kin are no longer true.
        call.argumentAttributes = call.argumentAttributes.map((list, at) => (at === i ? noAttributes : list));
      }
    }
    if (unused.length > 0) removeUnused(fn, used);
  }
}

/** Removes what is computed to no end, after calls have got poison in its place. */
function removeUnused(fn: Fn, used: UsedValues): void {
  const replacements = new Replacements();
  for (const inst of [...fn.instructions()]) {
    if (!used.has(inst) && !hasEffect(inst)) replacements.replace(inst, poison(inst.type));
  }
  replacements.updateDebugValues(fn);
}

/** Whether the function is only ever called, by this module, with the arguments it declares. */
function hasKnownCallers(fn: Fn): boolean {
  if (fn.isDeclaration || fn.linkage !== 'internal') return false;
  return [...fn.uses()].every(({ user, index }) => {
    return (
      user instanceof CallBase && index === user.operandCount - 1 && user.argumentCount === fn.args.length
    );
  });
}

const callsOf = (fn: Fn): CallBase[] => [...fn.users()].filter((user) => user instanceof CallBase);

/** What is computed in some functions to an end: all but what is only passed on to arguments that are not used themselves. */
class UsedValues {
  readonly #generated: ReadonlySet<Fn>;
  readonly #used = new Set<Value>();
  readonly #work: Value[] = [];

  constructor(generated: ReadonlySet<Fn>) {
    this.#generated = generated;
    for (const fn of generated) {
      for (const inst of fn.instructions()) if (hasEffect(inst)) this.#addOperands(inst);
    }
    for (let value = this.#work.pop(); value; value = this.#work.pop()) {
      if (isInstruction(value)) this.#addOperands(value);
      else if (value instanceof Argument) this.#addPassed(value);
    }
  }

  has(value: Value): boolean {
    return this.#used.has(value);
  }

  #add(value: Value): void {
    if (this.#used.has(value) || !(isInstruction(value) || value instanceof Argument)) return;
    this.#used.add(value);
    this.#work.push(value);
  }

  #addOperands(inst: Instruction): void {
    const callee = inst instanceof CallBase ? inst.callee : undefined;
    const isOwn = callee instanceof FnClass && this.#generated.has(callee);
    inst.operands.forEach((operand, i) => {
      if (!isOwn || i >= callee.args.length || this.#used.has(callee.args[i]!)) this.#add(operand);
    });
  }

  #addPassed(argument: Argument): void {
    const fn = argument.parent;
    if (!fn || !this.#generated.has(fn)) return;
    for (const call of callsOf(fn)) {
      const caller = call.parent?.parent;
      if (caller && this.#generated.has(caller)) this.#add(call.operand(argument.index));
    }
  }
}

/** Whether an instruction does more than compute its result. */
function hasEffect(inst: Instruction): boolean {
  switch (inst.opcode) {
    case 'load':
      return inst.volatile || inst.ordering !== undefined;
    case 'store':
    case 'atomicrmw':
    case 'cmpxchg':
    case 'fence':
    case 'va_arg':
      return true;
    default:
      return inst.isTerminator || inst instanceof CallBase || inst.opcode.endsWith('pad');
  }
}
