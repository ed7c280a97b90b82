import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseModule, printModule } from '../../src/text/index.ts';
import { verifyModule } from '../../src/verify/index.ts';

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith('.ll'));

describe('handwritten modules', () => {
  // `vitest -u` writes the golden files anew; the round trip through LLVM is checked in round-trip.all.test.ts.
  it.each(files)('%s prints as its golden file', async (file) => {
    const module = parseModule(readFileSync(join(folder, file), 'latin1'), { fileName: file });
    expect(verifyModule(module)).toEqual([]);
    const printed = printModule(module);
    await expect(printed).toMatchFileSnapshot(join(folder, 'golden', file));
    expect(printModule(parseModule(printed))).toBe(printed);
  });
});
