/** Differentiation of a textual module that asks for it by calls of marker functions. */
import { parseModule, printModule } from '../text/index.ts';
import { lowerRequests } from '../transform/index.ts';
import { assertValid } from '../verify/index.ts';

export interface LoweredText {
  readonly ir: string;
  /** How many marker calls there were. */
  readonly requests: number;
}

/**
 * Lowers every marker call of a module.
 * @param file what error messages call the text
 * @throws FluxionError for malformed IR, and for what cannot be differentiated.
 */
export function lowerText(ir: string, file?: string): LoweredText {
  const module = parseModule(ir, { fileName: file });
  assertValid(module, 'input');
  const { requests } = lowerRequests(module);
  if (requests > 0) assertValid(module, 'output');
  return { ir: printModule(module), requests };
}
