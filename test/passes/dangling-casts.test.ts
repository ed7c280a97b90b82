import { expect, it } from 'vitest';
import { replaceDanglingCasts } from '../../src/passes/dangling-casts.ts';
import { parseModule, printModule } from '../../src/text/index.ts';

const text = (linkage: string, passed: string): string => `
  define ${linkage} ptr @empty(i64 %align, i1 %c) {
    %a = select i1 %c, i64 %align, i64 16
    %p = inttoptr i64 %a to ptr
    ret ptr %p
  }
  define ptr @f(i64 %n) {
    %a = call ptr @empty(i64 8, i1 true)
    %b = call ptr @empty(i64 ${passed}, i1 false)
    ret ptr %b
  }`;

const replaced = (source: string): boolean => {
  const module = parseModule(source);
  const changed = replaceDanglingCasts(module);
  expect(printModule(module).includes('getelementptr i8, ptr null, i64 %a')).toBe(changed);
  return changed;
};

it('shows that a pointer made of numbers which are no addresses points to nothing', () => {
  expect(replaced(text('internal', '4'))).toBe(true);
});

it('leaves what may be made of something else', () => {
  expect(replaced(text('internal', '1048576'))).toBe(false);
  expect(replaced(text('internal', '%n'))).toBe(false);
  expect(replaced(text('', '4'))).toBe(false);
});
