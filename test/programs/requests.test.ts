/** Programs of the folder `requests`: what a call of an entry point may look like, and what comes out of it. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkRequests } from './check-requests.ts';

const tools = nativeTools('programs with requests of all forms', 'clang', 'clang++', 'opt');
const folder = fileURLToPath(new URL('requests/', import.meta.url));
const files = readdirSync(folder).filter((f) => !f.endsWith('.h'));

describe.skipIf(!tools)('requests', () => {
  it.each(files)('%s: right at -O0 to -O3', (file) => {
    checkRequests(tools!, folder + file, [
      ['-O0', '-g'],
      ['-O1', '-g'],
      ['-O2', '-g'],
      ['-O3', '-g'],
    ]);
  });

  it.each(files.filter((f) => f.startsWith('convention')))('%s: right without debug information', (file) => {
    checkRequests(tools!, folder + file, [['-O0'], ['-O1'], ['-O3', '-ffast-math']]);
  });
});
