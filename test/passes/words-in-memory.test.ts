import { expect, it } from 'vitest';
import { findPassedWords } from '../../src/analysis/passed-words.ts';
import { analyzeTypes } from '../../src/analysis/types/index.ts';
import { passWordsInMemory } from '../../src/passes/words-in-memory.ts';
import { parseModule, printFunction, printModule } from '../../src/text/index.ts';

const text = `target datalayout = "e-m:e-i64:64-f80:128-n8:16:32:64-S128"
define internal double @read(i32 %tag, i64 %word) memory(read) {
entry:
  %one = icmp eq i32 %tag, 0
  br i1 %one, label %number, label %address
number:
  %d = bitcast i64 %word to double
  ret double %d
address:
  %p = inttoptr i64 %word to ptr
  %e = load double, ptr %p
  ret double %e
}
define internal { i32, i64 } @pass(i32 %tag, i64 %given, i64 %count) {
  %a = insertvalue { i32, i64 } poison, i32 %tag, 0
  %b = insertvalue { i32, i64 } %a, i64 %given, 1
  %more = add i64 %count, 1
  ret { i32, i64 } %b
}
define double @f(i32 %tag, double %x) {
  %bits = bitcast double %x to i64
  %r = tail call { i32, i64 } @pass(i32 %tag, i64 %bits, i64 7)
  %t = extractvalue { i32, i64 } %r, 0
  %w = extractvalue { i32, i64 } %r, 1
  %v = call double @read(i32 %t, i64 %w)
  ret double %v
}`;

it('passes and returns in memory what is a number or an address', () => {
  const module = parseModule(text);
  const fns = module.functions.filter((fn) => !fn.isDeclaration);
  const words = findPassedWords(fns, (fn) => analyzeTypes(fn));
  const found = [...words].map(
    ([fn, w]) => `${fn.name}: ${[...w.parameters].join()} > ${[...w.results].join()}`,
  );
  expect(found).toEqual(['read: 1 > ', 'pass: 1 > 1']);
  passWordsInMemory(words, new Set(fns));
  const bodyOf = (name: string): string => printFunction(module.getFunction(name)!);
  expect(bodyOf('f')).toMatch(
    /call \{ i32, i64 \} @pass\.with\.words\(i32 %tag, ptr %\d+, i64 7, ptr %\d+\)/,
  );
  expect(bodyOf('f')).toMatch(/%r\.1 = load i64, ptr %\d+, align 8\n/);
  expect(bodyOf('read.with.words')).toContain('load i64, ptr %word, align 8');
  expect(bodyOf('read.with.words')).not.toContain('memory(read)');
  expect(bodyOf('read')).toContain('memory(read)');
  // The names of values are told apart, so the module can be read again.
  expect(() => parseModule(printModule(module))).not.toThrow();
});

it('leaves integers that are nothing else', () => {
  const module = parseModule(`define i64 @g(i64 %n, ptr %p) {
    %s = sitofp i64 %n to double
    %b = bitcast double %s to i64
    store i64 %b, ptr %p
    %m = mul i64 %n, 3
    ret i64 %m
  }`);
  expect(findPassedWords(module.functions, (fn) => analyzeTypes(fn)).size).toBe(0);
});
