/** `fluxion check`: the gradient beside central differences. */
import { fail } from '../diagnostics/index.ts';
import { fitArguments, readCallArguments, readGradientOptions } from './call.ts';
import { callOptions, compileOptions, type Command } from './command.ts';
import { compareWithDifferences, isWorse, type ComparedComponent, type Comparison } from './comparison.ts';
import { formatDigits, formatTable } from './format.ts';
import { fileAndFunction } from './grad.ts';
import { writeJson } from './json.ts';
import { palette } from './report.ts';
import { loadFunction } from './session.ts';

export const checkCommand: Command = {
  name: 'check',
  usage: 'FILE FUNCTION --at JSON [--rtol 1e-6] [options]',
  summary: 'Compare a gradient with central differences.',
  options: [
    ...callOptions,
    {
      name: 'rtol',
      value: 'NUMBER',
      description: 'largest relative difference that counts as agreement (1e-6 unless given)',
    },
    { name: 'json', description: 'print the comparison as JSON' },
    ...compileOptions,
  ],
  notes: [
    'Differences are relative to the component or to a thousandth of the largest component, whichever is larger; what\n' +
      'rounding alone makes of the central differences is allowed for. Exits with 0 if all components agree, 1 if not.',
  ],
  examples: ["check examples/rosenbrock.c rosenbrock --at '[[-1.2, 1.0], 2]'"],
  async run(args, io) {
    const [file, name] = fileAndFunction(args, 'check');
    const rtol = readTolerance(args.options.get('rtol')?.at(-1));
    const point = await readCallArguments(args, io);
    const options = await readGradientOptions(args, io);
    const fn = await loadFunction(file, name, args, io);
    const comparison = compareWithDifferences(fn, fitArguments(fn.layout, point), options, rtol);
    const write = args.options.has('json') ? comparisonJson : comparisonTable;
    io.stdout(write(comparison, io.colour.stdout));
    return comparison.agrees ? 0 : 1;
  },
};

function readTolerance(text: string | undefined): number {
  if (text === undefined) return 1e-6;
  const rtol = Number(text);
  return text.trim() !== '' && rtol > 0 && rtol < Infinity
    ? rtol
    : fail('FX5001', `--rtol takes a positive number, not ${text}`);
}

function comparisonTable(comparison: Comparison, colour: boolean): string {
  const { rows, worst, agrees, rtol } = comparison;
  const colours = palette(colour);
  const shown = rows.length <= mostRows ? rows : worstFirst(rows).slice(0, mostRows);
  const lines = formatTable(
    [['component', 'gradient', 'differences', 'error'], ...shown.map(describeRow)],
    ['left', 'right', 'right', 'right'],
  );
  const marked = lines.map((line, i) => {
    const row = shown[i - 1];
    if (row === undefined) return colours.bold(line);
    const mark = row === worst ? '  ← worst' : '';
    return row.agrees ? line + mark : colours.error(`${line}${mark}  differs`);
  });
  if (shown.length < rows.length) marked.push(`… and ${rows.length - shown.length} with smaller errors`);
  const wrong = rows.filter((row) => !row.agrees).length;
  const count = `${rows.length} component${rows.length === 1 ? '' : 's'}`;
  // Single precision, or cancellation, leaves the differences themselves less exact than that.
  const limited = rows.some((row) => row.error > rtol) ? ', or as far as rounding lets differences tell' : '';
  const verdict = agrees
    ? colours.good(`${count}: all agree to ${rtol}${limited}`)
    : colours.error(`${count}: ${wrong} differ${wrong === 1 ? 's' : ''} by more than ${rtol}`);
  return `${[...marked, verdict].join('\n')}\n`;
}

const mostRows = 40;

const worstFirst = (rows: readonly ComparedComponent[]): ComparedComponent[] =>
  [...rows].sort((a, b) => (isWorse(a, b) ? -1 : isWorse(b, a) ? 1 : 0));

function describeRow({ name, gradient, difference, error }: ComparedComponent): string[] {
  return [name, formatDigits(gradient, 15), formatDigits(difference, 12), error.toExponential(1)];
}

function comparisonJson({ rows, worst, agrees, rtol }: Comparison): string {
  const components = rows.map(({ name, gradient, difference, error }) => ({
    name,
    gradient,
    difference,
    error,
  }));
  return `${writeJson({ agrees, rtol, worst: worst?.name ?? null, components })}\n`;
}
