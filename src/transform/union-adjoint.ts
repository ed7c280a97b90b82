/** Checks, in the reverse sweep, that words of unions have no adjoint where their bits were those of an integer. */
import type { FloatingPointType, Fn, Instruction, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, IRBuilder as Builder, Fn as FnClass, constantInt, functionType, integerType, ptr, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
import { locate } from '../analysis/source-location.ts';
import type { UnionWord } from './action.ts';
import { emitStop } from './runtime-stop.ts';

/** Bits of a word of 64 that are those of an address, or zero: a `double` that small is none that a sweep computes. */
export const addressBits = 57n;

export function emitNoAdjoint(
  b: IRBuilder,
  module: Module,
  shadow: Value,
  words: readonly UnionWord[],
  inst: Instruction,
): void {
  const index = module.dataLayout.indexType();
  const line = constantInt(index, locate(inst)?.line ?? 0);
  for (const { offset, type } of words) {
    const word = offset === 0 ? shadow : b.byteOffset(shadow, constantInt(index, offset));
    b.call(checkFunction(module, type), [word, line]);
  }
}

function checkFunction(module: Module, type: FloatingPointType): Fn {
  const name = `__fluxion_no_adjoint_${type}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [ptr, module.dataLayout.indexType()])));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(start);
  const bits = integerType(type.bits);
  const adjoint = b.load(bits, fn.args[0]!, 'adjoint', 1);
  const isNone = type.bits === 64
    ? b.icmp('ult', adjoint, constantInt(bits, 1n << addressBits))
    : b.icmp('eq', adjoint, zeroOf(bits)); // prettier-ignore
  b.condBr(isNone, done!, stop!);
  b.positionAt(stop!);
  emitStop(b, 'line %zu: an integer is written into a union, and read as a floating-point number: that has no derivative', fn.args[1]!); // prettier-ignore
  b.positionAt(done!);
  b.ret();
  return fn;
}
