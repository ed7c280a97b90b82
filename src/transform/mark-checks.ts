/**
 * Where the shadow of a pointer may be the mark of memory that was there before the gradient (`global-pointers.ts`): accesses through
 * pointers that come from memory which is not this function's own, or from its caller. The mark goes wherever the pointer goes, so it is
 * looked at where memory is accessed, and not where a pointer is but passed on, compared or replaced.
 */
import type { AliasInfo, MemoryObject } from '../analysis/memory/index.ts';
import type { Dominators } from '../analysis/dominators.ts';
import { computeDominators } from '../analysis/dominators.ts';
import type { Argument, BasicBlock, Fn, Instruction, StoreInst, Value } from '../ir/index.ts';
import { isInstruction } from '../ir/index.ts';
import type { Action } from './action.ts';
import { holdsUnknown } from './global-pointers.ts';

export class MarkChecks {
  readonly #aliases: AliasInfo;
  readonly #isShadowed: (argument: Argument) => boolean;
  readonly #dominators: Dominators;
  /** The blocks in which a pointer is looked at. */
  readonly #seen = new Map<Value, BasicBlock[]>();

  /** @param isShadowed whether a parameter always comes with a shadow of its own */
  constructor(fn: Fn, aliases: AliasInfo, isShadowed: (argument: Argument) => boolean) {
    this.#aliases = aliases;
    this.#isShadowed = isShadowed;
    this.#dominators = computeDominators(fn);
  }

  /** The pointers that an access goes through, as they were before anything was added to them, but for those looked at on every way there. */
  pointersToCheck(inst: Instruction, accessed: readonly Value[]): readonly Value[] {
    const block = inst.parent!;
    const found: Value[] = [];
    for (const pointer of new Set(accessed.map(baseOf))) {
      if (!this.#mayBeMark(pointer)) continue;
      const seen = this.#seen.get(pointer) ?? [];
      if (seen.some((b) => this.#dominators.dominates(b, block))) continue;
      this.#seen.set(pointer, [...seen, block]);
      found.push(pointer);
    }
    return found;
  }

  #mayBeMark(pointer: Value): boolean {
    if (isInstruction(pointer) && pointer.opcode === 'load') {
      if (this.#objectsOf(pointer.pointer).some(holdsUnknown)) return true;
    }
    return this.#objectsOf(pointer).some(
      (o) => o.kind === 'unknown' || (o.kind === 'argument' && !this.#isShadowed(o.arg)),
    );
  }

  #objectsOf(pointer: Value): readonly MemoryObject[] {
    return [...this.#aliases.pointerInfo(pointer).objects];
  }
}

/** The pointers through whose shadows an action goes. */
export function accessedBy(inst: Instruction, action: Action): readonly Value[] {
  switch (action.kind) {
    case 'load':
      return [inst.operand(0)];
    case 'store':
    case 'store-pointer':
      return [(inst as StoreInst).pointer];
    case 'copy':
      return [action.dest, action.source];
    case 'text':
      return action.source ? [action.dest, action.source] : [action.dest];
    case 'fill':
      return [action.dest];
    case 'update':
    case 'no-adjoint':
      return [action.pointer];
    case 'partials':
      return action.outputs.map((o) => o.pointer);
    default:
      return [];
  }
}

function baseOf(pointer: Value): Value {
  let at = pointer;
  while (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
  return at;
}
