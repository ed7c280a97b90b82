/** How errors reach the user: a wrong call in one line, a problem of the program with its source line. */
import { createColors } from 'picocolors';
import {
  diagnosticsOf,
  renderDiagnostic,
  type Diagnostic,
  type DiagnosticCode,
  type Palette,
} from '../diagnostics/index.ts';
import { CompilerError, parseCompilerMessages } from '../toolchain/index.ts';
import type { ExitCode } from './command.ts';
import { jsonDiagnostic } from './diagnostics-json.ts';
import type { Io } from './io.ts';

export function palette(colour: boolean): Palette & { good(text: string): string } {
  const { red, yellow, dim, bold, green } = createColors(colour);
  return {
    error: (text) => red(bold(text)),
    warning: (text) => yellow(bold(text)),
    dim,
    bold,
    good: green,
  };
}

export type ExplainPalette = ReturnType<typeof explainPalette>;

export function explainPalette(colour: boolean) {
  const { cyan, magenta, blue } = createColors(colour);
  return { ...palette(colour), active: cyan, tape: magenta, type: blue };
}

/** The user's call is at fault, not the program. */
const isUsage = ({ code }: Diagnostic): boolean =>
  (code.startsWith('FX50') && code !== 'FX5008' && code !== 'FX5010') || code === 'FX4007';

/**
 * Writes an error to standard error.
 * @param command the command that was run
 */
export function reportError(error: unknown, command: string, io: Io): ExitCode {
  if (error instanceof CompilerError) {
    reportCompilerMessages(error.stderr, error.code, io);
    return 1;
  }
  const diagnostics = diagnosticsOf(error, `running ${command}`);
  reportDiagnostics(diagnostics, io);
  return diagnostics.every(isUsage) ? 2 : 1;
}

export function reportDiagnostics(diagnostics: readonly Diagnostic[], io: Io): void {
  const colours = palette(io.colour.stderr);
  for (const diagnostic of diagnostics) {
    if (io.diagnostics === 'json') {
      writeLine(diagnostic, io);
      continue;
    }
    // A wrong call takes one line; how to call is in the help.
    const { code, severity, message } = diagnostic;
    const isPlain = isUsage(diagnostic) && diagnostic.span === undefined;
    // What the user wrote may hold line breaks and worse.
    const plain = { code, severity, message: message.replace(/\p{Cc}+/gu, ' ') };
    io.stderr(`${renderDiagnostic(isPlain ? plain : diagnostic, colours)}\n`);
  }
}

/** What clang wrote, byte for byte, or as JSON. */
export function reportCompilerMessages(text: string, errors: DiagnosticCode, io: Io): void {
  if (io.diagnostics !== 'json') return io.stderr(text);
  const messages = parseCompilerMessages(text, errors);
  for (const message of messages) writeLine(message, io);
  // Nothing that was understood, but something went wrong.
  if (messages.length === 0 && text.trim() !== '')
    writeLine({ code: errors, severity: 'error', message: text.trim() }, io);
}

export function warn(message: string, io: Io): void {
  if (io.diagnostics === 'json') writeLine({ severity: 'warning', message }, io);
  else io.stderr(`${palette(io.colour.stderr).warning('warning:')} ${message}\n`);
}

/** A line that the program prints. */
export function reportOutput(line: string, io: Io): void {
  if (io.diagnostics === 'json') writeLine({ message: line }, io);
  else io.stderr(`${line}\n`);
}

function writeLine(diagnostic: Parameters<typeof jsonDiagnostic>[0], io: Io): void {
  io.stderr(`${JSON.stringify(jsonDiagnostic(diagnostic))}\n`);
}
