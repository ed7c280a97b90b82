/** How errors reach the user: a wrong call in one line, a problem of the program with its source line. */
import { createColors } from 'picocolors';
import { FluxionError, renderDiagnostic, type Diagnostic, type Palette } from '../diagnostics/index.ts';
import { CompilerError } from '../toolchain/index.ts';
import type { ExitCode } from './command.ts';
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

/** The user's call is at fault, not the program. */
const isUsage = ({ code }: Diagnostic): boolean =>
  (code.startsWith('FX50') && code !== 'FX5008' && code !== 'FX5010') || code === 'FX4007';

/** Writes an error to standard error. Anything but a FluxionError is a bug of ours and is thrown again. */
export function reportError(error: unknown, io: Io): ExitCode {
  if (error instanceof CompilerError) {
    io.stderr(error.stderr);
    return 1;
  }
  if (!(error instanceof FluxionError)) throw error;
  reportDiagnostics(error.diagnostics, io);
  return error.diagnostics.every(isUsage) ? 2 : 1;
}

export function reportDiagnostics(diagnostics: readonly Diagnostic[], io: Io): void {
  const colours = palette(io.colour.stderr);
  for (const diagnostic of diagnostics) {
    // A wrong call takes one line; how to call is in the help.
    const { code, severity, message } = diagnostic;
    const isPlain = isUsage(diagnostic) && diagnostic.span === undefined;
    // What the user wrote may hold line breaks and worse.
    const plain = { code, severity, message: message.replace(/\p{Cc}+/gu, ' ') };
    io.stderr(`${renderDiagnostic(isPlain ? plain : diagnostic, colours)}\n`);
  }
}

export function warn(message: string, io: Io): void {
  io.stderr(`${palette(io.colour.stderr).warning('warning:')} ${message}\n`);
}
