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
  /** The function that it concerns, by its name in the source. */
  readonly function?: string | undefined;
  /** The function without a body that it is about, by its name in the module. */
  readonly missing?: string | undefined;
  /** What is known: facts that explain the message. */
  readonly notes?: readonly string[] | undefined;
  /** Ways out: what the user can do about it. */
  readonly help?: readonly string[] | undefined;
}

/**
 * The one error type that Fluxion throws on purpose. Anything else that is thrown is a bug in Fluxion; `diagnosticsOf` makes
 * a diagnostic of it.
 */
export class FluxionError extends Error {
  override readonly name = 'FluxionError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: Diagnostic | readonly Diagnostic[]) {
    const list = 'code' in diagnostics ? [diagnostics] : diagnostics;
    super(list.map(summarise).join('\n'));
    this.diagnostics = list;
  }

  /** The code of the first diagnostic, for callers that expect one. */
  get code(): DiagnosticCode {
    return this.diagnostics[0]?.code ?? 'FX9001';
  }
}

/**
 * What an error has to say. Anything that was not thrown on purpose becomes a diagnostic of its own (FX9001), so that it does
 * not take the others with it.
 * @param doing what Fluxion was about, for the message: `differentiating 'f'`
 */
export function diagnosticsOf(error: unknown, doing: string, span?: SourceSpan): readonly Diagnostic[] {
  if (error instanceof FluxionError) return error.diagnostics;
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  const frames = (stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const at = frames.slice(0, 3).map((line) => line.trim().replace(/^at /, ''));
  return [
    {
      code: 'FX9001',
      severity: 'error',
      message: `internal error while ${doing}: this is a bug in Fluxion`,
      span,
      notes: [message, ...(at.length > 0 ? [`in ${at.join(' < ')}`] : [])],
      help: ['please report it, with the program; another optimisation level (-O) may avoid it meanwhile'],
    },
  ];
}

function summarise(d: Diagnostic): string {
  const place = d.span ? `${d.span.file ?? '<input>'}:${d.span.line}:${d.span.column}: ` : '';
  return `${place}${d.message} [${d.code}]`;
}

/** Shorthand for the common case: throw one error. */
export function fail(
  code: DiagnosticCode,
  message: string,
  more: Partial<Pick<Diagnostic, 'span' | 'missing' | 'notes' | 'help'>> = {},
): never {
  throw new FluxionError({ code, severity: 'error', message, ...more });
}

/**
 * Without repetitions: the same instruction may be reported once for each way its function is called. In the order of the source
 * within each file; files as they come.
 */
export function distinctDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const d of diagnostics) seen.set(JSON.stringify([d.code, d.message, d.span ?? d.notes]), d);
  const distinct = [...seen.values()];
  const files = new Map<string | undefined, number>();
  for (const { span } of distinct) if (!files.has(span?.file)) files.set(span?.file, files.size);
  return distinct.sort(
    ({ span: a }, { span: b }) =>
      files.get(a?.file)! - files.get(b?.file)! ||
      (a?.line ?? 0) - (b?.line ?? 0) ||
      (a?.column ?? 0) - (b?.column ?? 0),
  );
}
