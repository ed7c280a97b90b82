/** What the analysis keeps, and how often it looks, must not grow with what says the same thing again. */
import { describe, expect, test } from 'vitest';
import { analyzeTypes, callsOf, FunctionTypes, TypeCache } from '../../../src/analysis/types/index.ts';
import type { TypeGraph } from '../../../src/analysis/types/graph.ts';
import { Findings } from '../../../src/analysis/types/findings.ts';
import { floatKind, Rank } from '../../../src/analysis/types/kinds.ts';
import { cloneFunction, doubleType } from '../../../src/ir/index.ts';
import { parseModule } from '../../../src/text/index.ts';
import { analysedModule, functionOf } from './describe-layout.ts';

const target = 'target datalayout = "e-i64:64-n8:16:32:64-S128"\ntarget triple = "x86_64-linux-gnu"';
const memcpy = 'declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)';

function graphOf(functions: readonly string[], name: string): TypeGraph {
  const { types } = analysedModule([target, memcpy, ...functions].join('\n'))(name);
  if (!(types instanceof FunctionTypes)) throw new Error('of another kind');
  return types.graph;
}

const times = (n: number, line: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => line(i)).join('\n');

/** A function that moves n integers from %q to %p, and copies what %q points to n times. */
const moves = (n: number): string => `define void @moves(ptr %p, ptr %q) {
  ${times(n, (i) => `%v${i} = load i64, ptr %q\n store i64 %v${i}, ptr %p`)}
  ${times(n, () => 'call void @llvm.memcpy.p0.p0.i64(ptr %p, ptr %q, i64 8, i1 false)')}
  ret void
}`;

describe('what a caller takes over from a function', () => {
  const kept = (n: number): number[] => {
    const caller =
      'define void @f(ptr %p, ptr %q) {\n call void @moves(ptr %p, ptr %q)\n call void @moves(ptr %p, ptr %q)\n ret void\n}';
    const { accesses, transfers } = graphOf([moves(n), caller], 'f');
    return [accesses.length, transfers.length];
  };

  test('is as much as it has places, not instructions', () => {
    expect(kept(200)).toEqual(kept(2));
    expect(kept(2)).toEqual([4, 1]);
  });

  test('does not double with every level of calls', () => {
    const level = (i: number): string => {
      const callee = i === 0 ? '@moves' : `@f${i - 1}`;
      const call = `call void ${callee}(ptr %p, ptr %q)`;
      return `define void @f${i}(ptr %p, ptr %q) {\n ${call}\n ${call}\n ret void\n}`;
    };
    const depth = 40;
    const functions = [moves(1), ...Array.from({ length: depth }, (_, i) => level(i))];
    expect(graphOf(functions, `f${depth - 1}`).accesses.length).toBe(4);
  });

  test('the values that are passed are told apart all the same', () => {
    const callee = `define i64 @g(ptr %p, i64 %n, i64 %m) {
      store i64 %n, ptr %p
      store i64 %m, ptr %p
      %v = load i64, ptr %p
      ret i64 %v
    }`;
    const caller = `define void @f(ptr %p) {
      %x = load i64, ptr %p
      %r = call i64 @g(ptr %p, i64 %x, i64 1)
      %d = bitcast i64 %r to double
      %y = fadd double %d, %d
      ret void
    }`;
    const { types, fn } = analysedModule([target, callee, caller].join('\n'))('f');
    const x = [...fn.instructions()].find((inst) => inst.name === 'x')!;
    expect(types.valueKind(x)?.kind).toBe('float');
  });
});

describe('how many analyses there are', () => {
  const define = (name: string, body: string): string =>
    `define void @${name}(ptr %p) {\n ${body}\n ret void\n}`;
  const chain = (n: number): string[] =>
    Array.from({ length: n }, (_, i) => define(`f${i}`, i + 1 < n ? `call void @f${i + 1}(ptr %p)` : ''));

  test('one of each function, one more with what its callers know, and one of a clone', () => {
    const module = parseModule([target, ...chain(10)].join('\n'));
    const cache = new TypeCache(module);
    for (let i = 1; i < 10; i++) {
      const original = functionOf(module, `f${i}`);
      const { fn } = cloneFunction(original, 'clone');
      const callers = callsOf(original).map((call) => ({ types: cache.of(call.parent!.parent!), call }));
      analyzeTypes(fn, { cache, callers });
      fn.dropBody();
      module.remove(fn);
    }
    // Ten summaries, nine clones; f0 has no callers, and nobody needs to know more of f9.
    expect(cache.analyses).toBe(10 + 9 + 8);
  });

  test('derivatives are not analysed for what they pass', () => {
    const derivative = define('__fluxion_reverse_f0', 'call void @f1(ptr %p)');
    const module = parseModule([target, ...chain(2), derivative].join('\n'));
    expect(callsOf(functionOf(module, 'f1')).map((call) => call.parent!.parent!.name)).toEqual(['f0']);
    const alone = parseModule([target, define('f1', ''), derivative].join('\n'));
    expect(callsOf(functionOf(alone, 'f1')).length).toBe(1);
  });
});

describe('what is found about bytes', () => {
  const candidate = {
    from: 0,
    to: 8,
    rank: Rank.debug,
    reason: 'first',
    scalar: floatKind(doubleType),
    phase: 0,
    alternatives: undefined,
    somewhere: false,
    isElement: false,
    isAnywhere: false,
    isTag: false,
    declared: undefined,
    isMember: false,
    kinds: undefined,
  };

  test('statements of the same content are kept once, the first of them', () => {
    const findings = new Findings();
    for (let i = 0; i < 100; i++) findings.add(i === 0 ? candidate : { ...candidate, reason: `${i}` });
    findings.add({ ...candidate, from: 8, to: 16 });
    findings.add({ ...candidate, rank: Rank.llvm });
    expect(findings.candidates.map((c) => c.reason)).toEqual(['first', 'first', 'first']);
    for (let i = 0; i < 100; i++) findings.cover({ from: 0, to: 8, rank: Rank.debug });
    expect(findings.covered.length).toBe(1);
  });
});
