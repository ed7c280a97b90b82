/**
 * `npm run bench`: the kernels natively and as WebAssembly, the examples, the speed of the parser, the printer and the
 * transformation.
 *
 *   --only NAME          one kernel or example (may be repeated); leaves the measurements of text and transformation out
 *   --native, --wasm     the kernels on this platform, and nothing else
 *   --rounds N           measurements of each time, at least 7 (9 unless given)
 *   --ir FILE            the transformation of a file of LLVM IR (may be repeated), and nothing else
 *   --json FILE          writes the same as JSON
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { findTool } from '../test/support/native.ts';
import { timeExamples } from './examples.ts';
import { kernels } from './kernels.ts';
import { meansOf, measureKernels, type Measurement, type Platform } from './measurement.ts';
import { printExamples, printKernels, printText, printThroughput } from './report.ts';
import { benchText } from './text.ts';
import { measureFiles, measureThroughput } from './throughput.ts';
import { workloads } from './workloads.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    native: { type: 'boolean', default: false },
    wasm: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '9' },
    ir: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
  },
});
const { only } = values;
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 7 || rounds > 1000)
  throw new Error('--rounds takes a number from 7 to 1000');
const known = [...kernels.map((k) => k.name), ...workloads.map((w) => w.function)];
for (const name of only) {
  if (!known.includes(name))
    throw new Error(`there is no kernel or example ${name}: ${[...new Set(known)].join(', ')}`);
}
const onlyText = values.ir.length > 0;
const allPlatforms = !values.native && !values.wasm && !onlyText;
const write = (line: string): void => console.log(line);

const text = allPlatforms && only.length === 0 ? await benchText() : undefined;
if (text) printText(text, write);
const throughput = onlyText
  ? await measureFiles(values.ir)
  : allPlatforms && only.length === 0
    ? await measureThroughput()
    : undefined;
if (throughput) printThroughput(throughput, write);
const native = allPlatforms || values.native ? await measure('native') : [];
const wasm = allPlatforms || values.wasm ? await measure('WebAssembly') : [];
const examples = allPlatforms ? await timeExamples(only) : [];
if (examples.length > 0) printExamples(examples, write);
if (values.json !== undefined) {
  const withMeans = (measurements: readonly Measurement[]): object => ({
    kernels: measurements,
    means: meansOf(measurements),
  });
  const all = { text, throughput, native: withMeans(native), wasm: withMeans(wasm), examples };
  await writeFile(values.json, `${JSON.stringify(all, null, 2)}\n`);
}

async function measure(platform: Platform): Promise<Measurement[]> {
  const clang = findTool('clang');
  if (platform === 'native' && clang === undefined) {
    write('Kernels, native: left out, clang-22 is not installed\n');
    return [];
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'fluxion-bench-'));
  try {
    const onResult = ({ name, label }: Measurement): void =>
      console.error(`  ${platform}: ${name}, ${label}`);
    const measurements = await measureKernels({
      platform,
      clang: clang ?? '',
      folder,
      only,
      rounds,
      onResult,
    });
    if (measurements.length > 0) printKernels(platform, measurements, write);
    return measurements;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
