/** `fluxion explain`: what the differentiation of a function found out and decided, by source line. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { explainText } from '../bindings/explain-module.ts';
import { explainWith, withSourceLine, type SourceReader } from '../bindings/source-lines.ts';
import { fail } from '../diagnostics/index.ts';
import type { ExplainReport } from '../explain/index.ts';
import type { ParsedArguments } from './arguments.ts';
import { readBytes } from './call.ts';
import { compileOptions, wrtOption, type Command } from './command.ts';
import { jsonDiagnostic } from './diagnostics-json.ts';
import { explainText as renderReport } from './explain-text.ts';
import type { Io } from './io.ts';
import { explainPalette, reportDiagnostics } from './report.ts';
import { compileFile, readNames } from './session.ts';
import { checkIsText } from './text-file.ts';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'FILE [FUNCTION] [options]',
  summary: 'Show what is active in a function and what its gradient keeps, line by line.',
  options: [
    wrtOption,
    { name: 'json', description: 'print the report as JSON (docs/explain.md describes it)' },
    ...compileOptions,
  ],
  notes: [
    'FILE is C, C++ or textual LLVM IR. Without FUNCTION, the functions are explained that __enzyme_autodiff is called for.',
    '∂ marks lines with active values: those that depend on a differentiated input and influence the result.\n' +
      'constant: not active, and why. taped: saved on the tape, in each execution of the line. kept: held in a variable.\n' +
      'again: computed again by the reverse sweep. Functions that are differentiated with it follow.',
  ],
  examples: [
    'explain examples/rosenbrock.c rosenbrock',
    'explain in.ll',
    'explain model.c loss --wrt weights --json',
  ],
  async run(args, io) {
    const [file, name, ...rest] = args.positionals;
    if (file === undefined) fail('FX5001', 'explain needs a file, and the function after it');
    if (rest.length > 0) fail('FX5001', `explain takes a file and a function; what is ${rest[0]}?`);
    const { ir, read } = await readProgram(file, args, io);
    const report = explainWith(read, () => explainText(ir, { function: name, wrt: readNames(args), file }));
    const diagnostics = report.diagnostics.map((d) => withSourceLine(d, read));
    reportDiagnostics(diagnostics, io);
    io.stdout(
      args.options.has('json')
        ? `${JSON.stringify(toJson(report, diagnostics), undefined, 1)}\n`
        : renderReport(report, read, explainPalette(io.colour.stdout)),
    );
    return diagnostics.some((d) => d.severity === 'error') ? 1 : 0;
  },
};

const toJson = (report: ExplainReport, diagnostics: ExplainReport['diagnostics']) => ({
  ...report,
  diagnostics: diagnostics.map(jsonDiagnostic),
});

async function readProgram(
  file: string,
  args: ParsedArguments,
  io: Io,
): Promise<{ ir: string; read: SourceReader }> {
  if (!file.endsWith('.ll') && file !== '-') return compileFile(file, args, io);
  const bytes = await readBytes(file, io);
  checkIsText(bytes, file);
  const folders = [io.folder, path.resolve(io.folder, path.dirname(file))];
  return { ir: new TextDecoder().decode(bytes), read: diskReader(folders) };
}

/** Debug info may name any file: what is no source is not shown. */
const sourceFile = /\.(c|h|cc|cpp|cxx|c\+\+|hh|hpp|hxx|inc|ipp|tpp|rs|f|f90|f95|f03|f08)$/i;
const largestSource = 16 * 1024 * 1024;

/** Reads the sources that debug info names, where they are there. */
function diskReader(folders: readonly string[]): SourceReader {
  const known = new Map<string, string | undefined>();
  const read = (file: string): string | undefined => {
    if (!sourceFile.test(file)) return undefined;
    for (const folder of folders) {
      const at = path.resolve(folder, file);
      const info = statSync(at, { throwIfNoEntry: false });
      if (info?.isFile() && info.size <= largestSource) return readFileSync(at, 'utf8');
    }
    return undefined;
  };
  return (file) => {
    if (!known.has(file))
      known.set(
        file,
        tryReading(() => read(file)),
      );
    return known.get(file);
  };
}

function tryReading(read: () => string | undefined): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
