/** Flags of clang that change the code that is differentiated: checks, guards, instrumentation, other levels, floating point. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const isReady = haveTools('flags of clang', 'clang-22', 'llvm-config-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('flags of clang', () => {
  const { fluxion, run, work } = suite!;

  test.each([
    ['-Os'],
    ['-Oz'],
    ['-Og'],
    ['-O0', '-ftrivial-auto-var-init=pattern'],
    ['-O2', '-ftrivial-auto-var-init=pattern'],
    ['-O2', '-ftrivial-auto-var-init=zero'],
    ['-O0', '-fsanitize=undefined,float-divide-by-zero'],
    ['-O2', '-fsanitize=undefined,float-divide-by-zero'],
    ['-O2', '-fsanitize=undefined', '-fno-sanitize-recover=all'],
    ['-O1', '-fsanitize=address'],
    ['-O2', '-ftrapv'],
    ['-O2', '-fwrapv'],
    ['-O2', '-D_FORTIFY_SOURCE=2'],
    ['-O2', '-fprofile-instr-generate', '-fcoverage-mapping'],
    ['-O2', '-ffp-model=strict'],
    ['-O3', '-ffp-model=fast', '-march=native'],
    ['-O2', '-fstack-protector-all', '-fPIE'],
    ['-O2', '-fno-builtin', '-fno-strict-aliasing'],
    ['-O2', '-pg'],
  ])('%s %s', async (...flags) => {
    const out = path.join(work, flags.join('').replace(/\W/g, ''));
    const linked = flags.some((flag) => flag.startsWith('-fsanitize=undefined')) ? ['-lubsan'] : [];
    expectSuccess(await fluxion(['clang', ...flags, source('lists.c'), '-o', out, '-lm', ...linked]));
    const { stdout, stderr } = expectSuccess(await run(out, [], { folder: work }));
    expect(stdout).toBe('right\n');
    expect(stderr).toBe('');
  });
});
