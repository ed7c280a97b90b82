import type { Module, Value } from '../ir/index.ts';
import { BasicBlock, Fn, IRBuilder, constantFP, doubleType, functionType } from '../ir/index.ts';

const digammaName = '__fluxion_digamma';

/** From here on the asymptotic series is used: its first dropped term is below 5e-17 there. */
const seriesFrom = 10;

/**
 * B_2k / 2k for k = 1…7, with the Bernoulli numbers B_2k: the coefficients of
 * psi(x) ~ log x - 1/(2x) - sum B_2k / (2k x^2k) (Abramowitz and Stegun 6.3.18).
 */
const digammaSeries: readonly number[] = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];

const signature = functionType(doubleType, [doubleType]);

/**
 * The digamma function psi = (log Gamma)', which the C library does not have, as an internal function of the module;
 * emitted on first use.
 *
 *     x < 0:   psi(x) = psi(1 - x) - pi / tan(pi x)      (6.3.7), with x first reduced to its distance from an integer
 *     x < 10:  psi(x) = psi(x + 1) - 1/x                 (6.3.5)
 *     else:    the asymptotic series
 *
 * NaN at the poles 0, -1, -2, … and at -infinity. It is made of operations that can be differentiated in turn.
 */
export function digammaFunction(module: Module): Fn {
  const existing = module.getFunction(digammaName);
  if (existing) return existing;
  const fn = new Fn(digammaName, signature, ['x']);
  fn.linkage = 'internal';
  fn.attributes = [
    { kind: 'enum', name: 'nounwind' },
    { kind: 'enum', name: 'willreturn' },
    { kind: 'text', name: 'memory', text: 'none' },
  ];
  module.add(fn);
  emitBody(module, fn);
  return fn;
}

const number = (value: number): Value => constantFP(doubleType, value);

function emitBody(module: Module, fn: Fn): void {
  const names = ['entry', 'reflect', 'start', 'loop', 'recur', 'series'] as const;
  const [entry, reflect, start, loop, recur, series] = names.map((name) => fn.appendBlock(new BasicBlock(name))) as [
    BasicBlock, BasicBlock, BasicBlock, BasicBlock, BasicBlock, BasicBlock,
  ]; // prettier-ignore
  const x = fn.args[0]!;
  const b = new IRBuilder(entry);
  b.condBr(b.fcmp('ole', x, number(0)), reflect, start);

  b.positionAt(reflect);
  const correction = emitCotangent(module, b, x);
  const mirrored = b.fsub(number(1), x);
  b.br(start);

  b.positionAt(start);
  const from = b.phi(doubleType);
  from.addIncoming(x, entry);
  from.addIncoming(mirrored, reflect);
  const sumFrom = b.phi(doubleType);
  sumFrom.addIncoming(number(0), entry);
  sumFrom.addIncoming(correction, reflect);
  b.br(loop);

  b.positionAt(loop);
  const at = b.phi(doubleType);
  const sum = b.phi(doubleType);
  b.condBr(b.fcmp('olt', at, number(seriesFrom)), recur, series);

  b.positionAt(recur);
  const nextSum = b.fsub(sum, b.fdiv(number(1), at));
  const next = b.fadd(at, number(1));
  b.br(loop);
  at.addIncoming(from, start);
  at.addIncoming(next, recur);
  sum.addIncoming(sumFrom, start);
  sum.addIncoming(nextSum, recur);

  b.positionAt(series);
  b.ret(b.fadd(sum, emitSeries(module, b, at)));
}

/** -pi / tan(pi x), exact near the integers; NaN at them. */
function emitCotangent(module: Module, b: IRBuilder, x: Value): Value {
  const intrinsic = (name: string, arg: Value): Value =>
    b.call(module.getOrDeclare(`llvm.${name}.f64`, signature), [arg]);
  const distance = b.fsub(x, intrinsic('rint', x));
  const angle = b.fmul(distance, number(Math.PI));
  const cotangent = b.fdiv(intrinsic('cos', angle), intrinsic('sin', angle));
  const isPole = b.fcmp('oeq', distance, number(0));
  return b.select(isPole, number(NaN), b.fmul(number(-Math.PI), cotangent));
}

/** log x - 1/(2x) - sum of c_k / x^2k, by Horner's rule in 1/x^2. */
function emitSeries(module: Module, b: IRBuilder, x: Value): Value {
  const inverse = b.fdiv(number(1), x);
  const square = b.fmul(inverse, inverse);
  let tail: Value = number(0);
  for (const coefficient of [...digammaSeries].reverse()) {
    tail = b.fmul(square, b.fadd(tail, number(coefficient)));
  }
  const logarithm = b.call(module.getOrDeclare('llvm.log.f64', signature), [x]);
  const head = b.fsub(logarithm, b.fmul(inverse, number(0.5)));
  return b.fsub(head, tail);
}
