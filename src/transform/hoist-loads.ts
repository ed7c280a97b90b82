/**
 * Moves loads out of loops that do not write what they read: optimisers leave them where they cannot tell the rows of a matrix
 * apart. In the reverse sweep, the adjoint of such a load is a sum over the loop's iterations; as a value it is added up in a register,
 * and written to memory once.
 */
import { computeDominators } from '../analysis/dominators.ts';
import { isInvariant } from '../analysis/induction.ts';
import type { Loop } from '../analysis/loops.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { Access, AliasInfo } from '../analysis/memory/index.ts';
import { memoryEffect } from '../analysis/memory/index.ts';
import type { PlacedAccess } from '../analysis/range/index.ts';
import { Separation } from '../analysis/range/index.ts';
import type { Instruction, LoadInst, StoreInst, Type } from '../ir/index.ts';
import { CallBase, Fn } from '../ir/index.ts';

/** Loops with more stores than this are left as they are. */
const maxStores = 16;

export function hoistLoads(fn: Fn, aliases: AliasInfo): void {
  const { all } = computeLoops(fn, computeDominators(fn));
  if (all.length === 0) return;
  const hoister = new LoadHoister(new Separation(fn, aliases.layout), aliases);
  // What has left an inner loop may leave the one around it too.
  for (const loop of [...all].reverse()) hoister.run(loop);
}

class LoadHoister {
  readonly #separation: Separation;
  readonly #aliases: AliasInfo;

  constructor(separation: Separation, aliases: AliasInfo) {
    this.#separation = separation;
    this.#aliases = aliases;
  }

  run(loop: Loop): void {
    if (!loop.preheader) return;
    const loads = this.#candidatesIn(loop);
    const stores = loads.length > 0 ? this.#storesIn(loop) : undefined;
    if (!stores) return;
    for (const load of loads) {
      if (stores.every((store) => this.#isApart(loop, load, store))) hoist(load, loop);
    }
  }

  /** The loads at fixed addresses that are executed whenever the loop is entered. */
  #candidatesIn(loop: Loop): LoadInst[] {
    const loads: LoadInst[] = [];
    for (const inst of loop.header) {
      // It may not return.
      if (inst instanceof CallBase && !this.#isHarmless(inst)) break;
      if (inst.opcode !== 'load' || inst.volatile || inst.ordering !== undefined || isScalable(inst.type))
        continue;
      if (isInvariant(inst.pointer, loop)) loads.push(inst);
    }
    return loads;
  }

  /** Undefined if anything else may write. */
  #storesIn(loop: Loop): StoreInst[] | undefined {
    const stores: StoreInst[] = [];
    for (const block of loop.blocks) {
      for (const inst of block) {
        if (inst.opcode === 'store' && inst.ordering === undefined && !isScalable(inst.value.type))
          stores.push(inst);
        else if (inst instanceof CallBase ? !this.#isHarmless(inst) : this.#writes(inst)) return undefined;
        if (stores.length > maxStores) return undefined;
      }
    }
    return stores;
  }

  /** A function of the library that writes no memory. What one with a body does may depend on calls through pointers in it. */
  #isHarmless(call: CallBase & Instruction): boolean {
    const { callee } = call;
    return callee instanceof Fn && callee.isDeclaration && !this.#writes(call);
  }

  #writes(inst: Instruction): boolean {
    return memoryEffect(inst, this.#aliases).writes.length > 0;
  }

  #isApart(loop: Loop, load: LoadInst, store: StoreInst): boolean {
    const [read, write] = [this.#placed(load, load.type), this.#placed(store, store.value.type)];
    if (!this.#aliases.mayAlias(accessOf(read, load), accessOf(write, store))) return true;
    return this.#separation.isUntouchedIn(loop, read, write);
  }

  #placed(inst: LoadInst | StoreInst, type: Type): PlacedAccess {
    return { inst, pointer: inst.pointer, size: this.#aliases.layout.storeSize(type) };
  }
}

/** Of how many bytes it is, only the processor knows. */
const isScalable = (type: Type): boolean => type.kind === 'vector' && type.scalable;

function accessOf({ pointer, size }: PlacedAccess, inst: Instruction): Access {
  return { pointer, size, tbaa: inst.getMetadata('tbaa') };
}

function hoist(load: LoadInst, loop: Loop): void {
  const { next, debugRecords } = load;
  if (next && debugRecords) next.debugRecords = [...debugRecords, ...(next.debugRecords ?? [])];
  load.debugRecords = undefined;
  load.remove();
  // What these promise may hold for one iteration only.
  for (const name of ['alias.scope', 'noalias']) load.setMetadata(name, undefined);
  const preheader = loop.preheader!;
  preheader.insertBefore(load, preheader.terminator ?? null);
}
