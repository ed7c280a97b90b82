import { describe, expect, it } from 'vitest';
import { kernels } from '../../bench/kernels.ts';
import { nativeTools } from '../support/native.ts';
import { checkKernels, kernelFiles } from './check-kernels.ts';

const tools = nativeTools("the benchmark's kernels, natively", 'clang');

describe("the benchmark's kernels", () => {
  it('lists every file once', () => {
    expect(kernels.map((k) => `${k.name}.c`).sort()).toEqual(kernelFiles().sort());
  });

  it.skipIf(!tools)('have right gradients, compiled natively at -O2', async () => {
    expect(await checkKernels(tools!.clang, 'O2')).toEqual([]);
  });
});
