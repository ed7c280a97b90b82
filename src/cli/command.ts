/** What a command is, the options that several share, and the help text that both make. */
import type { OptionSpec, ParsedArguments } from './arguments.ts';
import type { Io } from './io.ts';

/** 0: done. 1: the program has a problem, or `check` found a difference. 2: the command was called wrongly. */
export type ExitCode = 0 | 1 | 2;

export interface Command {
  readonly name: string;
  /** Positional arguments as the help shows them; `…` marks one or more. */
  readonly usage: string;
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Paragraphs after the options. */
  readonly notes?: readonly string[];
  readonly examples: readonly string[];
  run(args: ParsedArguments, io: Io): Promise<ExitCode>;
}

/** A command whose arguments are those of another program, `--help` and all. It ends as that program does. */
export interface PassingCommand extends Omit<Command, 'run'> {
  pass(args: readonly string[], io: Io): Promise<number>;
}

export const helpOption: OptionSpec = { name: 'help', short: 'h', description: 'show this text' };

/** An option of all commands that read a program. */
export const diagnosticsOption: OptionSpec = {
  name: 'diagnostics',
  value: 'FORMAT',
  description: 'errors and warnings as text, or as json: one object a line (docs/diagnostics.md)',
};

/** Options of all commands that compile. */
export const compileOptions: readonly OptionSpec[] = [
  {
    name: 'O',
    value: 'LEVEL',
    description: 'optimise before the differentiation: 0, 1, 2 or 3 (2 unless given)',
  },
  { name: 'I', value: 'DIR', description: 'add a folder to look for headers in' },
  { name: 'D', value: 'MACRO', description: 'define a macro: NAME or NAME=VALUE' },
  { name: 'std', value: 'STANDARD', description: 'language standard, such as c17 or c++20' },
  { name: 'no-cache', description: 'compile anew, keep nothing' },
  diagnosticsOption,
];

export const wrtOption: OptionSpec = {
  name: 'wrt',
  value: 'NAMES',
  description: 'parameters to differentiate by, with commas between (all unless given)',
};

/** Options of `grad` and `check`, which call a function. */
export const callOptions: readonly OptionSpec[] = [
  {
    name: 'at',
    value: 'JSON',
    description:
      'the arguments: an array with a number for a scalar, an array for a pointer; @FILE reads them',
  },
  {
    name: 'seed',
    value: 'JSON',
    description: 'the adjoint of the output array, or {"name": array, …, "return": number}; @FILE reads it',
  },
  wrtOption,
];

const dashed = (spec: OptionSpec): string => {
  const short = spec.short ?? (spec.name.length === 1 ? spec.name : undefined);
  // clang's options are written as clang has them.
  if (spec.name.length === 1 || spec.name === 'std') {
    return `    -${spec.name}${spec.name === 'std' ? '=' : spec.name === 'O' ? '' : ' '}${spec.value ?? ''}`;
  }
  return `${short === undefined ? '    ' : `-${short}, `}--${spec.name}${spec.value === undefined ? '' : ` ${spec.value}`}`;
};

export function commandHelp(command: Command | PassingCommand): string {
  const options = 'pass' in command ? [] : [...command.options, helpOption];
  const width = Math.max(...options.map((spec) => dashed(spec).length));
  return [
    `Usage: fluxion ${command.name} ${command.usage}`,
    '',
    command.summary,
    '',
    ...(options.length > 0 ? ['Options:'] : ['All arguments are passed on.']),
    ...options.map((spec) => `  ${dashed(spec).padEnd(width)}  ${spec.description}`),
    ...(command.notes ?? []).flatMap((note) => ['', note]),
    '',
    command.examples.length === 1 ? 'Example:' : 'Examples:',
    ...command.examples.map((example) => `  fluxion ${example}`),
    '',
  ].join('\n');
}

export function generalHelp(commands: readonly (Command | PassingCommand)[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Usage: fluxion COMMAND …',
    '',
    'Derivatives of C and C++ functions, computed on their LLVM IR.',
    '',
    'Commands:',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'fluxion COMMAND --help explains a command; fluxion --version tells the version.',
    '',
  ].join('\n');
}
