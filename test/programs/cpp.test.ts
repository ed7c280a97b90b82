import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nativeTools } from '../support/native.ts';
import { checkCpp, compareCpp } from './check-cpp.ts';
import { cppPrograms } from './cpp-programs.ts';

const tools = nativeTools('C++ programs', 'clang++', 'opt');

it('lists every C++ program once', () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((f) => f.endsWith('.cpp'));
  expect(cppPrograms.map((p) => `${p.name}.cpp`).sort()).toEqual(files.sort());
});

describe.skipIf(!tools)('C++ programs', () => {
  it.each(cppPrograms.filter((p) => !p.slow))(
    '$name has right gradients at -O0 and -O2, and the same',
    (program) => {
      const [first, second] = [checkCpp(program, 0, tools!), checkCpp(program, 2, tools!)];
      expect([...first.problems, ...second.problems, ...compareCpp(first, second)]).toEqual([]);
    },
  );
});
