/**
 * Makes a copy of memory again of what an optimiser has made of one in a few bytes: a load and a store of an integer, in the functions of the
 * C++ library that move characters. It is text, or the bytes of numbers, but no integer that something is computed with.
 */
import { movesText } from '../analysis/text-copies.ts';
import type { Instruction, LoadInst, Module, StoreInst, Value } from '../ir/index.ts';
import { IRBuilder, constantBool, constantInt, functionType, i1, isInstruction, isInteger, ptr, voidType } from '../ir/index.ts'; // prettier-ignore
import { eraseInstruction } from './debug-values.ts';
import { isRemovableIfUnused } from './effects.ts';

export function restoreTextCopies(module: Module): void {
  for (const fn of module.functions) {
    for (const block of fn.blocks) {
      for (const inst of [...block]) {
        const load = inst.opcode === 'store' ? copiedBy(inst) : undefined;
        if (load) restore(module, load, inst as StoreInst);
      }
    }
  }
}

/** The load of what a store writes, if the two are all that there is, and nothing is written between them. */
function copiedBy(store: StoreInst): LoadInst | undefined {
  const { value } = store;
  if (!isInstruction(value) || value.opcode !== 'load' || value.parent !== store.parent) return undefined;
  if (!isInteger(value.type) || value.type.bits % 8 !== 0 || [...value.uses()].length !== 1) return undefined;
  const isPlain = [value, store].every((i) => i.ordering === undefined && !i.volatile && movesText(i));
  if (!isPlain) return undefined;
  for (let at: Instruction | null = value.next; at !== store; at = at.next) {
    if (!at || !isRemovableIfUnused(at)) return undefined;
  }
  return value;
}

function restore(module: Module, load: LoadInst, store: StoreInst): void {
  const index = module.dataLayout.indexType();
  const move = module.getOrDeclare(
    `llvm.memmove.p0.p0.${index}`,
    functionType(voidType, [ptr, ptr, index, i1]),
  );
  const size = constantInt(index, module.dataLayout.storeSize(load.type));
  const b = new IRBuilder(store.parent!, store);
  const args: Value[] = [store.pointer, load.pointer, size, constantBool(false)];
  b.call(move, args).setMetadata('dbg', store.getMetadata('dbg'));
  eraseInstruction(store);
  eraseInstruction(load);
}
