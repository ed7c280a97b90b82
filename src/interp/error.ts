import type { DiagnosticCode } from '../diagnostics/index.ts';
import { FluxionError } from '../diagnostics/index.ts';
import type { Instruction } from '../ir/index.ts';

/**
 * What stops an interpretation: a trap (FX6001), an invalid access to memory (FX6002), a limit of the interpreter
 * (FX6003), something it does not know (FX6004), or arithmetic without a defined result (FX6005).
 */
export class InterpretError extends FluxionError {
  #instruction: Instruction | undefined;

  constructor(code: DiagnosticCode, message: string) {
    super({ code, severity: 'error', message });
  }

  /** The instruction that was executed, in the innermost function. (No property: what prints errors would walk the IR.) */
  failedInstruction(): Instruction | undefined {
    return this.#instruction;
  }

  /** Says where it happened, unless that is known. */
  at(instruction: Instruction): this {
    if (this.#instruction) return this;
    this.#instruction = instruction;
    const { opcode, name, parent } = instruction;
    const place = `@${parent?.parent?.name ?? '?'}, block ${parent?.name ?? '?'}`;
    this.message += ` (${name === undefined ? opcode : `%${name} = ${opcode}`} in ${place})`;
    return this;
  }
}

export const trap = (message: string): InterpretError => new InterpretError('FX6001', message);
export const badAccess = (message: string): InterpretError => new InterpretError('FX6002', message);
export const limitReached = (message: string): InterpretError => new InterpretError('FX6003', message);
export const unsupported = (what: string): InterpretError =>
  new InterpretError('FX6004', `the interpreter does not know ${what}`);
export const undefinedResult = (message: string): InterpretError => new InterpretError('FX6005', message);
