/** What the analysis keeps, and how often it looks, must not grow with what says the same thing again. */
import { describe, expect, test } from 'vitest';
import { FunctionTypes } from '../../../src/analysis/types/index.ts';
import type { TypeGraph } from '../../../src/analysis/types/graph.ts';
import { analysedModule } from './describe-layout.ts';

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
