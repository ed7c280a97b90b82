/** Programs of the folder `themes`, each a collection of requests on one theme, as C and C++ code of this convention writes them. */
import { describe, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkRequests } from './check-requests.ts';
import { themes } from './themes.ts';

const tools = nativeTools('programs by themes', 'clang', 'clang++', 'opt');

describe.skipIf(!tools)('themes, without debug information', () => {
  it.each(themes)('$name: right at -O0', ({ file }) => {
    checkRequests(tools!, file, [['-O0']]);
  });
});
