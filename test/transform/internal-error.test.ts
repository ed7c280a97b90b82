/** A bug in Fluxion, made here by a pass that fails on functions of a certain name. */
import { expect, test, vi } from 'vitest';
import { FluxionError } from '../../src/diagnostics/index.ts';
import type { Fn } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import { lowerRequests } from '../../src/transform/index.ts';

vi.mock(import('../../src/passes/canonicalize.ts'), async (load) => {
  const { canonicalize } = await load();
  return {
    canonicalize(fn: Fn) {
      if (fn.name?.includes('broken')) throw new TypeError('cannot read what is not there');
      canonicalize(fn);
    },
  };
});

const ir = `declare double @__enzyme_autodiff(ptr, ...)
declare double @price(double)
define double @broken(double %x) {
  ret double %x
}
define double @f(double %x) {
  %y = call double @price(double %x)
  ret double %y
}
define double @g(double %x) {
  %a = call double (ptr, ...) @__enzyme_autodiff(ptr @broken, double %x)
  %b = call double (ptr, ...) @__enzyme_autodiff(ptr @f, double %x)
  %c = fadd double %a, %b
  ret double %c
}
`;

test('is a diagnostic, does not hide the others, and leaves nothing behind', () => {
  const module = parseModule(ir);
  const before = module.functions.map((fn) => fn.name);
  let thrown: unknown;
  try {
    lowerRequests(module);
  } catch (error) {
    thrown = error;
  }
  if (!(thrown instanceof FluxionError)) throw thrown;
  expect(thrown.diagnostics.map((d) => [d.code, d.function]).sort()).toEqual([
    ['FX3001', 'f'],
    ['FX9001', 'broken'],
  ]);
  const internal = thrown.diagnostics.find((d) => d.code === 'FX9001')!;
  expect(internal.message).toBe("internal error while differentiating 'broken': this is a bug in Fluxion");
  expect(internal.notes![0]).toBe('cannot read what is not there');
  expect(internal.notes![1]).toMatch(/^in .*canonicalize/);
  expect(internal.help!.join()).toContain('please report it');
  expect(module.functions.map((fn) => fn.name)).toEqual(before);
});
