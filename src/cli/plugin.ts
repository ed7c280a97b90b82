/** `fluxion plugin`: builds the LLVM plugin where it is not there yet, and prints its path. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../diagnostics/index.ts';
import { isSupported, llvmVersions } from '../toolchain/node/native-tool.ts';
import { providePlugin } from '../toolchain/node/plugin.ts';
import type { Command } from './command.ts';
import type { Io } from './io.ts';

export const pluginCommand: Command = {
  name: 'plugin',
  usage: '[--llvm VERSION]',
  summary: 'Print the path of the plugin for clang, flang, opt and lld; built on first use.',
  options: [
    {
      name: 'llvm',
      value: 'VERSION',
      description: `the LLVM it is for, ${llvmVersions.at(-1)} to ${llvmVersions[0]} (the newest installed unless given)`,
    },
  ],
  notes: ['It takes a C++ compiler and the headers of that LLVM: apt-get install clang-22 llvm-22-dev.'],
  examples: ['plugin --llvm 22', 'clang -O2 main.c -o main'],
  async run({ positionals, options }, io) {
    if (positionals.length > 0) fail('FX5001', `plugin takes no arguments; what is ${positionals[0]}?`);
    const wanted = options.get('llvm')?.at(-1);
    const version = wanted === undefined ? undefined : Number(wanted);
    if (version !== undefined && !isSupported(version))
      fail('FX5001', `--llvm takes ${llvmVersions.at(-1)} to ${llvmVersions[0]}, not ${wanted}`);
    io.stdout(`${await pluginPath(version, io)}\n`);
    return 0;
  },
};

/** The plugin for a version of LLVM; the newest installed unless given. */
export function pluginPath(version: number | undefined, io: Io): Promise<string> {
  return providePlugin(version, {
    root: packageRoot(),
    cacheFolder: io.cacheFolder && path.resolve(io.folder, io.cacheFolder),
    environment: process.env,
    onProgress: (message) => io.stderr(`fluxion: ${message}\n`),
  });
}

/** The folder of package.json: this file is in `src/cli`, or in a bundle in `dist`. */
function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, 'package.json')) && path.dirname(folder) !== folder)
    folder = path.dirname(folder);
  return folder;
}
