/** All programs in Fortran with debug information, and optimised. */
import { describe, test } from 'vitest';
import { checkFortranProgram, fortranPrograms } from './fortran-programs.ts';
import { haveTools, nativeSuite } from './support.ts';

const isReady = haveTools('Fortran programs', 'flang-22', 'clang-22', 'ld.lld-22', 'llvm-config-22');
const suite = isReady ? await nativeSuite() : undefined;

describe.skipIf(!suite)('flang', () => {
  describe.each(fortranPrograms)('%s', (name) => {
    test.each(['-O0 -g', '-O2'])('%s', (level) => checkFortranProgram(suite!, name, level));
  });
});
