/** All programs in Rust, with and without optimisation. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRustProgram, rustModes, rustPrograms } from './rust-programs.ts';
import { copyFolder, expectSuccess, haveTools, nativeSuite, source } from './support.ts';

const isReady = haveTools('Rust programs', 'rustc', 'cargo', 'clang-22', 'ld.lld-22', 'llvm-config-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('Rust', () => {
  describe.each(rustPrograms)('%s', (name) => {
    test.each(Object.entries(rustModes))('%s', (_, flags) => checkRustProgram(suite!, name, flags));
  });

  test.each(['2015', '2018', '2021'])('all forms of a request, edition %s', async (edition) => {
    const { fluxion, run, work } = suite!;
    const out = path.join(work, `forms${edition}`);
    expectSuccess(
      await fluxion(['rustc', `--edition=${edition}`, '-Awarnings', source('rust/forms.rs'), '-o', out]),
    );
    expect(expectSuccess(await run(out, [])).stdout).toBe('6\n8\n10\n12\n8\n');
  });

  test('examples/rust: a workspace with panic = "abort" and overflow checks', async () => {
    const { fluxion, work } = suite!;
    const folder = path.join(work, 'fit');
    await copyFolder('examples/rust', folder);
    const { stdout } = expectSuccess(await fluxion(['cargo', 'run', '--release', '--offline'], { folder }));
    expect(stdout).toBe('2.000 1.500 0.500 -0.100 \n');
  });
});
