/**
 * Adjoints of bytes. A number whose bytes are moved one by one takes its adjoint back in the same way: each byte of the adjoint goes to
 * where the byte came from, which is right as long as there is no other adjoint yet. Two adjoints of one number cannot be added byte by
 * byte; the highest byte of each is not zero (a number that small has no meaning), so they meet there at the latest, and the program stops.
 */
import type { Fn, IntegerType, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, Fn as FnClass, IRBuilder as Builder, functionType, ptr, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
import { emitStop } from './runtime-stop.ts';

const message =
  'bytes of a floating-point number that is used elsewhere, too, are moved one by one: its derivatives cannot be added; copy it as a whole (memcpy)';

/** memory += amount, for a byte of an adjoint, or several side by side. */
export function mergeInMemory(b: IRBuilder, pointer: Value, amount: Value): void {
  b.call(mergeFunction(b.block.parent!.parent!, amount.type as IntegerType), [pointer, amount]);
}

function mergeFunction(module: Module, type: IntegerType): Fn {
  return helper(module, `__fluxion_merge_${type}`, [ptr, type], (fn, start) => {
    const [memory, amount] = fn.args as unknown as [Value, Value];
    const [check, stop, write, done] = ['check', 'stop', 'write', 'done'].map((n) => fn.appendBlock(new BasicBlock(n))) as [BasicBlock, BasicBlock, BasicBlock, BasicBlock]; // prettier-ignore
    const b = new Builder(start);
    const zero = zeroOf(type);
    b.condBr(b.icmp('eq', amount, zero), done, check);
    b.positionAt(check);
    b.condBr(b.icmp('eq', b.load(type, memory, undefined, 1), zero), write, stop);
    b.positionAt(stop);
    emitStop(b, message);
    b.positionAt(write);
    b.store(amount, memory, 1);
    b.br(done);
    b.positionAt(done);
    b.ret();
  });
}

/** An internal function of the module, made on first use. */
export function helper(
  module: Module,
  name: string,
  parameters: readonly (typeof ptr | IntegerType)[],
  fill: (fn: Fn, start: BasicBlock) => void,
): Fn {
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [...parameters])));
  fn.linkage = 'internal';
  fill(fn, fn.appendBlock(new BasicBlock('start')));
  return fn;
}
