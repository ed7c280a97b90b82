/** Diagnostics for tools: one JSON object a line. docs/diagnostics.md describes the members; they are there in every object. */
import type { Diagnostic, DiagnosticCode } from '../diagnostics/index.ts';

/** One line. Members may be added; those here keep their names and meanings. */
export interface JsonDiagnostic {
  /** Null for what has no code: a remark of the command, or what the program itself prints. */
  readonly code: DiagnosticCode | null;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly file: string | null;
  /** From 1. */
  readonly line: number | null;
  /** From 1; null means the whole line. */
  readonly column: number | null;
  /** Characters from the column on that are meant. */
  readonly length: number | null;
  /** The text of the source line. */
  readonly source: string | null;
  readonly function: string | null;
  /** What is known: facts that explain the message. */
  readonly known: readonly string[];
  /** Ways out. */
  readonly help: readonly string[];
}

export function jsonDiagnostic(
  d: Omit<Diagnostic, 'code' | 'severity'> & Partial<Diagnostic>,
): JsonDiagnostic {
  const { span } = d;
  const column = span && span.column > 0 ? span.column : null;
  return {
    code: d.code ?? null,
    severity: d.severity ?? 'note',
    message: d.message,
    file: span?.file ?? null,
    line: span?.line ?? null,
    column,
    length: column === null ? null : (span?.length ?? 1),
    source: span?.text ?? null,
    function: d.function ?? null,
    known: d.notes ?? [],
    help: d.help ?? [],
  };
}
