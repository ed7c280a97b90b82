import type { DataLayout, Fn, Instruction, LoadInst, StoreInst, Type, Value } from '../../ir/index.ts';
import { CallBase } from '../../ir/index.ts';
import type { PlacedAccess } from '../range/index.ts';
import { Separation } from '../range/index.ts';
import type { Access } from './access.ts';
import type { AliasInfo } from './alias-query.ts';
import type { BitSet, SparseMask } from './bit-set.ts';
import { calledFunction } from './call-model.ts';
import type { CountsAsWrite, MemoryEvent } from './later-writes.ts';
import { LaterWrites } from './later-writes.ts';
import { returnsHiddenMemory } from './library.ts';
import type { MemoryObject } from './object.ts';
import { PointerInfo } from './object.ts';
import { anyOffset } from './offset.ts';

/** Whether what an instruction read may be read again, at any later moment up to the function's return. */
export interface Reload {
  readonly repeatable: boolean;
  /** In words, for explanations. */
  readonly reason: string;
  /** An instruction that may overwrite it, when one of this function does. */
  readonly clobberedBy?: Instruction | undefined;
}

export interface ClobberOptions {
  /**
   * The function returns before the reverse sweep begins, and the caller may overwrite memory behind these pointer
   * parameters in between. Absent or false: the reverse sweep runs in the same call.
   */
  readonly argumentsOverwrittenLater?: boolean | ReadonlySet<number>;
  /**
   * Whether in between the caller may also overwrite globals and memory that is reached through loaded pointers. By
   * default so if it may overwrite any argument's.
   */
  readonly otherMemoryOverwrittenLater?: boolean;
  /** Whether allocas live on until the reverse sweep. By default only if it runs in the same call. */
  readonly allocasSurvive?: boolean;
  /**
   * Whether the calls of free in this function count as writes; or which. A free that is moved behind the reverse
   * sweep does not. Frees inside of callees always count.
   */
  readonly treatFreeAsWrite: boolean | CountsAsWrite;
}

const noReads: Reload = { repeatable: true, reason: 'it reads no memory' };
const unchanged: Reload = { repeatable: true, reason: 'nothing overwrites the memory afterwards' };
const elsewhere: Reload = { repeatable: true, reason: 'what is written afterwards lies elsewhere' };

/** A load that more instructions may overwrite is not compared with each of them. */
const maxWriters = 16;

/**
 * For each load, and each other instruction that reads memory: may the memory it read have been overwritten between its
 * execution and any later moment up to the function's return? Unreachable instructions have no answer but "no".
 * Takes time about linear in the size of the function; the explanations are made when they are asked for.
 */
export function analyzeClobbers(
  fn: Fn,
  alias: AliasInfo,
  options: ClobberOptions = { treatFreeAsWrite: true },
): (inst: Instruction) => Reload {
  const later = new LaterWrites(fn, alias, freeCounter(options));
  const overlaps = new LaterOverlaps(fn, alias);
  const answers = new Map<Instruction, Reload>();
  const answer = ({ inst, reads }: MemoryEvent, from: BitSet): Reload => {
    const fixed = obstacle(inst, reads, alias, options);
    if (fixed) return { repeatable: false, reason: fixed };
    const masks = reads.flatMap((read) => later.classes.masksFor(read, isInvariant(inst, read, alias)));
    if (!masks.some((mask) => mask.meets(from))) return unchanged;
    const apart = overlaps.findApart(inst, later.writersOf(masks, from, maxWriters));
    return apart === 'all' ? elsewhere : new Clobbered(inst, masks, later, apart);
  };
  later.visit({
    from(event, classes) {
      if (event.reads.length > 0) answers.set(event.inst, answer(event, classes));
    },
  });
  return (inst) => answers.get(inst) ?? noReads;
}

/** Compares loads with the stores that may overwrite what they read, by where in memory they are in each iteration. */
class LaterOverlaps {
  readonly #separation: Separation;
  readonly #layout: DataLayout;

  constructor(fn: Fn, alias: AliasInfo) {
    this.#layout = alias.layout;
    this.#separation = new Separation(fn, alias.layout);
  }

  /** The writers, up to the first that may overwrite what a load has read, that do not; or that none of them does. */
  findApart(
    inst: Instruction,
    writers: ReadonlySet<Instruction> | undefined,
  ): ReadonlySet<Instruction> | 'all' {
    const apart = new Set<Instruction>();
    const read = inst.opcode === 'load' ? this.#placed(inst, inst.pointer, inst.type) : undefined;
    if (!read || !writers) return apart;
    for (const writer of writers) {
      const write =
        writer.opcode === 'store' ? this.#placed(writer, writer.pointer, writer.value.type) : undefined;
      if (!write || !this.#separation.isUntouchedLater(read, write)) return apart;
      apart.add(writer);
    }
    return 'all';
  }

  #placed(inst: LoadInst | StoreInst, pointer: Value, type: Type): PlacedAccess | undefined {
    // Of an ordered access, other threads may see more.
    if (inst.ordering !== undefined || isScalable(type)) return undefined;
    return { inst, pointer, size: this.#layout.storeSize(type) };
  }
}

function isScalable(type: Type): boolean {
  return type.kind === 'vector' && type.scalable;
}

function freeCounter({ treatFreeAsWrite }: ClobberOptions): CountsAsWrite {
  return typeof treatFreeAsWrite === 'function' ? treatFreeAsWrite : () => treatFreeAsWrite;
}

/** The memory is promised never to change while it lives. */
function isInvariant(inst: Instruction, read: Access, alias: AliasInfo): boolean {
  return inst.getMetadata('invariant.load') !== undefined || alias.tbaa.isImmutable(read.tbaa);
}

class Clobbered implements Reload {
  readonly repeatable = false;
  readonly #inst: Instruction;
  readonly #masks: readonly SparseMask[];
  readonly #later: LaterWrites;
  readonly #apart: ReadonlySet<Instruction>;
  #writer: Instruction | undefined;

  constructor(
    inst: Instruction,
    masks: readonly SparseMask[],
    later: LaterWrites,
    apart: ReadonlySet<Instruction>,
  ) {
    this.#inst = inst;
    this.#masks = masks;
    this.#later = later;
    this.#apart = apart;
  }

  get clobberedBy(): Instruction | undefined {
    return (this.#writer ??= this.#later.findWriter(this.#inst, this.#masks, (w) => this.#apart.has(w)));
  }

  get reason(): string {
    const writer = this.clobberedBy;
    if (writer instanceof CallBase) {
      const name = calledFunction(writer)?.name;
      return name ? `a call of ${name} may overwrite the memory` : 'a call may overwrite the memory';
    }
    return `a ${writer?.opcode ?? 'write'} may overwrite the memory`;
  }
}

/** Why reading again is out of the question, whatever the function writes. */
function obstacle(
  inst: Instruction,
  reads: readonly Access[],
  alias: AliasInfo,
  options: ClobberOptions,
): string | undefined {
  if (inst.opcode === 'load') {
    if (inst.volatile) return 'the load is volatile';
    if (inst.ordering) return 'the load is atomic: another thread may write the memory';
    if (isHidden(inst.pointer)) return 'the library changes the memory on its own';
  }
  for (const read of reads) {
    const why = overwrittenLater(read, alias, options);
    if (why) return why;
  }
  return undefined;
}

/** Whether a pointer comes from a function such as __errno_location. */
function isHidden(pointer: Value): boolean {
  const callee = pointer instanceof CallBase ? calledFunction(pointer) : undefined;
  return !!callee?.isDeclaration && returnsHiddenMemory(callee.name ?? '', callee.valueType);
}

function overwrittenLater(read: Access, alias: AliasInfo, options: ClobberOptions): string | undefined {
  const args = options.argumentsOverwrittenLater ?? false;
  if (args === false) return undefined;
  const others = options.otherMemoryOverwrittenLater ?? (args === true || args.size > 0);
  if (read.pointer === 'anything') return others ? callerOverwrites : undefined;
  const info = read.pointer instanceof PointerInfo ? read.pointer : alias.pointerInfo(read.pointer);
  for (const object of info.objects) {
    const why = changesAfterReturn(object, alias, args, others, options.allocasSurvive ?? false);
    if (why) return why;
  }
  return undefined;
}

const callerOverwrites = 'the caller may overwrite the memory before the reverse sweep';

function changesAfterReturn(
  object: MemoryObject,
  alias: AliasInfo,
  args: true | ReadonlySet<number>,
  others: boolean,
  allocasSurvive: boolean,
): string | undefined {
  switch (object.kind) {
    case 'alloca':
      return allocasSurvive ? undefined : 'the stack frame is gone before the reverse sweep';
    case 'argument':
      if (alias.isByValue(object)) return 'the copy that was passed is gone before the reverse sweep';
      return args === true || args.has(object.arg.index) ? callerOverwrites : undefined;
    case 'global':
      return others && !object.global.isConstant ? callerOverwrites : undefined;
    case 'allocation':
      return others && alias.escapes(object) ? callerOverwrites : undefined;
    case 'unknown':
      return others ? callerOverwrites : undefined;
  }
}

/** What may be overwritten after a call, until the function returns. */
export interface OverwrittenAfterCall {
  /** The arguments of the call behind whose pointers memory may be overwritten. */
  readonly arguments: ReadonlySet<number>;
  /** Whether globals, or memory that the callee reaches through pointers that it loads, may be overwritten. */
  readonly other: boolean;
}

/**
 * For the calls in a function, what `ClobberOptions` for the callee need to know: the memory that may be overwritten between
 * the call and the end of the function. `options` are the function's own.
 */
export function analyzeCallClobbers(
  fn: Fn,
  alias: AliasInfo,
  options: ClobberOptions,
): (call: CallBase) => OverwrittenAfterCall {
  const later = new LaterWrites(fn, alias, freeCounter(options));
  const answers = new Map<CallBase, OverwrittenAfterCall>();
  const isOverwritten = (access: Access, after: BitSet): boolean =>
    overwrittenLater(access, alias, options) !== undefined ||
    later.classes.masksFor(access).some((mask) => mask.meets(after));
  const answer = (call: CallBase, after: BitSet): OverwrittenAfterCall => {
    const behind = (pointer: Value): boolean =>
      isOverwritten({ pointer: wholeObjects(alias.pointerInfo(pointer)), size: undefined }, after);
    const args = new Set(call.args.flatMap((arg, i) => (behind(arg) ? [i] : [])));
    // Memory that the callee made and returned is among what it did not get as an argument.
    const other = isOverwritten({ pointer: 'anything', size: undefined }, after) || behind(call);
    return { arguments: args, other };
  };
  later.visit({
    after({ inst }, classes) {
      if (inst instanceof CallBase) answers.set(inst, answer(inst, classes));
    },
  });
  return (call) => answers.get(call) ?? { arguments: new Set(), other: false };
}

/** Anywhere in the objects that a pointer may point into. */
export function wholeObjects(info: PointerInfo): PointerInfo {
  return new PointerInfo(new Map([...info.objects].map((o) => [o, anyOffset])));
}
