import type { CallBase, Fn, Instruction } from '../../ir/index.ts';
import { CallBase as Call } from '../../ir/index.ts';
import type { NumberedCfg } from '../cfg.ts';
import { numberBlocks, stronglyConnectedComponents } from '../cfg.ts';
import type { Access } from './access.ts';
import type { AliasInfo } from './alias-query.ts';
import type { BitSet, SparseMask } from './bit-set.ts';
import { makeBitSet, setBit, unite } from './bit-set.ts';
import { calledFunction } from './call-model.ts';
import { memoryEffect } from './effects.ts';
import { libraryMemory } from './library.ts';
import { WriteClasses } from './write-class.ts';

/** Words that the sets of all components may take before places are no longer told apart. */
const maxWords = 1 << 24;

/** What an instruction does, as far as later overwriting is concerned. */
export interface MemoryEvent {
  readonly inst: Instruction;
  readonly reads: readonly Access[];
  readonly classes: readonly number[];
}

/** Is given the classes that may be written from an instruction on. The sets are only valid during the visit. */
export interface LaterVisitor {
  /** Without the instruction's own writes, unless it may be executed again. */
  after?(event: MemoryEvent, classes: BitSet): void;
  /** With its own writes. */
  from?(event: MemoryEvent, classes: BitSet): void;
}

export type CountsAsWrite = (call: CallBase) => boolean;

/**
 * The writes that control may meet after each point of a function: the components of the control flow graph are taken
 * last first; within a loop everything comes after everything.
 */
export class LaterWrites {
  readonly classes: WriteClasses;
  readonly #cfg: NumberedCfg;
  readonly #events: (readonly MemoryEvent[])[];
  readonly #components: readonly (readonly number[])[];
  #writers: Map<number, Instruction[]> | undefined;

  /** `freeCounts` says of the frees in the function itself whether they count as writes. */
  constructor(fn: Fn, alias: AliasInfo, freeCounts: CountsAsWrite) {
    this.#cfg = numberBlocks(fn);
    const numbers = this.#cfg.blocks.map((_, i) => i);
    this.#components = stronglyConnectedComponents(numbers, this.#cfg.successors, () => true);
    const effects = this.#cfg.blocks.map((block) =>
      [...block].map((inst) => ({ inst, effect: memoryEffect(inst, alias) })),
    );
    const writers = effects.reduce((n, list) => n + list.filter((e) => e.effect.writes.length).length, 0);
    this.classes = new WriteClasses(alias, (writers / 16) * this.#components.length < maxWords);
    this.#events = effects.map((list) =>
      list
        .filter(
          ({ inst, effect }) => inst instanceof Call || effect.reads.length > 0 || effect.writes.length > 0,
        )
        .map(({ inst, effect }) => ({
          inst,
          reads: effect.reads,
          classes: countedWrites(inst, effect.writes, freeCounts).flatMap((w) => this.classes.classesOf(w)),
        })),
    );
  }

  /** Visits each call and each instruction that accesses memory. */
  visit(visitor: LaterVisitor): void {
    const componentOf = new Int32Array(this.#cfg.blocks.length);
    const sets: BitSet[] = [];
    for (const [number, component] of this.#components.entries()) {
      for (const block of component) componentOf[block] = number;
      const set = makeBitSet(this.classes.count);
      for (const block of component) {
        for (const next of this.#cfg.successors[block]!) {
          if (componentOf[next] !== number) unite(set, sets[componentOf[next]!]!);
        }
      }
      sets.push(set);
      if (this.#isCyclic(component)) this.#visitLoop(component, set, visitor);
      else this.#visitBlock(this.#events[component[0]!]!, set, visitor);
    }
  }

  #isCyclic(component: readonly number[]): boolean {
    return component.length > 1 || this.#cfg.successors[component[0]!]!.includes(component[0]!);
  }

  #visitLoop(component: readonly number[], set: BitSet, visitor: LaterVisitor): void {
    const events = component.flatMap((block) => this.#events[block]!);
    for (const event of events) for (const bit of event.classes) setBit(set, bit);
    for (const event of events) {
      visitor.after?.(event, set);
      visitor.from?.(event, set);
    }
  }

  #visitBlock(events: readonly MemoryEvent[], set: BitSet, visitor: LaterVisitor): void {
    for (let i = events.length - 1; i >= 0; i--) {
      const event = events[i]!;
      visitor.after?.(event, set);
      for (const bit of event.classes) setBit(set, bit);
      visitor.from?.(event, set);
    }
  }

  /** All instructions that write the classes which a set and a mask have in common; undefined if there are more than `most`. */
  writersOf(masks: readonly SparseMask[], set: BitSet, most: number): Set<Instruction> | undefined {
    this.#writers ??= this.#collectWriters();
    const found = new Set<Instruction>();
    for (const mask of masks) {
      for (const bit of mask.common(set)) {
        const writers = this.#writers.get(bit) ?? [];
        if (writers.length > most) return undefined;
        for (const writer of writers) found.add(writer);
        if (found.size > most) return undefined;
      }
    }
    return found;
  }

  #collectWriters(): Map<number, Instruction[]> {
    const writers = new Map<number, Instruction[]>();
    for (const events of this.#events) {
      for (const { inst, classes } of events) {
        for (const bit of new Set(classes)) {
          const list = writers.get(bit);
          if (list) list.push(inst);
          else writers.set(bit, [inst]);
        }
      }
    }
    return writers;
  }

  /**
   * An instruction that is executed at or after this one and writes one of the classes, other than those that are left out; the nearest
   * in a walk by breadth.
   */
  findWriter(
    inst: Instruction,
    masks: readonly SparseMask[],
    isLeftOut: (writer: Instruction) => boolean = () => false,
  ): Instruction | undefined {
    const start = this.#cfg.numberOf.get(inst.parent!);
    if (start === undefined) return undefined;
    const own = this.#events[start]!;
    const at = own.findIndex((e) => e.inst === inst);
    const writes = (e: MemoryEvent): boolean =>
      e.classes.some((bit) => masks.some((m) => m.has(bit))) && !isLeftOut(e.inst);
    const inBlock = own.slice(Math.max(at, 0)).find(writes);
    if (inBlock) return inBlock.inst;
    const seen = new Set<number>();
    const queue = [...this.#cfg.successors[start]!];
    for (const block of queue) {
      if (seen.has(block)) continue;
      seen.add(block);
      const writer = this.#events[block]!.find(writes);
      if (writer) return writer.inst;
      queue.push(...this.#cfg.successors[block]!);
    }
    return undefined;
  }
}

function countedWrites(
  inst: Instruction,
  writes: readonly Access[],
  freeCounts: CountsAsWrite,
): readonly Access[] {
  const freed = writes.some((w) => w.release === 'heap') && inst instanceof Call && isFree(inst);
  return freed && !freeCounts(inst) ? writes.filter((w) => w.release !== 'heap') : writes;
}

/** A call of free or operator delete; realloc is none, since it also moves. */
function isFree(call: CallBase): boolean {
  const callee = calledFunction(call);
  if (!callee) return false;
  const known = libraryMemory(callee, call.functionType);
  return known?.frees !== undefined && !known.copies;
}
