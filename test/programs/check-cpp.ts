/** Compiles a C++ program natively, differentiates it, runs it, and compares its gradients with central differences. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lowerText } from '../../src/bindings/lower.ts';
import { FluxionError, type OptimisationLevel } from '../../src/node.ts';
import { runTool } from '../support/native.ts';
import type { CppProgram } from './cpp-programs.ts';

export type CppTools = Readonly<Record<'clang++' | 'opt', string>>;

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Keeps what clang vectorises out of the way, as `fluxion diff` is documented to be used. */
const flags = ['-g', '-fno-vectorize', '-fno-slp-vectorize', '-fno-unroll-loops'];

export interface CppOutcome {
  /** Values and gradients at both points. */
  readonly numbers: readonly number[];
  /** Sentences; none means that all is right. */
  readonly problems: readonly string[];
}

export function checkCpp(
  program: CppProgram,
  level: OptimisationLevel,
  tools: CppTools,
  standard = 'c++20',
): CppOutcome {
  const temporary = mkdtempSync(join(tmpdir(), 'fluxion-cpp-'));
  try {
    const source = `#include "${program.name}.cpp"\n#include "cpp-driver.h"\nCHECK_PROGRAM(${program.name})\n`;
    const optimise = level === 0 ? ['-Xclang', '-disable-O0-optnone'] : [];
    const compile = [`-std=${standard}`, ...flags, ...(program.flags ?? []), `-O${level}`, ...optimise, '-I', folder, '-S', '-emit-llvm', '-x', 'c++', '-', '-o', '-']; // prettier-ignore
    const { ir } = lowerText(runTool(tools['clang++'], compile, source), `${program.name}.ll`);
    if (program.refused?.always) return { numbers: [], problems: ['it is not refused'] };
    runTool(tools.opt, ['-passes=verify', '-disable-output'], ir);
    const [file, binary] = [join(temporary, 'differentiated.ll'), join(temporary, 'program')];
    writeFileSync(file, ir, 'latin1');
    runTool(tools['clang++'], ['-O1', '-Wno-override-module', file, '-o', binary, '-lm']);
    return compareNumbers(runTool(binary, []));
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    return { numbers: [], problems: unexpectedRefusal(program, error) };
  } finally {
    rmSync(temporary, { recursive: true });
  }
}

function unexpectedRefusal(program: CppProgram, { diagnostics }: FluxionError): string[] {
  const unexpected = diagnostics.filter((d) => !program.refused?.codes.includes(d.code));
  return unexpected.map((d) => `it is refused with ${d.code}: ${d.message}`);
}

function compareNumbers(printed: string): CppOutcome {
  const problems: string[] = [];
  const numbers = printed.split('\n').flatMap((line): number[] => {
    const [what, first, , second] = line.split(' ');
    if (what !== 'derivative') return what === 'value' ? [Number(first)] : [];
    const [given, expected] = [Number(first), Number(second)];
    if (!(Math.abs(given - expected) <= 1e-6 * Math.max(0.1, Math.abs(expected))))
      problems.push(`the derivative is ${given}, by differences ${expected}`);
    return [given];
  });
  if (numbers.length !== 15) problems.push(`${numbers.length} of 15 numbers are there`);
  return { numbers, problems };
}

/** Where the outcomes at two levels differ by more than rounding. */
export function compareCpp(left: CppOutcome, right: CppOutcome): string[] {
  if (left.numbers.length === 0 || right.numbers.length === 0) return [];
  return left.numbers.flatMap((number, i) => {
    const other = right.numbers[i]!;
    return Math.abs(number - other) <= 1e-9 * Math.max(1, Math.abs(number)) ? [] : [`${number} and ${other}`];
  });
}
