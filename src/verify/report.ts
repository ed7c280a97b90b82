import type { Diagnostic, DiagnosticCode } from '../diagnostics/index.ts';
import type { Fn, Instruction, Value } from '../ir/index.ts';
import { printInstruction, printValue } from '../text/index.ts';

/** More findings than this help nobody, and each costs a walk through its function to be printed. */
const maxDiagnostics = 50;

/** Longest text of an instruction in a message. */
const longestText = 200;

/** Collects what the verifier finds. */
export class Report {
  readonly diagnostics: Diagnostic[] = [];
  /** The function that is being verified. */
  fn: Fn | undefined;

  get isFull(): boolean {
    return this.diagnostics.length >= maxDiagnostics;
  }

  /** Records a finding about the instruction or value at which it was made. */
  add(code: DiagnosticCode, message: string, at?: Instruction | Value): void {
    if (this.isFull) return;
    const notes: string[] = [];
    if (this.fn) notes.push(`in the function ${nameOf(this.fn)}`);
    if (at) notes.push(`at: ${describe(at)}`);
    this.diagnostics.push({ code, severity: 'error', message, ...(notes.length ? { notes } : {}) });
  }
}

export function nameOf(value: Value): string {
  return value.name === undefined ? 'without a name' : `@${value.name}`;
}

function describe(value: Instruction | Value): string {
  const isInstruction = 'opcode' in value && 'kind' in value && value.kind === 'instruction';
  const text = isInstruction ? printInstruction(value as Instruction) : printValue(value);
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
