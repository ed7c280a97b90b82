/** What clang and lld write, taken apart into diagnostics. */
import type { Diagnostic, DiagnosticCode, SourceSpan } from '../diagnostics/index.ts';

interface Message extends Diagnostic {
  readonly notes: string[];
  span: SourceSpan | undefined;
}

/**
 * One diagnostic for each error and warning; the notes that follow are what is known.
 * @param errors the code of errors; a warning is FX4009
 */
export function parseCompilerMessages(text: string, errors: DiagnosticCode): Diagnostic[] {
  const found: Message[] = [];
  for (const line of text.split('\n')) {
    const placed = /^(.+?):(\d+):(\d+): (?:fatal )?(error|warning|note|remark): (.*)$/.exec(line);
    const plain = placed ? undefined : /^(?:[\w.+/-]+: )?(?:fatal )?(error|warning|note): (.*)$/.exec(line);
    const [severity, message] = placed ? [placed[4], placed[5]] : [plain?.[1], plain?.[2]];
    const span = placed
      ? { file: placed[1]!, line: Number(placed[2]), column: Number(placed[3]) }
      : undefined;
    const last = found.at(-1);
    if (severity === 'error') found.push({ code: errors, severity, message: message!, span, notes: [] });
    else if (severity === 'warning')
      found.push({ code: 'FX4009', severity, message: message!, span, notes: [] });
    else if (severity !== undefined && last)
      last.notes.push(span ? `${span.file}:${span.line}:${span.column}: ${message!}` : message!);
    else if (/^>>> /.test(line)) last?.notes.push(line.slice(4));
    else if (last?.span && last.span.text === undefined && /^ *\d+ \| /.test(line) && last.notes.length === 0)
      last.span = { ...last.span, text: line.replace(/^ *\d+ \| /, '') };
  }
  return found;
}
