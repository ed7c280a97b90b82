/** Programs of the folder `themes` at the other levels, as code for differentiation is often compiled. */
import { describe, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkRequests } from './check-requests.ts';
import { themes } from './themes.ts';

const tools = nativeTools('programs by themes at all levels', 'clang', 'clang++', 'opt');
const fast = ['-ffast-math', '-fno-vectorize', '-fno-slp-vectorize', '-fno-unroll-loops'];

describe.skipIf(!tools)('themes', () => {
  it.each(themes)('$name: right at -O0 to -O3, with fast arithmetic, with debug information', ({ file }) => {
    checkRequests(tools!, file, [['-O1'], ['-O2'], ['-O3'], ...['-O1', '-O2', '-O3'].map((o) => [o, ...fast]), ['-O0', '-g'], ['-O2', '-g']]); // prettier-ignore
  });
});
