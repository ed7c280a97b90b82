/**
 * Optimisers copy the word of a union as whatever suits them: as a double, an integer or a pointer, or several words as a vector; and two pointers
 * of 32 bits as one integer. Where a
 * word may hold a number or an address, such a pair of a load and a store becomes the copy of memory that it is: directly, or to a variable and
 * from there, where something else may be written between the two (a swap).
 */
import { rememberCopied } from '../analysis/types/copied-words.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import type { Fn, Instruction, LoadInst, StoreInst, Value } from '../ir/index.ts';
import {
  arrayType,
  constantBool,
  constantInt,
  doubleType,
  functionType,
  i1,
  i64,
  i8,
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
    if (!isPlain(load) || !isPlain(store)) continue;
    // A tag is the program's word, and a member of a class of the library what it is: what is copied is of this kind.
    if (size === 8 && (types.isKnownItself(load) || types.isKnownItself(store))) continue;
    if (isNumber(load, size, types)) continue;
    const words =
      types.unionAt(store.pointer, size) ?? (isPairOfPointers(load, store, types) ? [] : undefined);
    if (words) copies.push({ load, store, size, words });
  }
  const kept = new Map<LoadInst, Value>();
  for (const copy of copies) replaceByCopy(fn, copy, kept);
  return copies.length > 0;
}

/** Two pointers of 32 bits that are copied as one integer: what the optimiser makes of the copy of an array. */
function isPairOfPointers(load: LoadInst, store: StoreInst, types: TypeInfo): boolean {
  if (load.type !== i64 || load.parent!.parent!.parent!.dataLayout.pointerBits() !== 32) return false;
  return [load.pointer, store.pointer].some((pointer) => {
    const { fields, unknown } = types.ownMemoryAt(pointer, 8);
    return unknown.length === 0 && fields.some(({ scalar }) => scalar.kind === 'pointer');
  });
}

/** Whether a double comes from memory of nothing but doubles. */
function isNumber(load: LoadInst, size: number, types: TypeInfo): boolean {
  if (load.type !== doubleType || types.unionAt(load.pointer, size)) return false;
  const { fields, unknown } = types.ownMemoryAt(load.pointer, size);
  return unknown.length === 0 && fields.every(({ scalar }) => scalar.kind === 'float');
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

/** `kept`: variables that hold what was loaded, where the memory that it came from may have been written to since. */
function replaceByCopy(fn: Fn, copy: Copy, kept: Map<LoadInst, Value>): void {
  const { load, store, size } = copy;
  let from = load.pointer;
  if (!nothingWrites(load, store)) {
    const known = kept.get(load);
    from = known ?? variable(fn, size, load.name);
    if (!known) emitCopy(load, from, load.pointer, copy);
    kept.set(load, from);
  }
  emitCopy(store, store.pointer, from, copy);
  store.erase();
  if (load.uses().next().done) load.erase();
}

function variable(fn: Fn, size: number, name: string | undefined): Value {
  const made = new IRBuilder(fn.entry, fn.entry.first).alloca(arrayType(i8, size), name);
  made.align = 8;
  return made;
}

function emitCopy(at: LoadInst | StoreInst, to: Value, from: Value, { size, words }: Copy): void {
  const module = at.parent!.parent!.parent!;
  const index = module.dataLayout.indexType();
  const type = functionType(voidType, [ptr, ptr, index, i1]);
  const copy = module.getOrDeclare(`llvm.memcpy.p0.p0.${index}`, type);
  const b = new IRBuilder(at.parent!, at);
  b.debugLocation = at.getMetadata('dbg');
  const call = b.call(copy, [to, from, constantInt(index, size), constantBool(false)]);
  rememberCopied(call, words);
}
