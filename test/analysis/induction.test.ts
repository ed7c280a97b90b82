import { describe, expect, it } from 'vitest';
import { computeDominators } from '../../src/analysis/dominators.ts';
import type { Induction } from '../../src/analysis/induction.ts';
import { computeInductions } from '../../src/analysis/induction.ts';
import { computeLoops } from '../../src/analysis/loops.ts';
import { computeTripCount } from '../../src/analysis/trip-count.ts';
import type { Fn, ICmpPredicate, Instruction, Value } from '../../src/ir/index.ts';
import { ConstantInt, IRBuilder, cloneInstruction, constantInt, integerType } from '../../src/ir/index.ts';
import { emitInductionValue, emitTripCount } from '../../src/passes/emit-induction.ts';
import { compareIntegers, foldInstruction } from '../../src/passes/fold.ts';
import { parseModule } from '../../src/text/index.ts';

const bits = 3;
const type = integerType(bits);
const numbers = [-4, -3, -2, -1, 0, 1, 2, 3];
const predicates: ICmpPredicate[] = ['eq', 'ne', 'ult', 'ule', 'ugt', 'uge', 'slt', 'sle', 'sgt', 'sge'];

interface Shape {
  predicate: ICmpPredicate;
  step: number;
  opcode: string;
  flags: string;
  tested: '%i' | '%next';
  isSwapped: boolean;
  bound: string;
}

/** A loop over i3 whose test stands at the end. */
function loopOf({ predicate, step, opcode, flags, tested, isSwapped, bound }: Shape): Fn {
  const operands = isSwapped ? `${bound}, ${tested}` : `${tested}, ${bound}`;
  const module = parseModule(`
define void @f(i3 %start, i3 %bound) {
entry:
  br label %loop
loop:
  %i = phi i3 [ %start, %entry ], [ %next, %loop ]
  %next = ${opcode} ${flags} i3 %i, ${step}
  %goes.on = icmp ${predicate} i3 ${operands}
  br i1 %goes.on, label %loop, label %exit
exit:
  ret void
}`);
  return module.getFunction('f')!;
}

/** Runs instructions on constants. */
function evaluate(instructions: Iterable<Instruction>, environment: Map<Value, Value>): void {
  for (const inst of instructions) {
    const copy = cloneInstruction(inst, (v) => environment.get(v) ?? v);
    const value = foldInstruction(copy);
    if (!(value instanceof ConstantInt)) throw new Error(`cannot evaluate ${inst.opcode}`);
    environment.set(inst, value);
  }
}

/** Back edges taken; undefined if the loop is endless or runs into poison. */
function simulate(shape: Shape, start: number, bound: number): number | undefined {
  let i = start;
  let isPoison = false;
  for (let k = 0; k <= 8; k++) {
    const exact = shape.opcode === 'add' ? i + shape.step : i - shape.step;
    const next = Number(BigInt.asIntN(bits, BigInt(exact)));
    const [u, s] = [i & 7, shape.step & 7];
    const wrapsUnsigned = shape.opcode === 'add' ? u + s > 7 : u < s;
    const nextIsPoison: boolean =
      isPoison ||
      (shape.flags.includes('nsw') && exact !== next) ||
      (shape.flags.includes('nuw') && wrapsUnsigned);
    if (shape.tested === '%i' ? isPoison : nextIsPoison) return undefined;
    const x = constantInt(type, shape.tested === '%i' ? i : next);
    const b = constantInt(type, bound);
    const [left, right] = shape.isSwapped ? [b, x] : [x, b];
    if (!compareIntegers(shape.predicate, left, right)) return k;
    i = next;
    isPoison = nextIsPoison;
  }
  return undefined;
}

function* shapes(bounds: readonly string[]): Iterable<Shape> {
  for (const predicate of predicates)
    for (const step of numbers.filter((n) => n !== 0))
      for (const opcode of ['add', 'sub'])
        for (const flags of ['', 'nsw', 'nuw'])
          for (const tested of ['%i', '%next'] as const)
            for (const isSwapped of [false, true])
              for (const bound of bounds) yield { predicate, step, opcode, flags, tested, isSwapped, bound };
}

/** Compares the emitted count with the simulated one for every start and bound. Returns whether there is one. */
function checkCount(shape: Shape): boolean {
  const fn = loopOf(shape);
  const [loop] = computeLoops(fn, computeDominators(fn)).all;
  const count = computeTripCount(loop!);
  if (!count) return false;
  const [entry] = fn.blocks;
  const result = emitTripCount(new IRBuilder().positionBefore(entry!.terminator!), count);
  const emitted = [...entry!].slice(0, -1);
  const bounds = shape.bound === '%bound' ? numbers : [Number(shape.bound)];
  for (const start of numbers) {
    for (const bound of bounds) {
      const expected = simulate(shape, start, bound);
      if (expected === undefined) continue;
      const environment = new Map<Value, Value>([
        [fn.args[0]!, constantInt(type, start)],
        [fn.args[1]!, constantInt(type, bound)],
      ]);
      evaluate(emitted, environment);
      const value = (environment.get(result) ?? result) as ConstantInt;
      if (Number(value.unsigned) !== expected) {
        throw new Error(
          `${JSON.stringify(shape)} from ${start} to ${bound}: ${value.unsigned}, not ${expected}`,
        );
      }
    }
  }
  return true;
}

describe('trip counts', () => {
  it('are right for every start and bound of every loop over i3 that has one', () => {
    const counted = [...shapes(['%bound'])].filter(checkCount);
    const withCount = (p: Partial<Shape>): boolean =>
      counted.some((c) => Object.entries(p).every(([k, v]) => c[k as keyof Shape] === v));
    expect(withCount({ predicate: 'ne', step: 1, flags: '', opcode: 'add' })).toBe(true);
    expect(withCount({ predicate: 'slt', step: 1, flags: '', opcode: 'add' })).toBe(true);
    expect(withCount({ predicate: 'slt', step: 2, flags: 'nsw', opcode: 'add' })).toBe(true);
    expect(withCount({ predicate: 'ugt', step: 2, flags: 'nuw', opcode: 'sub' })).toBe(true);
    expect(withCount({ predicate: 'sge', step: 3, flags: 'nsw', opcode: 'sub' })).toBe(true);
    // These may go round for ever, or past the bound and back.
    expect(withCount({ predicate: 'sle', flags: '' })).toBe(false);
    expect(withCount({ predicate: 'slt', step: 2, flags: '', opcode: 'add' })).toBe(false);
    expect(withCount({ predicate: 'ne', step: 2, flags: '' })).toBe(false);
  });

  it('are right for constant bounds, which need no flags when they are far from the largest number', () => {
    const counted = [...shapes(numbers.map(String))].filter(checkCount);
    expect(counted.some((c) => c.predicate === 'sle' && c.flags === '' && c.step === 2)).toBe(true);
    const endless = counted.filter(
      (c) => c.predicate === 'ule' && c.bound === '-1' && !c.flags && !c.isSwapped,
    );
    expect(endless).toEqual([]);
  });

  it('are not claimed when a test can be skipped or another exit taken', () => {
    const fn = parseModule(`
define void @f(i32 %n, i1 %c, i1 %d) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  br i1 %c, label %test, label %latch
test:
  %t = icmp ne i32 %i, %n
  br i1 %t, label %latch, label %exit
latch:
  %next = add i32 %i, 1
  br label %loop
exit:
  br label %two
two:
  %j = phi i32 [ 0, %exit ], [ %jn, %more ]
  %u = icmp ne i32 %j, %n
  br i1 %u, label %more, label %end
more:
  %jn = add i32 %j, 1
  br i1 %d, label %two, label %end
end:
  ret void
}`).getFunction('f')!;
    const loops = computeLoops(fn, computeDominators(fn)).all;
    expect(loops.map((l) => computeTripCount(l))).toEqual([undefined, undefined]);
  });

  it('leave failed assertions out of account', () => {
    const fn = parseModule(`
define void @f(i32 %n, i32 %limit) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %latch ]
  %bad = icmp eq i32 %i, %limit
  br i1 %bad, label %fail, label %latch
latch:
  %next = add i32 %i, 1
  %t = icmp eq i32 %next, %n
  br i1 %t, label %exit, label %loop
fail:
  unreachable
exit:
  ret void
}`).getFunction('f')!;
    const [loop] = computeLoops(fn, computeDominators(fn)).all;
    const count = computeTripCount(loop!)!;
    expect([count.phi.name, count.offset, count.step, count.predicate]).toEqual(['i', 1n, 1n, 'ne']);
    expect(count.bound).toBe(fn.args[0]);
  });
});

const inductionSource = `
target datalayout = "e-p:32:32"
define void @f(i32 %n, ptr %p, i64 %m, i8 %narrow) {
entry:
  br label %loop
loop:
  %i = phi i32 [ 3, %entry ], [ %i.next, %loop ]
  %down = phi i8 [ %narrow, %entry ], [ %down.next, %loop ]
  %by.n = phi i32 [ %n, %entry ], [ %by.n.next, %loop ]
  %sum = phi i32 [ 1, %entry ], [ %sum.next, %loop ]
  %q = phi ptr [ %p, %entry ], [ %q.next, %loop ]
  %product = phi i32 [ 1, %entry ], [ %product.next, %loop ]
  %other = phi i32 [ 0, %entry ], [ %i, %loop ]
  %cubic = phi i32 [ 0, %entry ], [ %cubic.next, %loop ]
  %i.1 = add nsw i32 %i, 1
  %i.next = add nsw i32 %i.1, 1
  %down.next = sub i8 %down, 3
  %twice = shl i32 %n, 1
  %by.n.a = sub i32 %by.n, %n
  %by.n.next = sub i32 %by.n.a, %n
  %scaled = mul i32 %i, 5
  %sum.a = add i32 %sum, %scaled
  %sum.next = sub i32 %sum.a, %n
  %q.next = getelementptr inbounds [4 x i64], ptr %q, i32 %n, i32 1
  %product.next = mul i32 %product, 3
  %cubic.next = add i32 %cubic, %sum
  %c = icmp slt i32 %i.next, %n
  br i1 %c, label %loop, label %exit
exit:
  ret void
}`;

describe('induction variables', () => {
  const fn = parseModule(inductionSource).getFunction('f')!;
  const [loop] = computeLoops(fn, computeDominators(fn)).all;
  const inductions = computeInductions(loop!);
  const named = (name: string): Induction => inductions.find((i) => i.phi.name === name)!;

  it('are found through sums, and nothing else is', () => {
    expect(inductions.map((i) => `${i.phi.name} ${i.kind}`)).toEqual([
      'i affine',
      'down affine',
      'by.n affine',
      'sum quadratic',
      'q affine',
    ]);
    expect(named('i').step).toEqual({ constant: 2n, terms: [] });
    expect(named('down').step.constant).toBe(-3n);
    expect(named('by.n').step.terms.map((t) => [t.value.name, t.scale])).toEqual([['n', -2n]]);
    expect(named('q').step.constant).toBe(8n);
    expect(named('q').step.terms.map((t) => [t.value.name, t.scale])).toEqual([['n', 32n]]);
  });

  it('have the emitted value in every iteration', () => {
    const [entry] = fn.blocks;
    const width = 32;
    const builder = new IRBuilder().positionBefore(entry!.terminator!);
    for (const n of [-7, 1, 100_000]) {
      const environment = new Map<Value, Value>([
        [fn.args[0]!, constantInt(integerType(width), n)],
        [fn.args[3]!, constantInt(integerType(8), 100)],
      ]);
      let [i, down, byN, sum] = [3, 100, n, 1];
      for (let k = 0; k < 300; k++) {
        const emitted: Instruction[] = [];
        const values = ['i', 'down', 'by.n', 'sum'].map((name) => {
          const before = entry!.terminator!.prev;
          const value = emitInductionValue(builder, named(name), constantInt(integerType(32), k));
          let at = before ? before.next : entry!.first;
          for (; at && !at.isTerminator; at = at.next) emitted.push(at);
          return value;
        });
        evaluate(emitted, environment);
        const got = values.map((v) => ((environment.get(v) ?? v) as ConstantInt).value);
        const wrap = (b: number, v: number): bigint => BigInt.asIntN(b, BigInt(v));
        expect(got).toEqual([wrap(32, i), wrap(8, down), wrap(32, byN), wrap(32, sum)]);
        [i, down, byN, sum] = [i + 2, down - 3, byN - 2 * n, sum + 5 * i - n];
        for (const inst of emitted.reverse()) inst.erase();
      }
    }
  });
});
