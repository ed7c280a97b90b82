/**
 * Loads of arrays that one loop filled and another loop reads. Where iteration k of the second loop reads what iteration k
 * of the first one stored, and nothing writes the array in between, the value can be computed again from what the store
 * was given, even though the array itself will have been overwritten by the time of the reverse sweep:
 *
 *     for (i = 0; i < n; i++) t[i] = a[i] - b[i];
 *     for (i = 0; i < n; i++) s += t[i] * t[i];        // t[i] is a[i] - b[i]
 *
 * The array dataflow question ("which write does this read see") in its simplest form, after P. Feautrier, "Dataflow
 * analysis of array and scalar references", International Journal of Parallel Programming 20 (1991).
 */
import type { Dominators } from '../analysis/dominators.ts';
import type { AffineInduction } from '../analysis/induction.ts';
import { computeInductions } from '../analysis/induction.ts';
import { LinearForms } from '../analysis/linear-form.ts';
import type { Loop, Loops } from '../analysis/loops.ts';
import type { Access, AliasInfo } from '../analysis/memory/index.ts';
import { memoryEffect, wholeObjects } from '../analysis/memory/index.ts';
import type { TripCount } from '../analysis/trip-count.ts';
import { computeTripCount } from '../analysis/trip-count.ts';
import type { BasicBlock, Fn, Instruction, LoadInst, StoreInst, Value } from '../ir/index.ts';
import { ConstantInt, isInstruction } from '../ir/index.ts';
import { copyOperation } from './recompute.ts';

export interface ForwardedLoadsInput {
  readonly fn: Fn;
  readonly dominators: Dominators;
  readonly loops: Loops;
  readonly aliases: AliasInfo;
  /** Whether the instruction may be executed again in the reverse sweep, with the same operands. */
  isRecomputable(inst: Instruction): boolean;
}

/** The most instructions that are copied for one load: more would cost more than reading the tape. */
const maxCopies = 12;
/** The most blocks between store and load that are looked at. */
const maxBlocks = 64;

export class ForwardedLoads {
  readonly #in: ForwardedLoadsInput;
  readonly #forms: LinearForms;
  readonly #values = new Map<LoadInst, Value | undefined>();
  readonly #copies = new Map<LoadInst, Instruction[]>();
  /** For each copy the instruction of the primal that it repeats. */
  readonly originals = new Map<Instruction, Instruction>();
  #streams: Map<Value, Stream[]> | undefined;

  constructor(input: ForwardedLoadsInput) {
    this.#in = input;
    this.#forms = new LinearForms(input.aliases.layout, (v) => isInstruction(v) && v.opcode === 'phi');
  }

  /** What the load reads, computed right before it from what was stored; undefined when that is not known. */
  valueOf(load: Instruction): Value | undefined {
    if (load.opcode !== 'load' || load.volatile || load.ordering !== undefined) return undefined;
    if (!this.#values.has(load)) this.#values.set(load, this.#find(load));
    return this.#values.get(load);
  }

  /** Takes the copies out again that nothing turned out to need. */
  removeUnless(isNeeded: (load: LoadInst) => boolean): void {
    for (const [load, copies] of this.#copies) {
      if (isNeeded(load)) continue;
      for (const copy of copies) copy.dropOperands();
      for (const copy of copies) copy.remove();
      this.#copies.delete(load);
      this.#values.delete(load);
    }
  }

  #find(load: LoadInst): Value | undefined {
    const reader = this.#streamOf(load, load.pointer);
    if (!reader) return undefined;
    this.#streams ??= this.#findStores();
    const writers = this.#streams.get(reader.base) ?? [];
    const matching = writers.filter((w) => this.#matches(w, reader, load));
    const [writer] = matching;
    if (!writer || matching.length > 1) return undefined;
    return this.#copy(load, writer, reader);
  }

  #findStores(): Map<Value, Stream[]> {
    const found = new Map<Value, Stream[]>();
    for (const inst of this.#in.fn.instructions()) {
      if (inst.opcode !== 'store' || inst.volatile || inst.ordering !== undefined) continue;
      const stream = this.#streamOf(inst, inst.pointer);
      if (!stream || !this.#runsAlways(inst, stream.loop)) continue;
      const list = found.get(stream.base);
      if (list) list.push(stream);
      else found.set(stream.base, [stream]);
    }
    return found;
  }

  #runsAlways(inst: Instruction, loop: Loop): boolean {
    return loop.latches.every((latch) => this.#in.dominators.dominates(inst.parent!, latch));
  }

  /** The access as base + constant + stride · k in the loop around it whose induction variable it uses. */
  #streamOf(inst: LoadInst | StoreInst, pointer: Value): Stream | undefined {
    const form = this.#forms.of(pointer);
    if (form?.terms.length !== 2) return undefined;
    const base = form.terms.find((t) => t.value.type.kind === 'pointer' && t.scale === 1n);
    const index = form.terms.find((t) => t !== base);
    if (!base || !index || !isInstruction(index.value) || index.value.opcode !== 'phi') return undefined;
    const phi = index.value;
    const loop = this.#in.loops.loopFor(phi.parent!);
    if (!loop || loop.header !== phi.parent || !loop.blocks.has(inst.parent!)) return undefined;
    const isFixed = !isInstruction(base.value) || !loop.blocks.has(base.value.parent!);
    const induction = computeInductions(loop).find((i) => i.phi === phi);
    const count = computeTripCount(loop);
    if (!isFixed || induction?.kind !== 'affine' || !count || count.phi !== phi) return undefined;
    return { inst, loop, base: base.value, constant: form.constant, scale: index.scale, induction, count };
  }

  #matches(writer: Stream, reader: Stream, load: LoadInst): boolean {
    const store = writer.inst as StoreInst;
    if (store.value.type !== load.type) return false;
    if (writer.constant !== reader.constant || writer.scale !== reader.scale) return false;
    return (
      haveSameCount(writer.count, reader.count) &&
      (this.#runsInLast(writer) || this.#missesLast(reader)) &&
      this.#isApart(writer) &&
      !writer.loop.blocks.has(load.parent!) &&
      this.#in.dominators.dominates(writer.loop.header, load.parent!) &&
      this.#isUntouched(writer, load)
    );
  }

  /** Whether the access surely runs in the last iteration, in which the loop is left. */
  #runsInLast({ inst, count }: Stream): boolean {
    return this.#in.dominators.dominates(inst.parent!, count.exiting);
  }

  #missesLast({ inst, count }: Stream): boolean {
    return this.#in.dominators.strictlyDominates(count.exiting, inst.parent!);
  }

  /** Whether different iterations store to different bytes. */
  #isApart({ inst, scale, induction }: Stream): boolean {
    const size = this.#in.aliases.layout.storeSize((inst as StoreInst).value.type);
    const stride = scale * induction.step.constant;
    return (stride < 0n ? -stride : stride) >= BigInt(size);
  }

  /** Whether, from the beginning of the first loop to the load, nothing but the store writes the array. */
  #isUntouched(writer: Stream, load: LoadInst): boolean {
    const region = this.#between(writer.loop, load.parent!);
    if (!region) return false;
    const { aliases } = this.#in;
    const array: Access = { pointer: wholeObjects(aliases.pointerInfo(load.pointer)), size: undefined };
    for (const block of region) {
      for (const inst of block) {
        if (inst === writer.inst || this.originals.has(inst)) continue;
        const { writes } = memoryEffect(inst, aliases);
        if (writes.some((w) => aliases.mayAlias(w, array))) return false;
      }
    }
    return true;
  }

  /** The blocks of the loop, and those on the ways from it to the load that do not enter it again. */
  #between(loop: Loop, to: BasicBlock): Set<BasicBlock> | undefined {
    const region = new Set<BasicBlock>(loop.blocks);
    region.add(to);
    const work = [to];
    for (let block = work.pop(); block; block = work.pop()) {
      for (const p of block.predecessors) {
        if (region.has(p)) continue;
        if (region.size > maxBlocks) return undefined;
        region.add(p);
        work.push(p);
      }
    }
    return region;
  }

  /** Copies what computed the stored value to the place before the load. */
  #copy(load: LoadInst, writer: Stream, reader: Stream): Value | undefined {
    const { value } = writer.inst as StoreInst;
    const order = this.#computationOf(value, writer);
    if (!order) return undefined;
    const copies = new Map<Value, Value>([[writer.induction.phi, reader.induction.phi]]);
    const made = order.map((inst) => {
      const copy = load.parent!.insertBefore(
        copyOperation(inst, (v) => copies.get(v) ?? v),
        load,
      );
      copies.set(inst, copy);
      this.originals.set(copy, inst);
      return copy;
    });
    this.#copies.set(load, made);
    return copies.get(value) ?? value;
  }

  /** The instructions of the loop that compute a value, operands first; undefined if they cannot be repeated elsewhere. */
  #computationOf(value: Value, { loop, induction }: Stream): Instruction[] | undefined {
    const order = new Set<Instruction>();
    // The count bounds the depth of the recursion too.
    let visited = 0;
    const visit = (at: Value): boolean => {
      if (!isInstruction(at) || !loop.blocks.has(at.parent!) || at === induction.phi || order.has(at))
        return true;
      if (++visited > maxCopies || at.opcode === 'phi' || !this.#in.isRecomputable(at)) return false;
      if (!at.operands.every(visit)) return false;
      order.add(at);
      return true;
    };
    return visit(value) ? [...order] : undefined;
  }
}

/** An access in a loop at `base + constant + scale · induction`. */
interface Stream {
  readonly inst: LoadInst | StoreInst;
  readonly loop: Loop;
  readonly base: Value;
  readonly constant: bigint;
  readonly scale: bigint;
  readonly induction: AffineInduction;
  readonly count: TripCount;
}

/** Whether the induction variables of both loops run through the same values. */
function haveSameCount(a: TripCount, b: TripCount): boolean {
  return (
    a.step === b.step &&
    a.offset === b.offset &&
    a.predicate === b.predicate &&
    a.narrowed === b.narrowed &&
    isSameValue(a.start, b.start) &&
    isSameValue(a.bound, b.bound)
  );
}

/** Whether two values are the same number, as far as that shows in how they are computed from the same values. */
function isSameValue(a: Value, b: Value, depth = 4): boolean {
  if (a === b) return true;
  if (a instanceof ConstantInt && b instanceof ConstantInt) return a.type === b.type && a.value === b.value;
  if (depth === 0 || !isInstruction(a) || !isInstruction(b) || a.opcode !== b.opcode || a.type !== b.type)
    return false;
  if (!conversions.has(a.opcode)) return false;
  return a.operands.every((operand, i) => isSameValue(operand, b.operand(i), depth - 1));
}

const conversions: ReadonlySet<string> = new Set(['zext', 'sext', 'trunc', 'add', 'sub', 'mul']);
