/**
 * `void __fluxion_release_memory(void)`: gives back what gradients keep from call to call, for the calling thread: the tape,
 * and the tables of `deferred-release.ts`. A program declares it, and every module that calls it gets a definition of its own.
 * Within a gradient it does nothing.
 */
import type { Module, Type } from '../ir/index.ts';
import { BasicBlock, Fn, IRBuilder, constantNull, functionType, ptr, voidType, zeroOf } from '../ir/index.ts';
import { libraryFunction } from './library-function.ts';
import { releaseTables } from './deferred-release.ts';

const entryPoint = '__fluxion_release_memory';

/** A region of memory that is kept: the variables that say where it is and how large, and whether it is in use. */
export interface KeptMemory {
  readonly base: string;
  readonly sizes: readonly string[];
  /** Zero when no gradient is running. */
  readonly inUse: string;
}

const tape: KeptMemory = {
  base: '__fluxion_tape_base',
  sizes: ['__fluxion_tape_capacity'],
  inUse: '__fluxion_tape_top',
};

/** Gives the entry point its body, if the program declares it. To be done when all derivatives are there. */
export function defineMemoryRelease(module: Module): void {
  // C++ mangles the name.
  const declared = module.functions.filter((fn) => fn.isDeclaration && fn.name?.includes(entryPoint));
  for (const fn of declared) {
    if (fn.returnType !== voidType || fn.args.length > 0) continue;
    fn.linkage = 'internal';
    fn.preemption = undefined;
    // Debug information describes a declaration.
    fn.metadata = [];
    const end = emitReleases(module, fn);
    new IRBuilder(end).ret();
  }
}

function emitReleases(module: Module, fn: Fn): BasicBlock {
  let at = fn.appendBlock(new BasicBlock('entry'));
  for (const kept of [tape, ...releaseTables]) {
    const base = module.getGlobal(kept.base);
    if (!base) continue;
    const [release, next] = ['release', 'next'].map((n) => fn.appendBlock(new BasicBlock(n))) as [
      BasicBlock,
      BasicBlock,
    ];
    const b = new IRBuilder(at);
    const inUse = module.getGlobal(kept.inUse)!;
    const size: Type = inUse.valueType;
    b.condBr(b.icmp('eq', b.load(size, inUse), zeroOf(size)), release, next);
    b.positionAt(release);
    b.call(libraryFunction(module, 'free', functionType(voidType, [ptr])), [b.load(ptr, base)]);
    b.store(constantNull(ptr), base);
    for (const name of kept.sizes) b.store(zeroOf(size), module.getGlobal(name)!);
    b.br(next);
    at = next;
  }
  return at;
}
