/**
 * Optimisers copy the word of a union as whatever suits them: as a double, an integer or a pointer, or several words as a vector. Where a
 * word may hold a number or an address, such a pair of a load and a store becomes the copy of memory that it is.
 */
import { rememberCopied } from '../analysis/types/copied-words.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import type { Fn, Instruction, LoadInst, StoreInst, Value } from '../ir/index.ts';
import {
  constantBool,
  constantInt,
  functionType,
  i1,
  IRBuilder,
  isInstruction,
  ptr,
  voidType,
} from '../ir/index.ts';

interface Copy {
  readonly load: LoadInst;
  readonly store: StoreInst;
  readonly size: number;
  readonly words: Parameters<typeof rememberCopied>[1];
}

/** Returns whether anything changed. */
export function copyUnions(fn: Fn, types: TypeInfo): boolean {
  const { dataLayout } = fn.parent!;
  const copies: Copy[] = [];
  for (const store of fn.instructions()) {
    if (store.opcode !== 'store') continue;
    const load = store.value;
    const size = dataLayout.storeSize(load.type);
    if (size < 8 || size % 8 !== 0 || !isInstruction(load) || load.opcode !== 'load') continue;
    if (!isPlain(load) || !isPlain(store) || !nothingWrites(load, store)) continue;
    // A tag is the program's word: what is copied is of this kind.
    if (size === 8 && (types.isTagged(load) || types.isTagged(store))) continue;
    const words = types.unionAt(store.pointer, size);
    if (words) copies.push({ load, store, size, words });
  }
  for (const copy of copies) replaceByCopy(fn, copy);
  return copies.length > 0;
}

/** Whether a value that is stored may be the word of a union that was read elsewhere. */
export function mayComeFromUnion(value: Value, types: TypeInfo): true | undefined {
  const seen = new Set<Value>([value]);
  for (const at of seen) {
    if (!isInstruction(at)) continue;
    if (at.opcode === 'phi') for (const [source] of at.incoming()) seen.add(source);
    else if (at.opcode === 'select') seen.add(at.ifTrue).add(at.ifFalse);
    else if (at.opcode === 'freeze' || at.opcode === 'bitcast') seen.add(at.operand(0));
    else if (at.opcode === 'load' && types.unionAt(at.pointer, 8)) return true;
  }
  return undefined;
}

const isPlain = (access: LoadInst | StoreInst): boolean => !access.volatile && access.ordering === undefined;

function nothingWrites(load: LoadInst, store: StoreInst): boolean {
  if (load.parent !== store.parent) return false;
  for (let at = load.next; at && at !== store; at = at.next) if (mayWrite(at)) return false;
  return true;
}

function mayWrite(inst: Instruction): boolean {
  if (inst.opcode === 'call') return !/^llvm\.(?:dbg|lifetime|fmuladd|fabs)\./.test(inst.callee.name ?? '');
  return /^(?:store|invoke|callbr|atomicrmw|cmpxchg|fence|va_arg)$/.test(inst.opcode);
}

function replaceByCopy(fn: Fn, { load, store, size, words }: Copy): void {
  const module = fn.parent!;
  const index = module.dataLayout.indexType();
  const type = functionType(voidType, [ptr, ptr, index, i1]);
  const copy = module.getOrDeclare(`llvm.memcpy.p0.p0.${index}`, type);
  const b = new IRBuilder(store.parent!, store);
  b.debugLocation = store.getMetadata('dbg');
  const call = b.call(copy, [store.pointer, load.pointer, constantInt(index, size), constantBool(false)]);
  rememberCopied(call, words);
  store.erase();
  if (load.uses().next().done) load.erase();
}
