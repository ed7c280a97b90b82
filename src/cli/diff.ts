/** `fluxion diff`: IR in, IR out, every call of a marker replaced by a derivative. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { explainWith, sourceReader, withSourceLine } from '../bindings/source-lines.ts';
import { fail } from '../diagnostics/index.ts';
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
  ],
  notes: ['- stands for standard input. A module without requests passes through with nothing lost.'],
  examples: ['diff in.ll -o out.ll', 'diff - -o - < in.ll > out.ll'],
  async run(args, io) {
    const { input, output } = readPaths(args);
    const bytes = await readBytes(input, io);
    checkIsText(bytes, input);
    const text = new TextDecoder().decode(bytes);
    const name = input === '-' ? '<stdin>' : input;
    const read = sourceReader([[name, text]], '/');
    const result = explainWith(read, () => lowerText(text, name));
    reportDiagnostics(
      result.warnings.map((d) => withSourceLine(d, read)),
      io,
    );
    await writeOutput(output, result.ir, io);
    return 0;
  },
};

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
