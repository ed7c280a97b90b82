import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { checkMutant, mutate } from './mutate.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.ll'));

// Ten thousand mutants of compiled programs are in mutation.all.test.ts.
describe('mutants of the handwritten modules', () => {
  it.each(files)('%s: 80 mutants are read or refused with a place', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    for (let seed = 0; seed < 80; seed++) {
      const mutant = mutate(text, seed);
      try {
        checkMutant(mutant);
      } catch (error) {
        throw new Error(`seed ${seed}`, { cause: error });
      }
    }
  });
});
