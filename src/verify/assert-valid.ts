import { FluxionError } from '../diagnostics/index.ts';
import type { Module } from '../ir/index.ts';
import { verifyModule } from './verify.ts';

/**
 * Throws what the verifier finds.
 * @param stage when the module is checked, for a module that Fluxion has made: then a finding is a bug in Fluxion
 * @throws FluxionError with all findings
 */
export function assertValid(module: Module, stage: 'input' | 'output'): void {
  const findings = verifyModule(module);
  if (findings.length === 0) return;
  if (stage === 'input') throw new FluxionError(findings);
  const note = 'Fluxion made this invalid IR: please report it, with the program';
  throw new FluxionError(findings.map((d) => ({ ...d, notes: [...(d.notes ?? []), note] })));
}
