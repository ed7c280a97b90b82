import type { AliasInfo } from '../analysis/memory/index.ts';
import type { Argument, GlobalVariable, Value } from '../ir/index.ts';
import { isInstruction } from '../ir/index.ts';
import { isPlainConstant } from './shadow-global.ts';

/**
 * The pointers of a function that are their own shadows: null and dangling ones, those to code, and those to constants in which neither floats
 * nor pointers to floats stand (tables of functions, virtual tables, strings), and what is loaded from such constants.
 */
export class PlainPointers {
  readonly #aliases: AliasInfo;
  readonly #arguments: ReadonlySet<Argument>;
  readonly #globals = new Map<GlobalVariable, boolean>();

  /** `plainArguments`: those that callers pass such pointers for. */
  constructor(aliases: AliasInfo, plainArguments: ReadonlySet<Argument>) {
    this.#aliases = aliases;
    this.#arguments = plainArguments;
  }

  has(pointer: Value): boolean {
    if (pointer.type.kind !== 'pointer') return false;
    // A load of a load of a load: what is loaded from plain memory is plain.
    let at = pointer;
    for (let i = 0; i < 100; i++) {
      if (this.#pointsToPlainMemory(at)) return true;
      if (!isInstruction(at) || at.opcode !== 'load') return false;
      at = at.pointer;
    }
    return false;
  }

  #pointsToPlainMemory(pointer: Value): boolean {
    for (const object of this.#aliases.pointerInfo(pointer).objects) {
      const isPlain =
        object.kind === 'global'
          ? this.#isPlainGlobal(object.global)
          : object.kind === 'argument' && this.#arguments.has(object.arg);
      if (!isPlain) return false;
    }
    return true;
  }

  #isPlainGlobal(global: GlobalVariable): boolean {
    let answer = this.#globals.get(global);
    if (answer === undefined) this.#globals.set(global, (answer = isPlainConstant(global)));
    return answer;
  }
}
