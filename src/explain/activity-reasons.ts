/** Why a value is active, or is not, in words that need no LLVM. */
import { directCallee } from '../analysis/activity.ts';
import { locate } from '../analysis/source-location.ts';
import type { Instruction, Value } from '../ir/index.ts';
import { Argument, CallBase, GlobalVariable, isInstruction } from '../ir/index.ts';
import type { Findings } from '../transform/generate.ts';
import { calledName, type SourceNames } from './names.ts';

const lineOf = (inst: Instruction): string => {
  const line = locate(inst)?.line;
  return line === undefined ? '' : ` on line ${line}`;
};

export class ActivityReasons {
  readonly #findings: Findings;
  readonly #names: SourceNames;

  constructor(findings: Findings, names: SourceNames) {
    this.#findings = findings;
    this.#names = names;
  }

  whyActive(inst: Instruction): string {
    const { activity } = this.#findings;
    const cause = activity.causes.get(inst);
    if (cause && cause !== inst) return `an active value is stored in it${lineOf(cause)}`;
    if (inst.opcode === 'load') return `read from memory that is differentiated`;
    if (inst instanceof CallBase && activity.calls.has(inst))
      return `${this.#calleeOf(inst)} is given what is active`;
    const sources = inst.operands.filter((o) => activity.varied.has(o) || activity.pointers.has(o));
    const names = [...new Set(sources.map((s) => this.#names.of(s)))];
    return names.length === 0
      ? 'it may hold what is active'
      : `follows from ${names.slice(0, 3).join(' and ')}`;
  }

  /** Of a floating-point value without an adjoint. */
  whyInactive(inst: Instruction): string {
    const { activity } = this.#findings;
    if (activity.varied.has(inst)) return 'the result does not depend on it through anything differentiable';
    const varied = inst.operands.filter((o) => activity.varied.has(o));
    if (varied.length > 0) return 'its derivative is zero';
    if (inst.opcode === 'load') return `read from ${this.#memory(inst.pointer)}, which is not differentiated`;
    if (inst.operands.some((o) => isInstruction(o) || o instanceof Argument))
      return 'follows from nothing that is differentiated';
    return 'a constant';
  }

  #calleeOf(call: CallBase): string {
    return calledName(directCallee(call)?.name ?? 'the called function');
  }

  #memory(pointer: Value): string {
    let at = pointer;
    while (isInstruction(at) && at.opcode === 'getelementptr' && this.#names.variable(at) === undefined)
      at = at.base;
    if (at instanceof GlobalVariable) return `the constant table ${at.name ?? ''}`.trimEnd();
    const name = this.#names.variable(at) ?? (at instanceof Argument ? at.name : undefined);
    return name === undefined ? 'memory' : `the memory behind ${name}`;
  }
}
