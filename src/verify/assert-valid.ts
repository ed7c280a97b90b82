import type { Diagnostic } from '../diagnostics/index.ts';
import { FluxionError } from '../diagnostics/index.ts';
import type { Module } from '../ir/index.ts';
import { verifyModule } from './verify.ts';

/**
 * Throws what the verifier finds.
 * @param stage when the module is checked, for a module that Fluxion has made: then a finding is a bug in Fluxion
 * @throws FluxionError with all findings, as FX9001 for the output
 */
export function assertValid(module: Module, stage: 'input' | 'output'): void {
  const findings = verifyModule(module);
  if (findings.length === 0) return;
  if (stage === 'input') throw new FluxionError(findings);
  throw new FluxionError(findings.map(asInternalError));
}

function asInternalError({ message, code, notes = [] }: Diagnostic): Diagnostic {
  return {
    code: 'FX9001',
    severity: 'error',
    message: 'internal error: the derivative is invalid IR, which is a bug in Fluxion',
    notes: [`${message} [${code}]`, ...notes],
    help: ['please report it, with the program; another optimisation level (-O) may avoid it meanwhile'],
  };
}
