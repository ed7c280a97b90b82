import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelFolder, kernels } from '../../bench/kernels.ts';
import { buildNative, type Before } from '../../bench/native.ts';

/** At small sizes rounding is no excuse. */
const tolerance = { differences: 1e-8, hand: 1e-11 };

/** What is wrong with the kernels' gradients at small sizes, in sentences. */
export async function checkKernels(clang: string, before: Before): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxion-kernels-'));
  try {
    const problems: string[] = [];
    for (const { name, small } of kernels) {
      const built = await buildNative(clang, name, before, folder);
      const { differences, hand } = await built.check(small);
      if (!(differences <= tolerance.differences))
        problems.push(`${name}: error ${differences} by differences`);
      if (!(hand <= tolerance.hand)) problems.push(`${name}: error ${hand} by hand`);
    }
    return problems;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files that hold a kernel. */
export function kernelFiles(): string[] {
  return readdirSync(kernelFolder).filter((f) => f.endsWith('.c') && f !== 'driver.c');
}
