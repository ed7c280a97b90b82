import { expect, it } from 'vitest';
import { lowerText } from '../../src/bindings/lower.ts';

/** The gradient of a sum over a list, which is followed by recursion; `more` is done with each node's neighbour before. */
const list = (more: string): string => `
  declare double @__enzyme_autodiff(...)
  define double @total(ptr %node) {
  entry:
    %none = icmp eq ptr %node, null
    br i1 %none, label %done, label %some
  some:
    %link = getelementptr i8, ptr %node, i64 8
    %next = load ptr, ptr %link
    ${more}
    %rest = call double @total(ptr %next)
    %x = load double, ptr %node
    %y = fmul double %rest, %x
    %z = fadd double %y, %x
    br label %done
  done:
    %r = phi double [ 0.0, %entry ], [ %z, %some ]
    ret double %r
  }
  define void @request(ptr %list, ptr %shadow) {
    %r = call double (...) @__enzyme_autodiff(ptr @total, metadata !"enzyme_dup", ptr %list, ptr %shadow)
    ret void
  }`;

function augmentedOf(text: string): string {
  const { ir } = lowerText(text);
  return /^define internal double @__fluxion_augmented_total\(.*?^}/ms.exec(ir)![0];
}

it('passes no shadows through a forward sweep that does nothing with them', () => {
  expect(augmentedOf(list(''))).toMatch(/call double @__fluxion_augmented_total\(ptr %next, ptr poison\)/);
});

it('passes those on that are written to memory', () => {
  const kept = list(`%back = getelementptr i8, ptr %node, i64 16
    store ptr %next, ptr %back`);
  expect(augmentedOf(kept)).toMatch(/call double @__fluxion_augmented_total\(ptr %next, ptr %[\w.]+\)/);
});

it('reads nothing from a shadow that is not passed', () => {
  expect(augmentedOf(list(''))).not.toMatch(/load .*shadow/);
});
