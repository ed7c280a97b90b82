/** The command line: finds the command, runs it, and turns errors into messages and exit codes. */
import packageFile from '../../package.json' with { type: 'json' };
import { nearestNames } from '../bindings/lookup.ts';
import { fail } from '../diagnostics/index.ts';
import { parseArguments, type ParsedArguments } from './arguments.ts';
import { buildCommand } from './build.ts';
import { checkCommand } from './check.ts';
import {
  commandHelp,
  generalHelp,
  helpOption,
  type Command,
  type ExitCode,
  type PassingCommand,
} from './command.ts';
import { diffCommand } from './diff.ts';
import { explainCommand } from './explain.ts';
import { gradCommand } from './grad.ts';
import type { Io } from './io.ts';
import { cargoCommand, clangCommand, clangxxCommand, flangCommand, rustcCommand } from './native.ts';
import { pluginCommand } from './plugin.ts';
import { reportError } from './report.ts';

const commands: readonly (Command | PassingCommand)[] = [
  gradCommand,
  checkCommand,
  explainCommand,
  diffCommand,
  buildCommand,
  pluginCommand,
  clangCommand,
  clangxxCommand,
  flangCommand,
  rustcCommand,
  cargoCommand,
];

/**
 * @param args the arguments after the program's name
 * @returns the exit code
 */
export async function run(args: readonly string[], surroundings: Io): Promise<number> {
  // A command that passes its arguments on has none of ours among them.
  const passing = commands.find(({ name }) => name === args[0]);
  const io = passing && 'pass' in passing ? surroundings : withDiagnosticsFormat(args, surroundings);
  try {
    const [first, ...rest] = args;
    if (first === undefined) {
      io.stderr(generalHelp(commands));
      return 2;
    }
    const command = commands.find(({ name }) => name === first);
    if (command && 'pass' in command) return await command.pass(rest, io);
    return command ? await runCommand(command, rest, io) : runGeneral(first, rest, io);
  } catch (error) {
    return reportError(error, args[0] ?? '', io);
  }
}

/** Read before all else, so that a wrong call is told in the format that is asked for. */
function withDiagnosticsFormat(args: readonly string[], io: Io): Io {
  const isAsked = args.some((arg, i) => `${arg}=${args[i + 1] ?? ''}`.startsWith('--diagnostics=json'));
  // A spinner would write between the lines.
  return isAsked ? { ...io, diagnostics: 'json', terminal: false } : io;
}

function checkDiagnosticsFormat({ options }: ParsedArguments): void {
  const format = options.get('diagnostics')?.at(-1) ?? 'text';
  if (format !== 'text' && format !== 'json')
    fail('FX5001', `--diagnostics takes text or json, not ${format}`);
}

async function runCommand(command: Command, args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseArguments(args, [...command.options, helpOption]);
  checkDiagnosticsFormat(parsed);
  if (!parsed.options.has('help')) return command.run(parsed, io);
  io.stdout(commandHelp(command));
  return 0;
}

/** `--version`, `--help`, `help COMMAND`. */
function runGeneral(first: string, rest: readonly string[], io: Io): ExitCode {
  const topic = commands.find(({ name }) => name === rest[0]);
  if (first === '--version' || first === '-v') io.stdout(`fluxion ${packageFile.version}\n`);
  else if (first === 'help' && topic) io.stdout(commandHelp(topic));
  else if (['help', '--help', '-h'].includes(first)) io.stdout(generalHelp(commands));
  else failUnknownCommand(first);
  return 0;
}

function failUnknownCommand(name: string): never {
  const names = commands.map((command) => command.name);
  const near = nearestNames(name, names);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${names.join(', ')}`;
  return fail(
    'FX5001',
    name.startsWith('-') ? `unknown option ${name}` : `there is no command ${name}; ${hint}`,
  );
}
