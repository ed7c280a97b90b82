/** The adjoint of a copy of bytes of which it is not known what they are. */
import type { FloatingPointType, Fn, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, IRBuilder as Builder, constantInt, i8, ptr, zeroOf } from '../ir/index.ts';
import { helper, mergeInMemory } from './byte-adjoint.ts';
import { addByteInMemory } from './byte-sums.ts';

/**
 * Those bytes of the destination's shadow go to the source's. With `aligned`, all floats there are of this kind, each at a multiple of its
 * size: then they are added to what is there.
 */
export function emitBytesAdjoint(
  b: IRBuilder,
  module: Module,
  { dest, source, bytes }: { dest: Value; source: Value; bytes: Value },
  aligned: FloatingPointType | undefined,
): void {
  b.call(moveFunction(module, aligned), [dest, source, bytes]);
}

/**
 * Backwards, so that the highest byte of a number comes first. Where the ranges overlap, a byte of the destination must be taken before the
 * same one of the source is given something, so the loop runs upwards when the destination is above the source.
 */
function moveFunction(module: Module, aligned: FloatingPointType | undefined): Fn {
  const index = module.dataLayout.indexType();
  const name = `__fluxion_move_bytes${aligned ? `_${aligned}` : ''}`;
  return helper(module, name, [ptr, ptr, index], (fn, start) => {
    const [dest, source, count] = fn.args as unknown as [Value, Value, Value];
    const [head, body, done] = ['head', 'body', 'done'].map((n) => fn.appendBlock(new BasicBlock(n))) as [BasicBlock, BasicBlock, BasicBlock]; // prettier-ignore
    const one = constantInt(index, 1);
    const b = new Builder(start);
    const isAbove = b.icmp('uge', dest, source);
    const isUp: Value = b.binary('and', isAbove, b.icmp('ult', dest, b.byteOffset(source, count)));
    b.br(head);
    b.positionAt(head);
    const at = b.phi(index);
    b.condBr(b.icmp('ult', at, count), body, done);
    b.positionAt(body);
    const last = b.sub(b.sub(count, one), at);
    const offset = b.select(isUp, at, last);
    const from = b.byteOffset(dest, offset);
    const to = b.byteOffset(source, offset);
    const adjoint = b.load(i8, from, undefined, 1);
    b.store(zeroOf(i8), from, 1);
    if (aligned) addByteInMemory(b, to, adjoint, aligned);
    else mergeInMemory(b, to, adjoint);
    at.addIncoming(zeroOf(index), start);
    at.addIncoming(b.add(at, one), body);
    b.br(head);
    b.positionAt(done);
    b.ret();
  });
}
