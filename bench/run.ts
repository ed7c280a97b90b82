/**
 * `npm run bench`: the speed of the parser and printer, and for each example the times of the function and its gradient.
 *
 *   --only NAME   one example (may be repeated); leaves the text measurement out
 *   --json FILE   writes the same as JSON
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { timeExamples, type ExampleTiming } from './examples.ts';
import { benchText } from './text.ts';
import { geometricMean } from './timing.ts';

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true }, json: { type: 'string' } },
});
const only = values.only ?? [];

const text = only.length > 0 ? undefined : await benchText();
if (text) {
  const { megabytes, parse, print, heapMegabytes } = text;
  console.log(`IR text, module of ${megabytes.toFixed(1)} MB`);
  console.log(`  parse  ${parse.toFixed(1)} MB/s`);
  console.log(`  print  ${print.toFixed(1)} MB/s`);
  console.log(`  heap   ${heapMegabytes.toFixed(0)} MB\n`);
}
const examples = await timeExamples(only);
printExamples(examples);
if (values.json !== undefined)
  await writeFile(values.json, `${JSON.stringify({ text, examples }, null, 2)}\n`);

function printExamples(timings: readonly ExampleTiming[]): void {
  console.log('Gradients as WebAssembly (medians, with copying of the arguments)');
  const rows = timings.map((t) => [
    t.name,
    t.label,
    t.primal.toFixed(3),
    t.gradient.toFixed(3),
    t.ratio.toFixed(2),
  ]);
  const table = [['example', 'workload', 'primal ms', 'gradient ms', 'ratio'], ...rows];
  const widths = table[0]!.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  for (const row of table) {
    console.log(
      row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    );
  }
  console.log(`geometric mean of the ratios  ${geometricMean(timings.map((t) => t.ratio)).toFixed(2)}`);
}
