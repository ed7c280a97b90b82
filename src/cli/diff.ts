/** `fluxion diff`: IR in, IR out, every call of a marker replaced by a derivative. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { explainWith, sourceReader, withSourceLine } from '../bindings/source-lines.ts';
import { fail, FluxionError, type Diagnostic } from '../diagnostics/index.ts';
import type { SourceReader } from '../bindings/source-lines.ts';
import { findSymbol } from '../toolchain/node/find-symbol.ts';
import { localSources } from '../toolchain/node/local-sources.ts';
import { lowerText } from '../bindings/lower.ts';
import type { ParsedArguments } from './arguments.ts';
import { readBytes, reasonOf } from './call.ts';
import { diagnosticsOption, type Command } from './command.ts';
import type { Io } from './io.ts';
import { reportDiagnostics } from './report.ts';
import { checkIsText } from './text-file.ts';

export const diffCommand: Command = {
  name: 'diff',
  usage: 'IN.ll -o OUT.ll',
  summary: 'Differentiate textual LLVM IR: lower every __enzyme_autodiff and its kin.',
  options: [
    { name: 'output', short: 'o', value: 'FILE', description: 'where the result goes; - is standard output' },
    diagnosticsOption,
    {
      name: 'linker',
      value: 'PROCESS',
      description: 'the folder under /proc of a linker, whose files are named where a function has no body',
    },
  ],
  notes: ['- stands for standard input. A module without requests passes through with nothing lost.'],
  examples: ['diff in.ll -o out.ll', 'diff - -o - < in.ll > out.ll'],
  async run(args, io) {
    const { input, output } = readPaths(args);
    const bytes = await readBytes(input, io);
    checkIsText(bytes, input);
    const text = new TextDecoder().decode(bytes);
    const name = input === '-' ? '<stdin>' : input;
    const given = sourceReader([[name, text]], '/');
    const local = localSources(
      input === '-' ? [io.folder] : [io.folder, path.resolve(io.folder, path.dirname(input))],
    );
    const read: SourceReader = (file) => given(file) ?? local(file);
    const linker = args.options.get('linker')?.at(-1);
    const result = withDefiningFiles(linker, () => explainWith(read, () => lowerText(text, name)));
    reportDiagnostics(
      result.warnings.map((d) => withSourceLine(d, read)),
      io,
    );
    await writeOutput(output, result.ir, io);
    return 0;
  },
};

/** Says of functions without bodies which file of the link has them as machine code. */
function withDefiningFiles<T>(linker: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (linker === undefined || !(error instanceof FluxionError)) throw error;
    throw new FluxionError(error.diagnostics.map((d) => withDefiningFile(d, linker)));
  }
}

function withDefiningFile(d: Diagnostic, linker: string): Diagnostic {
  const found = d.missing === undefined ? undefined : findSymbol(linker, d.missing);
  if (found === undefined) return d;
  const file = found.name;
  const beside =
    found.bitcode === undefined
      ? 'without bitcode'
      : `with bitcode of LLVM ${found.bitcode}, which this link does not read`;
  const again =
    found.bitcode === undefined
      ? `compile what is in ${file} with -flto or -ffat-lto-objects`
      : `compile what is in ${file} with the compiler that links, or link with that of LLVM ${found.bitcode}`;
  return {
    ...d,
    notes: [`${file} has it, as machine code ${beside}`, ...(d.notes ?? [])],
    help: [
      /\.so\b/.test(file)
        ? `link a static library in its place, compiled with -flto or -ffat-lto-objects, or register a derivative of '${d.missing}'`
        : `${again}, or register a derivative of '${d.missing}'`,
    ],
  };
}

function readPaths({ positionals, options }: ParsedArguments): { input: string; output: string } {
  const [input, ...rest] = positionals;
  if (input === undefined) fail('FX5001', 'diff needs a file of LLVM IR; - is standard input');
  if (rest.length > 0) fail('FX5001', `diff takes one file; what is ${rest[0]}?`);
  const output = options.get('output')?.at(-1);
  if (output === undefined) fail('FX5001', 'diff needs -o FILE for its result; - is standard output');
  return { input, output };
}

async function writeOutput(file: string, text: string, io: Io): Promise<void> {
  if (file === '-') return io.stdout(text);
  try {
    await writeFile(path.resolve(io.folder, file), text);
  } catch (error) {
    fail('FX5012', `cannot write ${file}: ${reasonOf(error)}`);
  }
}
