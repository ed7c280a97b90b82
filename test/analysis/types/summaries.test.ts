/** What functions show is kept from one request to the next, as long as they stay the same. */
import { expect, test } from 'vitest';
import { TypeCache } from '../../../src/analysis/types/index.ts';
import { parseModule } from '../../../src/text/index.ts';

const text = `
define internal double @inner(ptr %p) {
  %v = load double, ptr %p
  ret double %v
}
define internal double @outer(ptr %p) {
  %v = call double @inner(ptr %p)
  ret double %v
}
`;

test('summaries are kept until a function changes', () => {
  const module = parseModule(text);
  const [inner, outer] = ['inner', 'outer'].map((name) => module.getFunction(name)!);
  const analyses = (): number => {
    const cache = new TypeCache(module);
    expect(cache.of(outer!).valueKind(outer!.args[0]!)?.kind).toBe('pointer');
    return cache.analyses;
  };
  expect(analyses()).toBe(2);
  expect(analyses()).toBe(0);
  const load = inner!.blocks[0]!.first!;
  const ret = inner!.blocks[0]!.terminator!;
  const returned = outer!.blocks[0]!.first!;
  ret.setOperand(0, load);
  expect(analyses()).toBe(0);
  returned.setOperand(0, outer!.args[0]!);
  expect(analyses()).toBe(0);
  load.setOperand(0, module.getFunction('outer')!);
  expect(analyses()).toBe(2);
});
