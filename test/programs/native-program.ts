/** Differentiates programs of the corpus as a native user would: clang's IR with everything that its optimiser does. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lowerText } from '../../src/bindings/lower.ts';
import { FluxionError } from '../../src/node.ts';
import { runTool } from '../support/native.ts';
import type { Program } from './programs.ts';
import { usual } from './programs.ts';

export interface NativeTools {
  readonly clang: string;
  readonly opt: string;
}

const sourceOf = (program: Program | NativeProgram): string => {
  const folder = 'folder' in program ? `${program.folder}/` : '';
  return fileURLToPath(new URL(`${folder}${program.name}.c`, import.meta.url));
};

/** Whether a program has the usual signature, `double name(double *x, int n)`. */
export function isUsual(program: Program): boolean {
  const { name, output, points } = program;
  if (output || !points.every(([x, n]) => typeof x === 'object' && n === x.length)) return false;
  return new RegExp(`^double ${name}\\((const )?double \\*\\w+, int \\w+\\)`, 'm').test(readFileSync(sourceOf(program), 'utf8')); // prettier-ignore
}

/** What came out: the derivatives and the differences at all points in turn, or the codes of why there are none. */
export interface NativeOutcome {
  readonly pairs: readonly (readonly [given: number, expected: number])[];
  readonly refusedWith: readonly string[];
}

/** A program of the folder `native`, for flags of its own; it has the usual signature, and its points are the usual ones. */
export interface NativeProgram extends Program {
  readonly folder: 'native';
  readonly flags: readonly string[];
  readonly links: readonly string[];
  /** The function whose differences are taken: the same computation, in a kind of number that is fine enough for them. */
  readonly comparedWith: string | undefined;
  readonly tolerance: number | undefined;
}

/**
 * The programs of the folder `native`. The first lines of each may say `flags:` for clang, `links:` for the linker, `compared
 * with:` and `tolerance:`.
 */
export function nativePrograms(): NativeProgram[] {
  const folder = new URL('native/', import.meta.url);
  const files = readdirSync(folder).filter((f) => f.endsWith('.c'));
  return files.map((file): NativeProgram => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const words = (what: string): string[] => {
      const line = new RegExp(`^// ${what}: (.*)$`, 'm').exec(text)?.[1];
      return line?.split(' ') ?? [];
    };
    const name = file.replace(/\.c$/, '');
    const [comparedWith, tolerance] = [words('compared with')[0], words('tolerance')[0]];
    return {
      ...usual(name), folder: 'native', flags: words('flags'), links: words('links'), comparedWith,
      tolerance: tolerance === undefined ? undefined : Number(tolerance),
    }; // prettier-ignore
  });
}

/** Compiles, differentiates, verifies, links and runs a program. */
export function runNatively(
  tools: NativeTools,
  program: Program | NativeProgram,
  flags: readonly string[],
): NativeOutcome {
  const own = 'folder' in program ? program : { flags: [], links: [] };
  return runSource(tools.clang, tools.opt, driver(program), ['-g', ...flags, ...own.flags], own.links);
}

/** The same for a program that has its own `main`, which prints `pair`, what it has computed and what is expected. */
export function runSource(
  clang: string,
  opt: string,
  text: string,
  flags: readonly string[],
  links: readonly string[],
): NativeOutcome {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-native-'));
  try {
    const [source, before, after, binary] = ['main.c', 'in.ll', 'out.ll', 'main'].map((f) => join(folder, f));
    writeFileSync(source!, text);
    const language = clang.includes('++') ? 'c++' : 'c';
    runTool(clang, [...flags, '-S', '-emit-llvm', '-x', language, source!, '-o', before!]);
    let ir: string;
    try {
      ({ ir } = lowerText(readFileSync(before!, 'latin1')));
    } catch (error) {
      if (!(error instanceof FluxionError)) throw error;
      return { pairs: [], refusedWith: error.diagnostics.map((d) => d.code) };
    }
    writeFileSync(after!, ir, 'latin1');
    runTool(opt, ['-passes=verify', '-disable-output', after!]);
    runTool(clang, ['-O2', '-Wno-override-module', ...flags.filter((f) => f.startsWith('-m')), after!, '-o', binary!, ...links, '-lm']); // prettier-ignore
    const numbers = execFileSync(binary!, { encoding: 'utf8', timeout: 60_000 }).split('\n');
    const pairs = numbers.flatMap((line) => {
      const found = /^pair (\S+) (\S+)$/.exec(line);
      return found ? [[Number(found[1]), Number(found[2])] as const] : [];
    });
    return { pairs, refusedWith: [] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The program with a `main` that prints each derivative beside the extrapolated central difference. */
function driver(program: Program | NativeProgram): string {
  const { name, points, single } = program;
  const compared = ('folder' in program ? program.comparedWith : undefined) ?? name;
  const calls = points.map((p) => {
    const x = p[0] as readonly number[];
    return `  check((double[]){${x.join()}}, ${x.length});`;
  });
  return `#include ${JSON.stringify(sourceOf(program))}
#undef I
extern int printf(const char *, ...);
extern int enzyme_dup, enzyme_const;
extern double __enzyme_autodiff(void *, ...);
static double moved(const double *at, int n, int i, double h) {
  double x[64];
  for (int k = 0; k < n; k++) x[k] = at[k];
  x[i] += h;
  return ((double (*)(double *, int))${compared})(x, n);
}
static double central(const double *at, int n, int i, double h) {
  return (moved(at, n, i, h) - moved(at, n, i, -h)) / (2 * h);
}
static void check(const double *at, int n) {
  double x[64], d[64] = {0};
  for (int k = 0; k < n; k++) x[k] = at[k];
  __enzyme_autodiff((void *)${name}, enzyme_dup, x, d, enzyme_const, n);
  for (int i = 0; i < n; i++) {
    double m = at[i] < 0 ? -at[i] : at[i], h = ${single ? '0x1p-5' : '0x1p-11'} * (m > 1 ? m : 1);
    printf("pair %.17g %.17g\\n", d[i], (64 * central(at, n, i, h / 4) - 20 * central(at, n, i, h / 2) + central(at, n, i, h)) / 45);
  }
}
int main(void) {
${calls.join('\n')}
  return 0;
}
`;
}

/** What is wrong with what came out, in sentences. */
export function problemsOf(
  program: Program | NativeProgram,
  { pairs, refusedWith }: NativeOutcome,
): string[] {
  if (refusedWith.length) {
    const known = program.refused?.codes;
    const expected = refusedWith.every((c) => known?.some((k) => k === c));
    return expected ? [] : [`it is refused with ${refusedWith.join()}`];
  }
  const expected = program.points.reduce((sum, [x]) => sum + (x as readonly number[]).length, 0);
  if (pairs.length !== expected) return [`it prints ${pairs.length} derivatives, not ${expected}`];
  const own = 'folder' in program ? program.tolerance : undefined;
  return pairs.flatMap(([given, difference], i) => {
    const tolerance = (own ?? (program.single ? 3e-4 : 1e-6)) * Math.max(0.1, Math.abs(difference));
    if (Math.abs(given - difference) <= tolerance) return [];
    return [`number ${i}: the derivative is ${given}, by differences ${difference}`];
  });
}
