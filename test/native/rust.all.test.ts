/** All programs in Rust, with and without optimisation. */
import { describe, test } from 'vitest';
import { checkRustProgram, rustModes, rustPrograms } from './rust-programs.ts';
import { haveTools, nativeSuite } from './support.ts';

const isReady = haveTools('Rust programs', 'rustc', 'clang-22', 'ld.lld-22', 'llvm-config-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('Rust', () => {
  describe.each(rustPrograms)('%s', (name) => {
    test.each(Object.entries(rustModes))('%s', (_, flags) => checkRustProgram(suite!, name, flags));
  });
});
