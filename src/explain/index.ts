/** `fluxion explain`: what the differentiation found out and decided, by source line. It runs the differentiation itself and looks on. */
import type { Diagnostic } from '../diagnostics/index.ts';
import { diagnosticsOf, distinctDiagnostics } from '../diagnostics/index.ts';
import type { Fn, Module } from '../ir/index.ts';
import type { GradientSpec } from '../transform/index.ts';
import { createGradient, lowerRequests } from '../transform/index.ts';
import type { Hooks, Observer } from '../transform/differentiate.ts';
import { reportFunction } from './collect.ts';
import type { ExplainReport, FunctionReport } from './report.ts';
import { reportVersion } from './report.ts';

export type * from './report.ts';

/** Explains the gradient of one function. The module is changed as by `createGradient`. */
export function explainGradient(module: Module, fn: Fn, spec: GradientSpec): ExplainReport {
  return watch((hooks) => createGradient(module, fn, spec, hooks));
}

/** Explains what each marker call of the module requests. The module is changed as by `lowerRequests`. */
export function explainRequests(module: Module): ExplainReport {
  return watch((hooks) => lowerRequests(module, hooks));
}

function watch(work: (hooks: Hooks) => unknown): ExplainReport {
  const functions: FunctionReport[] = [];
  const diagnostics: Diagnostic[] = [];
  let before = 0;
  const begin = (again: boolean): void => {
    if (again) functions.length = before;
    before = functions.length;
  };
  const observe: Observer = (seen) => functions.push(reportFunction(seen, originalName));
  try {
    work({ begin, observe, warn: (d) => void diagnostics.push(d) });
  } catch (error) {
    diagnostics.push(...diagnosticsOf(error, 'explaining'));
  }
  return { version: reportVersion, functions, diagnostics: distinctDiagnostics(diagnostics) };
}

/** The name of the function behind that of its augmented primal. */
const originalName = (symbol: string): string =>
  symbol.replace(/^__fluxion_augmented_/, '').replace(/\.\d+$/, '');
