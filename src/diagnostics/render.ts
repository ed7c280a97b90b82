import type { Diagnostic, SourceSpan } from './diagnostic.ts';

/** How to colour the parts of a diagnostic; the identity when the output is no terminal. */
export interface Palette {
  error(text: string): string;
  warning(text: string): string;
  dim(text: string): string;
  bold(text: string): string;
}

export const plainPalette: Palette = { error: (t) => t, warning: (t) => t, dim: (t) => t, bold: (t) => t };

/** Longest source line that is shown whole; machine-written IR has lines of megabytes. */
const longestLine = 160;

/** Renders a diagnostic as text: place, severity, message and code, source line with a caret, notes and ways out. */
export function renderDiagnostic(d: Diagnostic, palette: Palette = plainPalette): string {
  const place = d.span ? palette.bold(`${d.span.file ?? '<input>'}:${d.span.line}:${d.span.column}: `) : '';
  const severity = d.severity === 'error' ? palette.error('error:') : palette.warning('warning:');
  const lines = [`${place}${severity} ${d.message} ${palette.dim(`[${d.code}]`)}`];
  if (d.span) lines.push(...renderSource(d.span, palette));
  if (!d.span && d.function !== undefined) lines.push(`  note: in the function '${d.function}'`);
  for (const note of d.notes ?? []) lines.push(`  note: ${note}`);
  for (const help of d.help ?? []) lines.push(`  help: ${help}`);
  return lines.join('\n');
}

function renderSource(span: SourceSpan, palette: Palette): string[] {
  if (span.text === undefined) return [];
  const { text, column } = clipLine(span.text, span.column);
  const gutter = String(span.line).padStart(5);
  const lines = [`${palette.dim(`${gutter} |`)} ${text}`];
  if (column > 0) {
    const caret = '^' + '~'.repeat(Math.max(0, Math.min((span.length ?? 1) - 1, text.length - column)));
    // Tabs are kept so that the caret stands under its character whatever the tab width.
    const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
    lines.push(`${palette.dim(`${' '.repeat(gutter.length)} |`)} ${indent}${palette.error(caret)}`);
  }
  return lines;
}

function clipLine(text: string, column: number): { text: string; column: number } {
  if (text.length <= longestLine) return { text, column };
  const from = Math.max(0, Math.min(column - 1 - longestLine / 2, text.length - longestLine));
  const head = from > 0 ? '…' : '';
  const tail = from + longestLine < text.length ? '…' : '';
  return { text: head + text.slice(from, from + longestLine) + tail, column: column - from + head.length };
}
