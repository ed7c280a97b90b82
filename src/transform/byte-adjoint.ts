/**
 * Adjoints of bytes. A number whose bytes are moved one by one takes its adjoint back in the same way: each byte of the adjoint goes to
 * where the byte came from, which is right as long as there is no other adjoint yet. Two adjoints of one number cannot be added byte by
 * byte; the highest byte of each is not zero (a number that small has no meaning), so they meet there at the latest, and the program stops.
 */
import type { Fn, IntegerType, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, Fn as FnClass, IRBuilder as Builder, constantInt, functionType, i8, ptr, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
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

/** The adjoint of a copy of so many bytes, whatever they are: those of the destination's shadow go to the source's. */
export function emitBytesAdjoint(
  b: IRBuilder,
  module: Module,
  dest: Value,
  source: Value,
  bytes: Value,
): void {
  b.call(moveFunction(module), [dest, source, bytes]);
}

/** The ranges may overlap: an element of the destination is taken before the same one of the source is given something. */
function moveFunction(module: Module): Fn {
  const index = module.dataLayout.indexType();
  return helper(module, '__fluxion_move_bytes', [ptr, ptr, index], (fn, start) => {
    const [dest, source, count] = fn.args as unknown as [Value, Value, Value];
    const [head, body, done] = ['head', 'body', 'done'].map((n) => fn.appendBlock(new BasicBlock(n))) as [BasicBlock, BasicBlock, BasicBlock]; // prettier-ignore
    const one = constantInt(index, 1);
    const b = new Builder(start);
    const isUp: Value = b.icmp('uge', dest, source);
    b.br(head);
    b.positionAt(head);
    const at = b.phi(index);
    b.condBr(b.icmp('ult', at, count), body, done);
    b.positionAt(body);
    const last = b.sub(b.sub(count, one), at);
    const offset = b.select(isUp, at, last);
    const from = b.byteOffset(dest, offset);
    const adjoint = b.load(i8, from, undefined, 1);
    b.store(zeroOf(i8), from, 1);
    mergeInMemory(b, b.byteOffset(source, offset), adjoint);
    at.addIncoming(zeroOf(index), start);
    at.addIncoming(b.add(at, one), body);
    b.br(head);
    b.positionAt(done);
    b.ret();
  });
}

function helper(
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
