import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/ir/index.ts';
import {
  Argument,
  BinaryInst,
  constantInt,
  Fn,
  functionType,
  i32,
  PhiInst,
  SelectInst,
  i1,
} from '../../src/ir/index.ts';

const makeArgs = (count: number): readonly Argument[] =>
  new Fn(
    'f',
    functionType(
      i32,
      Array.from({ length: count }, () => i32),
    ),
  ).args;

const usersOf = (value: Value): Value[] => [...value.users()];

describe('use lists', () => {
  it('hold a use for each operand, newest first', () => {
    const [a, b] = makeArgs(2) as [Argument, Argument];
    const sum = new BinaryInst('add', a, b);
    const square = new BinaryInst('mul', a, a);
    expect(usersOf(a)).toEqual([square, square, sum]);
    expect([...a.uses()].map((u) => u.index)).toEqual([1, 0, 0]);
    expect(b.countUses()).toBe(1);
  });

  it('keep none for plain constants', () => {
    const one = constantInt(i32, 1);
    void new BinaryInst('add', one, one);
    expect(one.hasUses).toBe(false);
  });

  it('move all uses to another value', () => {
    const [a, b] = makeArgs(2) as [Argument, Argument];
    const inst = new BinaryInst('add', a, a);
    a.replaceAllUsesWith(b);
    expect(inst.operands).toEqual([b, b]);
    expect(a.hasUses).toBe(false);
    b.replaceAllUsesWith(constantInt(i32, 3));
    expect(b.hasUses).toBe(false);
    expect(inst.operand(1)).toBe(constantInt(i32, 3));
  });

  it('count again after removals from the middle', () => {
    const [a, b, c] = makeArgs(3) as [Argument, Argument, Argument];
    const phi = new PhiInst(i32);
    for (const value of [a, b, c, b]) phi.addOperand(value);
    phi.removeOperand(1);
    expect(phi.operands).toEqual([a, c, b]);
    expect(phi.operandUses.map((u) => u.index)).toEqual([0, 1, 2]);
    expect(usersOf(b)).toEqual([phi]);
    phi.dropOperands();
    expect([a, b, c].some((v) => v.hasUses)).toBe(false);
  });

  it('stay consistent under any sequence of changes', () => {
    const action = fc.record({
      kind: fc.nat(4),
      user: fc.nat(3),
      index: fc.nat(3),
      value: fc.nat(4),
      other: fc.nat(4),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const values = makeArgs(5);
        const users = Array.from({ length: 4 }, () => new PhiInst(i32));
        for (const { kind, user, index, value, other } of actions) {
          const u = users[user]!;
          const has = index < u.operandCount;
          if (kind === 0) u.addOperand(values[value]!);
          else if (kind === 1 && has) u.setOperand(index, values[value]!);
          else if (kind === 2 && has) u.removeOperand(index);
          else if (kind === 3) values[value]!.replaceAllUsesWith(values[other]!);
          else if (kind === 4) u.dropOperands();
        }
        for (const value of values) {
          const expected = users.reduce((sum, u) => sum + u.operands.filter((o) => o === value).length, 0);
          expect(value.countUses()).toBe(expected);
          for (const use of value.uses()) expect(use.user.operandUses[use.index]).toBe(use);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('throws for an operand that is not there', () => {
    const [a] = makeArgs(1) as [Argument];
    expect(() => new SelectInst(constantInt(i1, 1), a, a).operand(3)).toThrow(RangeError);
  });
});

describe('functions', () => {
  it('use their personality, so that it is known to be used', () => {
    const [f, p, q] = ['f', 'p', 'q'].map((name) => new Fn(name, functionType(i32, []))) as [Fn, Fn, Fn];
    f.personality = p;
    f.prefixData = q;
    expect(usersOf(p)).toEqual([f]);
    p.replaceAllUsesWith(q);
    expect(f.personality).toBe(q);
    f.personality = undefined;
    expect(f.personality).toBeUndefined();
    expect(f.prefixData).toBe(q);
    expect(q.countUses()).toBe(1);
  });
});
