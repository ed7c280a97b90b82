/**
 * The arena that holds the tape: one contiguous region of memory that grows by doubling and is kept from call to call.
 * Its state is three internal variables and one function, emitted into the module on first use:
 *
 *   base      where the region starts (moves when it grows)
 *   capacity  its size in bytes
 *   top       bytes in use; everything on the tape is addressed as base + offset
 */
import type { Fn, IntegerType, IRBuilder, Module, Value } from '../ir/index.ts';
import {
  BasicBlock as Block,
  Fn as FnClass,
  GlobalVariable,
  IRBuilder as Builder,
  constantInt,
  constantNull,
  functionType,
  ptr,
  voidType,
  zeroOf,
} from '../ir/index.ts';
import { libraryFunction } from './library-function.ts';
import { emitStop } from './runtime-stop.ts';

const prefix = '__fluxion_tape_';
/** The first capacity in bytes: small enough for a program that tapes little, one doubling short of a page table's worth. */
const firstCapacity = 1 << 16;

export interface Arena {
  readonly base: GlobalVariable;
  readonly capacity: GlobalVariable;
  readonly top: GlobalVariable;
  /** `void grow(size needed)`: makes the capacity at least `needed` bytes, or stops with a message when memory is out. */
  readonly grow: Fn;
  /** The integer type of offsets. */
  readonly offsetType: IntegerType;
}

/** The arena of a module, made on first use. */
export function getArena(module: Module): Arena {
  const offsetType = module.dataLayout.indexType();
  const base = arenaVariable(module, 'base', ptr);
  const capacity = arenaVariable(module, 'capacity', offsetType);
  const top = arenaVariable(module, 'top', offsetType);
  const arena = { base, capacity, top, offsetType };
  const grow = module.getFunction(`${prefix}grow`) ?? emitGrow(module, arena);
  return { ...arena, grow };
}

function arenaVariable(module: Module, name: string, type: typeof ptr | IntegerType): GlobalVariable {
  const known = module.getGlobal(prefix + name);
  if (known) return known;
  const variable = new GlobalVariable(prefix + name, type, zeroOf(type));
  variable.linkage = 'internal';
  // One tape per thread; WebAssembly without threads has no thread-local storage to speak of.
  if (!module.targetTriple?.startsWith('wasm')) variable.threadLocal = '';
  return module.add(variable);
}

function emitGrow(module: Module, arena: Omit<Arena, 'grow'>): Fn {
  const { offsetType } = arena;
  const fn = module.add(new FnClass(`${prefix}grow`, functionType(voidType, [offsetType]), ['needed']));
  fn.linkage = 'internal';
  fn.attributes = [
    { kind: 'enum', name: 'noinline' },
    { kind: 'enum', name: 'cold' },
  ];
  const [entry, again, failed, grown] = ['entry', 'again', 'failed', 'grown'].map((n) =>
    fn.appendBlock(new Block(n)),
  );
  const needed = fn.args[0]!;
  const b = new Builder(entry);
  const doubled = b.add(b.load(offsetType, arena.capacity), b.load(offsetType, arena.capacity));
  const atLeast = maximum(b, doubled, constantInt(offsetType, firstCapacity));
  const generous = maximum(b, atLeast, needed);
  const realloc = libraryFunction(module, 'realloc', functionType(ptr, [ptr, offsetType]));
  const attempts = [generous, needed].map((bytes, i) => {
    const region = b.call(realloc, [b.load(ptr, arena.base), bytes], 'region');
    const next = [again, failed][i]!;
    b.condBr(b.icmp('eq', region, constantNull(ptr)), next, grown!);
    b.positionAt(next);
    return region;
  });
  emitStop(b, 'tape out of memory: %zu bytes are needed', needed);
  b.positionAt(grown!);
  const region = b.phi(ptr);
  const size = b.phi(offsetType);
  attempts.forEach((attempt, i) => {
    region.addIncoming(attempt, attempt.parent!);
    size.addIncoming([generous, needed][i]!, attempt.parent!);
  });
  b.store(region, arena.base);
  b.store(size, arena.capacity);
  b.ret();
  return fn;
}

function maximum(b: IRBuilder, left: Value, right: Value): Value {
  return b.select(b.icmp('ugt', left, right), left, right);
}

/** How much of the arena is in use; undefined when the module has none. */
export function readTop(b: IRBuilder, module: Module): Value | undefined {
  const top = module.getGlobal(`${prefix}top`);
  return top && b.load(top.valueType, top);
}

/** Gives back what is above the top that was read before. */
export function writeTop(b: IRBuilder, module: Module, top: Value): void {
  b.store(top, module.getGlobal(`${prefix}top`)!);
}
