/** Parses the arguments of a command by a table of its options. Every value stays the text it was given as. */
import { parseArgs } from 'node:util';
import { nearestNames } from '../bindings/lookup.ts';
import { fail } from '../diagnostics/index.ts';

export interface OptionSpec {
  /** Name without the dashes. A one-letter name is written with one dash, and may be joined with its value: `-O2`. */
  readonly name: string;
  readonly short?: string;
  /** What the help calls the value; without one, the option is a switch. */
  readonly value?: string;
  readonly description: string;
}

export interface ParsedArguments {
  readonly positionals: readonly string[];
  /** All values of an option, in order; an empty text for each time a switch is given. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/** @throws FluxionError FX5001 for an option that is not in the table, or without its value. */
export function parseArguments(args: readonly string[], specs: readonly OptionSpec[]): ParsedArguments {
  const known = new Map(specs.map((spec) => [spec.name, spec]));
  const { tokens } = parseArgs({
    args: withDoubleDash(args),
    options: Object.fromEntries(specs.map((spec) => [spec.name, parserOption(spec)])),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const positionals: string[] = [];
  const options = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = known.get(token.name) ?? failUnknown(token.rawName, specs);
    if (spec.value === undefined && token.value !== undefined)
      fail('FX5001', `${token.rawName} takes no value`);
    if (spec.value !== undefined && lacksValue(token))
      fail('FX5001', `${token.rawName} needs a value: ${spec.value}`);
    options.set(spec.name, [...(options.get(spec.name) ?? []), token.value ?? '']);
  }
  return { positionals, options };
}

function parserOption(spec: OptionSpec) {
  const short = spec.short ?? (spec.name.length === 1 ? spec.name : undefined);
  return { type: spec.value === undefined ? 'boolean' : 'string', ...(short && { short }) } as const;
}

/** clang's `-std=` is the one long option with a single dash. */
function withDoubleDash(args: readonly string[]): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  return args.map((arg, i) => (i < end && arg.startsWith('-std=') ? `-${arg}` : arg));
}

/** A value that looks like an option is one, unless it is a negative number or joined with its option. */
function lacksValue({
  value,
  inlineValue,
}: {
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}): boolean {
  if (inlineValue === true) return value === '';
  return value === undefined || /^-[^\d.]/.test(value);
}

function failUnknown(rawName: string, specs: readonly OptionSpec[]): never {
  const name = rawName.replace(/^-+/, '');
  const near = nearestNames(
    name,
    specs.map((spec) => spec.name).filter((known) => known.length > 1),
  );
  const hint = near.length > 0 ? `; did you mean ${near.map((n) => `--${n}`).join(' or ')}?` : '';
  return fail('FX5001', `unknown option ${rawName}${hint}`);
}
