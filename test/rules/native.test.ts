import { describe, expect, test } from 'vitest';
import type { FloatingPointType, Type, Value } from '../../src/ir/index.ts';
import {
  BasicBlock,
  Fn,
  IRBuilder,
  Module,
  bfloatType,
  constantFP,
  doubleType,
  floatType,
  fp128Type,
  functionType,
  halfType,
  i32,
  ppcFp128Type,
  structType,
  vectorType,
  x86Fp80Type,
} from '../../src/ir/index.ts';
import type { FloatingPointLike } from '../../src/rules/index.ts';
import { emitExpr, scaleByExpr } from '../../src/rules/index.ts';
import { mathFunction } from '../../src/rules/math-function.ts';
import { parseEntry } from '../../src/rules/math-rules.ts';
import { mathTable } from '../../src/rules/math-table.ts';
import type { Expr } from '../../src/rules/index.ts';
import { children } from '../../src/rules/index.ts';
import { printModule } from '../../src/text/index.ts';
import { nativeTools, runTool } from '../support/native.ts';
import { isIntegerOperand, ruleName } from './primal.ts';

const tools = nativeTools('derivative rules in kinds other than double', 'opt');

const kinds: readonly [string, FloatingPointLike][] = [
  ['half', halfType],
  ['bfloat', bfloatType],
  ['x86_fp80', x86Fp80Type],
  ['fp128', fp128Type],
  ['ppc_fp128', ppcFp128Type],
  ['a vector of float', vectorType(floatType, 4)],
  ['a vector of half', vectorType(halfType, 2)],
  ['a scalable vector', vectorType(doubleType, 2, true)],
];

const canTakeApart = (type: FloatingPointLike): boolean => type.kind !== 'vector' || !type.scalable;

function onlyIntrinsics(expr: Expr): boolean {
  if (expr.kind === 'call' && mathFunction(expr.name)?.form !== 'intrinsic') return false;
  return !(expr.kind === 'operand' && expr.integer) && children(expr).every(onlyIntrinsics);
}

/** A module with the derivatives of all rules in one kind of floating point. */
function derivativesIn(type: FloatingPointLike): { module: Module; count: number } {
  const module = new Module();
  module.targetTriple = 'x86_64-unknown-linux-gnu';
  let count = 0;
  for (const entry of mathTable) {
    const rule = parseEntry(entry);
    const all = [rule.partials, ...(rule.members ?? []), ...rule.outputs.map((o) => o.partials)];
    for (const expr of all.flatMap((partials) => partials ?? [])) {
      if (!expr || !(canTakeApart(type) || onlyIntrinsics(expr))) continue;
      const result: Type = entry.members ? structType(entry.members.map(() => type)) : type;
      const operands = entry.operands.map((o): Type => (isIntegerOperand(o) ? i32 : type));
      const fn = new Fn(`d.${ruleName(entry)}`, functionType(type, [type, ...operands, result]));
      module.add(fn);
      const b = new IRBuilder(fn.appendBlock(new BasicBlock()));
      const args: readonly Value[] = fn.args;
      const [primals, r] = [args.slice(1, -1), args.at(-1)];
      const partial = emitExpr(b, module, expr, primals, r, type);
      const scaled = scaleByExpr(b, module, args[0]!, expr, primals, r);
      b.ret(scaled ? b.fadd(partial, scaled) : partial);
      count++;
    }
  }
  return { module, count };
}

describe.skipIf(!tools)('LLVM accepts the derivatives', () => {
  test.each(kinds)('in %s', (_, type) => {
    const { module, count } = derivativesIn(type);
    expect(count).toBeGreaterThan(60);
    expect(() =>
      runTool(tools!.opt, ['-passes=verify', '-disable-output', '-'], printModule(module)),
    ).not.toThrow();
  });
});

describe.skipIf(!tools)('constants of the wide kinds', () => {
  const values = [1, -0.5, Math.PI, 0, -0, 1e300, 2 ** -1074, 3 * 2 ** -1060, Infinity, -Infinity];
  test.each<[string, FloatingPointType]>([
    ['x86_fp80', x86Fp80Type],
    ['fp128', fp128Type],
    ['ppc_fp128', ppcFp128Type],
  ])('%s has the values of double', (_, type) => {
    const module = new Module();
    values.forEach((value, i) => {
      const fn = module.add(new Fn(`c${i}`, functionType(doubleType, [])));
      const b = new IRBuilder(fn.appendBlock(new BasicBlock()));
      b.ret(b.cast('fptrunc', constantFP(type, value), doubleType));
    });
    const folded = runTool(tools!.opt, ['-passes=instsimplify', '-S', '-'], printModule(module));
    const found = [...folded.matchAll(/ret double (\S+)/g)].map((m) => readDouble(m[1]!));
    expect(found).toEqual(values);
  });
});

function readDouble(text: string): number {
  if (!text.startsWith('0x')) return Number(text);
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(text));
  return view.getFloat64(0);
}
