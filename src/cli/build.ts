/** `fluxion build`: a WebAssembly file with functions and their gradients, a JavaScript module and declarations. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { writeDeclarations } from '../bindings/declarations.ts';
import { writeModule } from '../bindings/module-text.ts';
import type { LinkedProgram } from '../bindings/pipeline.ts';
import { fail } from '../diagnostics/index.ts';
import { makeFolder } from '../toolchain/node/make-folder.ts';
import type { ParsedArguments } from './arguments.ts';
import { reasonOf } from './call.ts';
import { compileOptions, type Command } from './command.ts';
import type { Io } from './io.ts';
import { reportDiagnostics, warn } from './report.ts';
import { linkFiles } from './session.ts';

export const buildCommand: Command = {
  name: 'build',
  usage: 'FILE… -o DIR [--function NAME]… [options]',
  summary: 'Write NAME.wasm, NAME.js and NAME.d.ts with the functions of a program and their gradients.',
  options: [
    {
      name: 'output',
      short: 'o',
      value: 'DIR',
      description: 'folder for the three files; made if it is not there',
    },
    {
      name: 'function',
      value: 'NAME',
      description: 'export this function (all that are not static unless given)',
    },
    {
      name: 'name',
      value: 'NAME',
      description: 'name of the three files (that of the first FILE unless given)',
    },
    ...compileOptions,
  ],
  notes: ['All files make one program. The module needs nothing else, in Node and in browsers.'],
  examples: ['build examples/rosenbrock.c -o dist', 'build model.c util.c -o dist --function loss -O3'],
  async run(args, io) {
    const { positionals: files, options } = args;
    if (files.length === 0) fail('FX5001', 'build needs at least one file');
    const folder = options.get('output')?.at(-1);
    if (folder === undefined) fail('FX5001', 'build needs -o DIR for its results');
    const name = options.get('name')?.at(-1) ?? path.parse(files[0]!).name;
    if (!/^[\p{L}\p{M}\p{N}_.+ -]+$/u.test(name) || /^[. ]+$/.test(name))
      fail('FX5001', `${name} cannot be the name of a file; give another with --name`);
    const program = await linkFiles(files, args, io, { functions: options.get('function') });
    if (!reportProblems(program, args, io)) return 1;
    const origin = `Made by fluxion ${packageFile.version} from ${files.join(', ').replace(/\s+/g, ' ')}`;
    const { layouts, withoutGradient, wasm } = program;
    await writeFiles(folder, io, {
      [`${name}.wasm`]: wasm,
      [`${name}.js`]: writeModule({
        wasmFile: `${name}.wasm`,
        layouts,
        withoutGradient,
        runtime: await readRuntime(),
        origin,
      }),
      [`${name}.d.ts`]: writeDeclarations(layouts, origin),
    });
    return 0;
  },
};

/** Says what is left out. A function that was asked for by name must be complete; of all functions, one must be there. */
function reportProblems(
  { layouts, notCallable, withoutGradient }: LinkedProgram,
  args: ParsedArguments,
  io: Io,
): boolean {
  const named = args.options.has('function');
  for (const [name, diagnostics] of notCallable) {
    reportDiagnostics(diagnostics, io);
    warn(`${name} is left out`, io);
  }
  for (const [name, diagnostics] of withoutGradient) {
    reportDiagnostics(diagnostics, io);
    if (!named) warn(`${name} is written without a gradient`, io);
  }
  if (layouts.length === 0)
    fail('FX5004', 'there is no function to export: all are static, or none can be called');
  return !named || withoutGradient.size === 0;
}

/** The text of `bindings/runtime.ts` as it is in the package. */
async function readRuntime(): Promise<string> {
  return readFile(new URL('./runtime.js', import.meta.url), 'utf8');
}

async function writeFiles(folder: string, io: Io, files: Record<string, string | Uint8Array>): Promise<void> {
  const target = path.resolve(io.folder, folder);
  try {
    await makeFolder(target);
    for (const [name, content] of Object.entries(files)) {
      await writeFile(path.join(target, name), content);
      io.stdout(`${path.join(folder, name)}\n`);
    }
  } catch (error) {
    fail('FX5012', `cannot write to ${folder}: ${reasonOf(error)}`);
  }
}
