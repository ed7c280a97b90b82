/** `fluxion grad`: the value and the gradient of a function at a point. */
import type { CompiledFunction, ValueAndGradient } from '../bindings/runtime/types.ts';
import { fail } from '../diagnostics/index.ts';
import type { ParsedArguments } from './arguments.ts';
import { fitArguments, gradientAt, readCallArguments, readGradientOptions } from './call.ts';
import { callOptions, compileOptions, type Command } from './command.ts';
import { formatTable, formatValue } from './format.ts';
import { writeJson } from './json.ts';
import { loadFunction } from './session.ts';

export const gradCommand: Command = {
  name: 'grad',
  usage: 'FILE FUNCTION --at JSON [options]',
  summary: 'Print the value and the gradient of a C or C++ function.',
  options: [
    ...callOptions,
    { name: 'json', description: 'print {"value": v, "gradient": [g0, …]} with an entry for each parameter' },
    ...compileOptions,
  ],
  notes: [
    'A parameter without a derivative (an integer, or one that --wrt leaves out) has the gradient null. Numbers that\n' +
      'JSON lacks are the texts "NaN", "Infinity" and "-Infinity". Nested arrays are taken row by row. A pointer to\n' +
      'structs takes the members of each in order.',
    'A function that returns no number needs --seed for its output array; the value is then that array after the call.\n' +
      'The gradient of an array that the function overwrites is by the contents before the call.',
  ],
  examples: [
    "grad examples/rosenbrock.c rosenbrock --at '[[-1.2, 1.0], 2]'",
    "grad examples/rosenbrock.c rosenbrock --at '[[-1.2, 1.0], 2]' --json -O3",
    'grad model.c loss --at @point.json --wrt weights,bias',
  ],
  async run(args, io) {
    const [file, name] = fileAndFunction(args, 'grad');
    const point = await readCallArguments(args, io);
    const options = await readGradientOptions(args, io);
    const fn = await loadFunction(file, name, args, io);
    const result = gradientAt(fn, fitArguments(fn.layout, point), options);
    io.stdout(args.options.has('json') ? jsonLine(result) : describeResult(fn, result));
    return 0;
  },
};

export function fileAndFunction(
  { positionals }: ParsedArguments,
  command: string,
): [file: string, name: string] {
  const [file, name, ...rest] = positionals;
  if (file === undefined) fail('FX5001', `${command} needs a file and a function`);
  if (name === undefined) fail('FX5001', `${command} needs the function's name after the file`);
  if (rest.length > 0) fail('FX5001', `${command} takes a file and a function; what is ${rest[0]}?`);
  return [file, name];
}

function jsonLine({ value, gradient }: ValueAndGradient): string {
  return `${writeJson({ value, gradient })}\n`;
}

function describeResult({ layout }: CompiledFunction, { value, gradient }: ValueAndGradient): string {
  const rows = [['value', formatValue(value)]];
  layout.parameters.forEach((parameter, i) => {
    const entry = gradient[i]!;
    rows.push([`d/d${parameter.name}`, entry === null ? `none (${parameter.type})` : formatValue(entry)]);
  });
  return `${formatTable(rows, ['left', 'left']).join('\n')}\n`;
}
