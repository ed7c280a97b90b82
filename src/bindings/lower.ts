/** Differentiation of a textual module that asks for it by calls of marker functions. */
import { distinctDiagnostics, type Diagnostic } from '../diagnostics/index.ts';
import { parseModule, printModule } from '../text/index.ts';
import { lowerRequests } from '../transform/index.ts';
import { assertValid } from '../verify/index.ts';

export interface LoweredText {
  readonly ir: string;
  /** How many marker calls there were. */
  readonly requests: number;
  /** What is suspicious in the requests. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Lowers every marker call of a module.
 * @param file what error messages call the text
 * @throws FluxionError for malformed IR, and for what cannot be differentiated.
 */
export function lowerText(ir: string, file?: string): LoweredText {
  const module = parseModule(ir, { fileName: file });
  assertValid(module, 'input');
  const warnings: Diagnostic[] = [];
  const { requests } = lowerRequests(module, { warn: (d) => void warnings.push(d) });
  if (requests > 0) assertValid(module, 'output');
  return { ir: printModule(module), requests, warnings: distinctDiagnostics(warnings) };
}
