import { beforeAll, describe, expect, test } from 'vitest';
import { parseModule, printModule } from '../../src/text/index.ts';
import { createToolchain } from '../../src/toolchain/index.ts';
import { createGradient } from '../../src/transform/index.ts';
import { target } from '../support/filetests/derivation.ts';

/** s ← s·x + 1, n times: each iteration tapes 8 bytes. `nested` does the same in a function that is called n times. */
const text = `
define double @power(double %x, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %s = phi double [ 1.0, %entry ], [ %t, %loop ]
  %m = fmul double %s, %x
  %t = fadd double %m, 1.0
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret double %t
}
define double @nested(double %x, i32 %n) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %i.next, %loop ]
  %s = phi double [ 0.0, %entry ], [ %t, %loop ]
  %p = call double @power(double %x, i32 %n)
  %q = fmul double %p, %p
  %t = fadd double %s, %q
  %i.next = add i32 %i, 1
  %more = icmp slt i32 %i.next, %n
  br i1 %more, label %loop, label %exit
exit:
  ret double %t
}
`;

type Gradient = (x: number, n: number, seed: number) => number;

/** d/dx of Σ x^k for k = 0 … n. */
function derivative(x: number, n: number): number {
  let [s, d] = [1, 0];
  for (let i = 0; i < n; i++) [s, d] = [s * x + 1, d * x + s];
  return d;
}

describe('the arena', () => {
  let exports: WebAssembly.Exports;
  const word = (name: string): number => {
    const address = (exports[name] as WebAssembly.Global).value as number;
    return new DataView((exports['memory'] as WebAssembly.Memory).buffer).getUint32(address, true);
  };

  beforeAll(async () => {
    const module = parseModule([...target, text].join('\n'));
    const names = ['power', 'nested'].map((name) => {
      const spec = { parameters: ['out', 'const'], returnActivity: 'active', primalReturn: false } as const;
      const gradient = createGradient(module, module.getFunction(name)!, spec);
      gradient.linkage = undefined;
      return gradient.name!;
    });
    const state = ['__fluxion_tape_capacity', '__fluxion_tape_top', '__fluxion_tape_base'];
    for (const name of state) module.getGlobal(name)!.linkage = undefined;
    const sources = new Map([['arena.ll', printModule(module)]]);
    const { wasm } = await createToolchain().linkWasm(sources, { exports: [...names, ...state] });
    ({ exports } = (await WebAssembly.instantiate(wasm, {})).instance);
  });

  test('starts empty, grows by doubling when more than its first 64 KiB are taped, and is kept', () => {
    const gradient = exports['__fluxion_gradient_power'] as Gradient;
    const relative = (n: number): number => Math.abs(gradient(0.999, n, 1) / derivative(0.999, n) - 1);
    expect(word('__fluxion_tape_capacity')).toBe(0);
    expect(relative(100)).toBeLessThan(1e-12);
    expect(word('__fluxion_tape_capacity')).toBe(1 << 16);
    expect(relative(8192)).toBeLessThan(1e-12);
    expect(word('__fluxion_tape_capacity')).toBe(1 << 16);
    expect(relative(8193)).toBeLessThan(1e-12);
    expect(word('__fluxion_tape_capacity')).toBe(1 << 17);
    expect(relative(1_000_000)).toBeLessThan(1e-10);
    const large = word('__fluxion_tape_capacity');
    expect(large).toBeGreaterThanOrEqual(8_000_000);
    expect(large).toBeLessThanOrEqual(1 << 23);
    expect(relative(10)).toBeLessThan(1e-12);
    expect(word('__fluxion_tape_capacity')).toBe(large);
    expect(word('__fluxion_tape_top')).toBe(0);
  });

  test('is shared with callees: it may move while one of them runs', () => {
    const gradient = exports['__fluxion_gradient_nested'] as Gradient;
    const [x, n] = [0.99, 1500];
    const power = Array.from({ length: n + 1 }, (_, k) => x ** k).reduce((a, b) => a + b, 0);
    const expected = n * 2 * power * derivative(x, n);
    const before = word('__fluxion_tape_capacity');
    expect(Math.abs(gradient(x, n, 1) / expected - 1)).toBeLessThan(1e-10);
    expect(word('__fluxion_tape_capacity')).toBeGreaterThan(before);
    expect(word('__fluxion_tape_top')).toBe(0);
  });

  test('the seed scales the gradient', () => {
    const gradient = exports['__fluxion_gradient_power'] as Gradient;
    expect(gradient(0.5, 20, 3)).toBeCloseTo(3 * derivative(0.5, 20), 12);
  });
});
