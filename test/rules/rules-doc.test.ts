import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rulesDocument } from './rules-doc.ts';

const path = new URL('../../docs/rules.md', import.meta.url).pathname;

test('docs/rules.md says what the rules say (FLUXION_BLESS=1 writes it anew)', () => {
  const text = rulesDocument();
  if (process.env['FLUXION_BLESS'] === '1') writeFileSync(path, text);
  expect(readFileSync(path, 'utf8')).toBe(text);
});
