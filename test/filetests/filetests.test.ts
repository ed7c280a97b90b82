/** `FLUXION_BLESS=1 npx vitest run test/filetests` rewrites the expectations; read the difference before committing it. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { printModule } from '../../src/text/index.ts';
import { bless, readFileTest, transform } from '../support/filetests/index.ts';
import type { NumericProgram } from '../support/filetests/numeric.ts';
import { compileFileTests } from '../support/filetests/numeric.ts';
import { stages } from '../support/filetests/source.ts';
import { nativeTools, runTool } from '../support/native.ts';

const blessing = process.env['FLUXION_BLESS'] === '1';
const tools = nativeTools("LLVM's verifier on the filetests", 'opt');

const files = stages.flatMap((stage) => {
  const folder = join(import.meta.dirname, stage);
  const names = readdirSync(folder).filter((name) => name.endsWith('.ll'));
  return names.map((fileName) => {
    const [name, path] = [`${stage}/${fileName}`, join(folder, fileName)];
    const text = readFileSync(path, 'utf8');
    return { name, path, text, read: readFileTest(name, text) };
  });
});

describe.each(files)('$name', ({ name, path, text, read }) => {
  test('expectations', () => {
    expect(name.startsWith(`${read.stage}/`), 'the folder is named after the stage').toBe(true);
    const actual = bless(read);
    if (blessing) writeFileSync(path, actual);
    else expect(actual).toBe(text);
  });

  test('the transformed module is valid', () => {
    const { module } = transform(read);
    if (tools) runTool(tools.opt, ['-passes=verify', '-disable-output', '-'], printModule(module));
  });
});

describe('gradients of the filetests', () => {
  const numeric = files.filter(({ read }) => read.at.length > 0 && !read.split).map(({ read }) => read);
  let program: NumericProgram;

  beforeAll(async () => {
    program = await compileFileTests(numeric);
  });

  test.each(numeric)('$name agrees with central differences', ({ name }) => {
    for (const { gradient, differences, tapeLeft } of program.compare(name)) {
      expect(gradient).toHaveLength(differences.length);
      expect(differences.length).toBeGreaterThan(0);
      gradient.forEach((g, i) => {
        const difference = differences[i]!;
        const allowed = 1e-7 * (1 + Math.abs(difference));
        expect(Math.abs(g - difference), `component ${i}: ${g} beside ${difference}`).toBeLessThan(allowed);
      });
      expect(tapeLeft).toBe(0);
    }
  });
});
