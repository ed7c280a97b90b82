/** `fluxion clang` and its kin: the user's own compiler, with the flags that load the plugin. */
import { withEmbeddedBitcode } from '../toolchain/node/embedded-bitcode.ts';
import { expandResponseFiles } from '../toolchain/node/link-line.ts';
import { findCompiler, findProgram, llvmVersionOf, runInPlace } from '../toolchain/node/native-tool.ts';
import { temporaryFolder } from '../toolchain/node/temporary-folder.ts';
import { fail } from '../diagnostics/index.ts';
import type { PassingCommand } from './command.ts';
import type { Io } from './io.ts';
import { pluginPath } from './plugin.ts';

export const clangCommand = clangLike('clang', 'FLUXION_CLANG', 'C', 'main.c');
export const clangxxCommand = clangLike('clang++', 'FLUXION_CLANGXX', 'C++', 'main.cpp');
export const flangCommand = clangLike('flang', 'FLUXION_FLANG', 'Fortran', 'main.f90');

export const rustcCommand: PassingCommand = {
  name: 'rustc',
  usage: 'ARGS…',
  summary: 'Run rustc so that the program is differentiated when it is linked.',
  options: [],
  notes: [variables('FLUXION_RUSTC', 'FLUXION_LLD')],
  examples: ['rustc -O main.rs -o main'],
  async pass(args, io) {
    const rustc = findCompiler('rustc', 'FLUXION_RUSTC', process.env);
    return runTool(rustc, [...(await rustFlags(rustc, io)), ...debugFlags(args), ...args], args, io);
  },
};

export const cargoCommand: PassingCommand = {
  name: 'cargo',
  usage: 'ARGS…',
  summary: 'Run cargo so that programs are differentiated when they are linked.',
  options: [],
  notes: [variables('FLUXION_CARGO', 'FLUXION_RUSTC', 'FLUXION_LLD')],
  examples: ['cargo run --release'],
  async pass(args, io) {
    const rustc = findCompiler('rustc', 'FLUXION_RUSTC', process.env);
    // Of a profile without debug information, cargo strips what it links.
    const flags = [...(await rustFlags(rustc, io)), ...debugInformation];
    // What cargo would have taken from RUSTFLAGS goes on to be taken.
    const { CARGO_ENCODED_RUSTFLAGS: encoded, RUSTFLAGS: plain } = process.env;
    const own = encoded?.split('\x1f') ?? plain?.split(' ').filter((flag) => flag !== '') ?? [];
    const environment = { ...process.env, CARGO_ENCODED_RUSTFLAGS: [...flags, ...own].join('\x1f') };
    return runTool(findCompiler('cargo', 'FLUXION_CARGO', process.env), args, args, io, environment);
  },
};

function variables(...names: string[]): string {
  return `${names.join(' and ')} ${names.length > 1 ? 'name other programs' : 'names another program'} than the one that is found.`;
}

function clangLike(name: string, variable: string, language: string, file: string): PassingCommand {
  return {
    name,
    usage: 'ARGS…',
    summary: `Run ${name} with the plugin, which differentiates ${language} as it compiles.`,
    options: [],
    notes: [
      `With -flto, functions of all files and libraries of the program are differentiated when it is linked.`,
      variables(variable),
    ],
    examples: [`${name} -O2 ${file} -o main`],
    async pass(args, io) {
      const compiler = findCompiler(name, variable, process.env);
      // What decides may be in response files.
      const expanded = expandResponseFiles(args, io.folder);
      if (!optimises(expanded)) return runTool(compiler, args, args, io);
      const version = await llvmVersionOf(compiler);
      const plugin = await pluginPath(version, io);
      const flags = clangFlags(expanded, plugin, name);
      const links = flags.includes(loadAtLink(plugin));
      const { args: linked, remove } = links
        ? withEmbeddedBitcode(args, io.folder, version)
        : { args, remove: () => {} };
      const environment = asksForDebugInfo(expanded)
        ? process.env
        : { ...process.env, FLUXION_DROP_DEBUG_INFO: '1' };
      const temporary = temporaryFolder(environment);
      return runTool(compiler, [...flags, ...linked], args, io, temporary.environment, (interrupted) => {
        remove();
        temporary.remove(interrupted);
      });
    },
  };
}

const asksOnly =
  /^(-cc1|-cc1as|-fc1|-E|-MM?|-###|-fsyntax-only|--analyze|-help|--help.*|--version|-dump(machine|version)|--?print-.*)$/;

/** Whether a compiler that is called so comes to the passes that a plugin is for. Others need none. */
export function optimises(args: readonly string[]): boolean {
  return !args.some((arg) => asksOnly.test(arg)) && args.some((arg) => arg === '-' || !arg.startsWith('-'));
}

/** Whether there is to be debug information or none: else the types are taken from it, and the plugin drops it. */
function asksForDebugInfo(args: readonly string[]): boolean {
  return args.some((arg) => /^-g(?!cc-|en-|z)/.test(arg));
}

/** What clang and flang need beside the user's arguments; these come after, so that they have the last word. */
export function clangFlags(args: readonly string[], plugin: string, name: string): string[] {
  const has = (pattern: RegExp): boolean => args.some((arg) => pattern.test(arg));
  const isLto = args.findLast((arg) => /^-f(no-)?lto(=|$)/.test(arg))?.startsWith('-flto') ?? false;
  const links = !has(/^(-c|-S|-emit-llvm)$/);
  // Loops are vectorised and unrolled when the program is linked: what comes before differentiation should be plain.
  const plain = name === 'flang' ? [] : ['-fno-vectorize', '-fno-slp-vectorize', '-fno-unroll-loops'];
  return [
    `-fpass-plugin=${plugin}`,
    ...(name !== 'flang' && !asksForDebugInfo(args) ? ['-g'] : []),
    // A remark that never comes keeps source lines, for the messages, without writing debug information.
    '-Rpass=^fluxion$',
    ...(isLto ? plain : []),
    ...(isLto && links ? linkFlags(args, plugin) : []),
  ];
}

function linkFlags(args: readonly string[], plugin: string): string[] {
  const chosen = args.findLast((arg) => arg.startsWith('-fuse-ld='));
  if (chosen !== undefined && !chosen.includes('lld'))
    fail('FX4010', `${chosen} names a linker that takes no plugin`, {
      help: ['with -flto, programs are differentiated in lld: leave the option out, or -flto'],
    });
  return [...(chosen === undefined ? ['-fuse-ld=lld'] : []), loadAtLink(plugin)];
}

const loadAtLink = (plugin: string): string => `-Wl,--load-pass-plugin=${plugin}`;

/** rustc takes no plugin: it hands bitcode, that of its library too, to a linker that does. */
async function rustFlags(rustc: string, io: Io): Promise<string[]> {
  const version = await llvmVersionOf(rustc, '-vV');
  const lld = process.env['FLUXION_LLD'] ?? `ld.lld-${version}`;
  const linker =
    findProgram([lld], process.env) ??
    fail('FX4010', `${lld} was not found`, {
      help: [
        `install lld-${version} (apt-get install lld-${version} clang-${version}), or set FLUXION_LLD to the path of its ld.lld`,
      ],
    });
  const driver = findCompiler('clang', 'FLUXION_CLANG', process.env);
  const plugin = await pluginPath(version, io);
  const link = [`-fuse-ld=${linker}`, `-Wl,--load-pass-plugin=${plugin}`];
  const flags = [
    'linker-plugin-lto',
    'lto',
    'embed-bitcode',
    // rustc optimises all together before it hands it over: loops are left to the link, where that comes after differentiation.
    'no-vectorize-loops',
    'no-vectorize-slp',
    `linker=${driver}`,
    ...link.map((arg) => `link-arg=${arg}`),
  ];
  return flags.flatMap((flag) => ['-C', flag]);
}

/** Types come from there, and the lines in messages. */
const debugInformation = ['-C', 'debuginfo=2'];

/** A program that is to have no debug information loses it when it is linked. */
function debugFlags(args: readonly string[]): string[] {
  const isAsked = /^(-g|(-C|--codegen=?)?\s*debuginfo=.*)$/;
  return args.some((arg) => isAsked.test(arg)) ? [] : [...debugInformation, '-C', 'strip=debuginfo'];
}

function runTool(
  tool: string,
  all: readonly string[],
  given: readonly string[],
  io: Io,
  environment = process.env,
  cleanUp?: (interrupted: boolean) => void,
): Promise<number> {
  if (given.includes('-v')) io.stderr(`fluxion: ${[tool, ...all].map(quoted).join(' ')}\n`);
  return runInPlace(tool, all, environment, cleanUp);
}

/** As a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
