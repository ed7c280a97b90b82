import { describe, expect, it } from 'vitest';
import { measureThroughput } from '../../bench/throughput.ts';
import { nativeTools } from '../support/native.ts';
import { checkKernels } from './check-kernels.ts';

const tools = nativeTools("the benchmark's kernels at all levels, natively", 'clang');

describe.skipIf(!tools)("gradients of the benchmark's kernels", () => {
  it.each(['O0', 'O1', 'O2', 'O3', 'unoptimised'] as const)(
    'are right, differentiated after %s',
    async (before) => {
      expect(await checkKernels(tools!.clang, before)).toEqual([]);
    },
  );
});

describe('the transformation', () => {
  it('takes less than 10 s for 100,000 lines, and time in proportion to the lines', async () => {
    const results = await measureThroughput();
    const [small, middle, large] = results;
    expect(large!.lines).toBeGreaterThan(98_000);
    expect(large!.seconds).toBeLessThan(10);
    // Quadratic growth would be 4 and 16 times.
    expect(middle!.seconds / small!.seconds).toBeLessThan(3);
    expect(large!.seconds / small!.seconds).toBeLessThan(6);
  });
});
