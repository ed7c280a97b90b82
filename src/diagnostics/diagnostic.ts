import type { DiagnosticCode } from './codes.ts';

/** A place in a source file. Lines and columns count from 1; column 0 means the whole line. */
export interface SourceSpan {
  readonly file?: string | undefined;
  readonly line: number;
  readonly column: number;
  /** Number of characters to underline; 1 unless given. */
  readonly length?: number | undefined;
  /** The text of the line, where it is known. */
  readonly text?: string | undefined;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  /** One sentence, without a period, that a reader who knows calculus but not LLVM understands. */
  readonly message: string;
  readonly span?: SourceSpan | undefined;
  /** What is known: facts that explain the message. */
  readonly notes?: readonly string[] | undefined;
  /** Ways out: what the user can do about it. */
  readonly help?: readonly string[] | undefined;
}

/** The one error type that Fluxion throws on purpose. Anything else that is thrown is a bug in Fluxion. */
export class FluxionError extends Error {
  override readonly name = 'FluxionError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = 'code' in diagnostics ? [diagnostics] : diagnostics;
    super(list.map(summarise).join('\n'));
    this.diagnostics = list;
  }
}

function summarise(d: Diagnostic): string {
  const place = d.span ? `${d.span.file ?? '<input>'}:${d.span.line}:${d.span.column}: ` : '';
  return `${place}${d.message} [${d.code}]`;
}

/** Shorthand for the common case: throw one error. */
export function fail(
  code: DiagnosticCode,
  message: string,
  more: { span?: SourceSpan | undefined; notes?: readonly string[]; help?: readonly string[] } = {},
): never {
  throw new FluxionError({ code, severity: 'error', message, ...more });
}
