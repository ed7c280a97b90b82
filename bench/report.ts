/** The tables that `npm run bench` prints. */
import type { ExampleTiming } from './examples.ts';
import { meansOf, type Measurement, type Platform } from './measurement.ts';
import type { TextBenchResult } from './text.ts';
import type { Throughput } from './throughput.ts';
import { geometricMean } from './timing.ts';

type Print = (line: string) => void;

export function printText({ megabytes, parse, print, heapMegabytes }: TextBenchResult, write: Print): void {
  write(`IR text, module of ${megabytes.toFixed(1)} MB`);
  write(`  parse  ${parse.toFixed(1)} MB/s`);
  write(`  print  ${print.toFixed(1)} MB/s`);
  write(`  heap   ${heapMegabytes.toFixed(0)} MB\n`);
}

export function printThroughput(results: readonly Throughput[], write: Print): void {
  write('Transformation of large modules');
  printTable(
    ['lines', 'requests', 'seconds', 'µs per line'],
    results.map((r) => [
      String(r.lines),
      String(r.requests),
      r.seconds.toFixed(2),
      ((r.seconds / r.lines) * 1e6).toFixed(1),
    ]),
    0,
    write,
  );
  write('');
}

export function printExamples(timings: readonly ExampleTiming[], write: Print): void {
  write('Gradients of the examples as WebAssembly (medians, with copying of the arguments)');
  printTable(
    ['example', 'workload', 'primal ms', 'gradient ms', 'ratio'],
    timings.map((t) => [t.name, t.label, t.primal.toFixed(3), t.gradient.toFixed(3), t.ratio.toFixed(2)]),
    2,
    write,
  );
  write(`geometric mean of the ratios  ${geometricMean(timings.map((t) => t.ratio)).toFixed(2)}\n`);
}

export function printKernels(platform: Platform, measurements: readonly Measurement[], write: Print): void {
  write(`Kernels, ${platform} (medians in milliseconds)`);
  printTable(
    [
      'kernel',
      'size',
      'primal',
      'gradient',
      'ratio',
      '/by hand',
      'tape bytes',
      'transform',
      'before -O',
      'factor',
    ],
    measurements.map((m) => [
      m.name,
      m.label,
      significant(m.primal.median),
      significant(m.gradient.median),
      m.ratio.toFixed(2),
      m.overHand?.toFixed(2) ?? '',
      String(m.tapeBytes),
      m.transformMilliseconds.toFixed(0),
      significant(m.before.gradient.median),
      m.before.factor.toFixed(2),
    ]),
    2,
    write,
  );
  const means = meansOf(measurements);
  write('geometric means');
  write(
    `  gradient / primal                          ${means.ratio.toFixed(2)} (of the minima ${means.ratioOfMinima.toFixed(2)})`,
  );
  if (!Number.isNaN(means.overHand))
    write(`  gradient / by hand                         ${means.overHand.toFixed(2)}`);
  write(`  differentiated before / after optimisation ${means.beforeFactor.toFixed(2)}\n`);
}

const significant = (value: number): string => value.toPrecision(3);

/** @param left how many columns are text */
function printTable(head: readonly string[], rows: readonly string[][], left: number, write: Print): void {
  const table = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...table.map((row) => row[i]!.length)));
  for (const row of table) {
    write(row.map((cell, i) => (i < left ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '));
  }
}
