/** The arguments and the seed of a call, from the command line to values. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FunctionLayout, ParameterLayout, ScalarKind } from '../bindings/layout.ts';
import type {
  Argument,
  CompiledFunction,
  GradientOptions,
  Seed,
  ValueAndGradient,
} from '../bindings/runtime/types.ts';
import { fail } from '../diagnostics/index.ts';
import type { ParsedArguments } from './arguments.ts';
import type { Io } from './io.ts';
import { parseJson, type Json } from './json.ts';

/** The arguments in `--at`. What each parameter takes is checked when the function is called. */
export async function readCallArguments(args: ParsedArguments, io: Io): Promise<Argument[]> {
  const value = await readOption('at', args, io);
  if (value === undefined) fail('FX5001', '--at is missing: the arguments of the function, as a JSON array');
  if (!Array.isArray(value))
    fail('FX5006', `--at takes an array with one entry for each parameter, not ${kindOf(value)}`);
  return [...(value as readonly Json[])] as Argument[];
}

/** The options for `valueAndGrad`: the seed in `--seed`, if there is one. */
export async function readGradientOptions(args: ParsedArguments, io: Io): Promise<GradientOptions> {
  const seed = await readOption('seed', args, io);
  return seed === undefined ? {} : { seed: roundIntegers(seed) as Seed };
}

/** Value and gradient of a function at the arguments, whose number may be wrong. */
export function gradientAt(
  fn: CompiledFunction,
  args: readonly Argument[],
  options: GradientOptions,
): ValueAndGradient {
  // The options would be taken for a missing argument, or one too many for them: let the plain call say so.
  if (args.length !== fn.layout.parameters.length) fn(...args);
  return fn.valueAndGrad(...args, options);
}

/** The arguments with large integers as plain numbers, rounded, where a floating-point number is meant. */
export function fitArguments({ parameters }: FunctionLayout, args: readonly Argument[]): Argument[] {
  return args.map((arg, i) => {
    const parameter = parameters[i];
    const kinds = parameter === undefined ? [] : kindsOf(parameter);
    return kinds.includes('i64') || kinds.includes('u64') ? arg : (roundIntegers(arg as Json) as Argument);
  });
}

function kindsOf(parameter: ParameterLayout): ScalarKind[] {
  if (parameter.form === 'scalar') return [parameter.kind];
  const { uniform, fields } = parameter.element;
  return uniform === null ? fields.map((field) => field.kind) : [uniform];
}

function roundIntegers(value: Json): Json {
  if (typeof value === 'bigint') return Number(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(roundIntegers);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, roundIntegers(item)]));
}

async function readOption(name: string, { options }: ParsedArguments, io: Io): Promise<Json | undefined> {
  const text = options.get(name)?.at(-1);
  if (text === undefined) return undefined;
  if (!text.startsWith('@')) return parseJson(text, `--${name}`);
  return parseJson(await readText(text.slice(1), io), text.slice(1));
}

/** The text of a file, or of standard input for `-`. */
async function readText(file: string, io: Io): Promise<string> {
  return new TextDecoder().decode(await readBytes(file, io));
}

export async function readBytes(file: string, io: Io): Promise<Uint8Array> {
  if (file === '-') return io.stdin();
  try {
    return await readFile(path.resolve(io.folder, file));
  } catch (error) {
    return fail('FX5002', `cannot read ${file}: ${reasonOf(error)}`);
  }
}

/** What the system says, without the call and the path that Node adds. */
export function reasonOf(error: unknown): string {
  return (error as Error).message.replace(/^[A-Z]+: /, '').replace(/, \w+( '.*')?( -> '.*')?$/, '');
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${String(value)}`;
}
