/**
 * A calling convention may pass a struct of one pointer (a lambda that captures one variable) as an integer, when no registers are left.
 * Functions that do nothing with such a parameter but make a pointer of it, or pass it on to one that does, get a copy with a pointer for a parameter,
 * which the direct calls call.
 */
import type { CallBase, Fn, Instruction, Module, Type, Use } from '../ir/index.ts';
import { CallBase as CallBaseClass, CastInst, IRBuilder, cloneFunction, functionType, integerType, isInstruction, ptr } from '../ir/index.ts'; // prettier-ignore

export function retypePointerParameters(module: Module): void {
  const found = findParameters(module, integerType(module.dataLayout.pointerBits()));
  const copies = new Map<Fn, Fn>();
  for (const [fn, indices] of found) copies.set(fn, copyWithPointers(fn, indices));
  for (const [fn, copy] of copies) {
    for (const user of [...fn.users()]) if (isDirectCall(user, fn)) redirect(user, copy, found.get(fn)!);
  }
}

/** The parameters that become pointers: those that are made pointers, and those that are passed on for such. */
function findParameters(module: Module, integer: Type): Map<Fn, Set<number>> {
  const found = new Map<Fn, Set<number>>();
  const work: Fn[] = module.functions.filter((fn) => !fn.isDeclaration && !fn.valueType.variadic);
  for (let fn = work.pop(); fn; fn = work.pop()) {
    const before = found.get(fn)?.size ?? 0;
    const indices = found.get(fn) ?? new Set<number>();
    for (const [i, arg] of fn.args.entries()) {
      if (arg.type !== integer) continue;
      const uses = [...arg.uses()];
      const isItself = ({ user, index }: Use): boolean => index === i && isDirectCall(user, fn!);
      const isPointer = ({ user, index }: Use): boolean =>
        isInstruction(user) &&
        (user.opcode === 'inttoptr'
          ? user.type === ptr
          : user instanceof CallBaseClass && found.get(user.callee as Fn)?.has(index) === true);
      if (uses.some(isPointer) && uses.every((use) => isPointer(use) || isItself(use))) indices.add(i);
    }
    if (indices.size === before) continue;
    found.set(fn, indices);
    for (const user of fn.users()) if (isDirectCall(user, fn)) work.push(user.parent!.parent!);
  }
  return found;
}

function isDirectCall(user: unknown, fn: Fn): user is CallBase & Instruction {
  return user instanceof CallBaseClass && user.callee === fn && user.functionType === fn.valueType;
}

function copyWithPointers(fn: Fn, indices: ReadonlySet<number>): Fn {
  const { returnType, valueType } = fn;
  const parameters = valueType.parameters.map((type, i) => (indices.has(i) ? ptr : type));
  const { fn: copy } = cloneFunction(
    fn,
    `${fn.name ?? ''}.with.pointers`,
    functionType(returnType, parameters),
  );
  const entry = copy.blocks[0]!;
  const b = new IRBuilder(entry, entry.firstNonPhi);
  for (const index of indices) {
    const arg = copy.args[index]!;
    const uses = [...arg.uses()];
    const integer = b.cast('ptrtoint', arg, valueType.parameters[index]!);
    for (const use of uses) {
      const { user } = use;
      if (isInstruction(user) && user.opcode === 'inttoptr') user.replaceAllUsesWith(arg);
      use.set(integer);
    }
  }
  return copy;
}

function redirect(call: CallBase & Instruction, copy: Fn, indices: ReadonlySet<number>): void {
  const b = new IRBuilder(call.parent!, call);
  b.debugLocation = call.getMetadata('dbg');
  for (const index of indices) {
    const passed = call.args[index]!;
    const isBits =
      passed instanceof CastInst && passed.opcode === 'ptrtoint' && passed.operand(0).type === ptr;
    call.setOperand(index, isBits ? passed.operand(0) : b.cast('inttoptr', passed, ptr));
  }
  call.redirect(copy, copy.valueType);
}
