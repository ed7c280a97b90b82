/**
 * `dynamic_cast` asks the run time where in an object another class lies. The answer is a pointer into the same object: the cast
 * pointer, moved by as many bytes as the answer is away from it. So what is done with it is known to be done with the object.
 */
import type { CallInst, Fn, Module } from '../ir/index.ts';
import { Fn as FnClass, IRBuilder, constantNull, ptr } from '../ir/index.ts';

export function lowerDynamicCasts(module: Module): void {
  const cast = module.getFunction('__dynamic_cast');
  if (!cast?.isDeclaration) return;
  for (const fn of module.functions) for (const call of castsIn(fn)) lower(module, call);
}

function castsIn(fn: Fn): CallInst[] {
  const calls: CallInst[] = [];
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'call' || !(inst.callee instanceof FnClass)) continue;
    if (inst.callee.name === '__dynamic_cast' && inst.args[0]?.type === ptr && !isLowered(inst))
      calls.push(inst);
  }
  return calls;
}

/** The answer is only compared with null and measured. */
const isLowered = (call: CallInst): boolean =>
  [...call.uses()].every(
    ({ user }) => 'opcode' in user && (user.opcode === 'icmp' || user.opcode === 'ptrtoint'),
  );

function lower(module: Module, call: CallInst): void {
  const index = module.dataLayout.indexType();
  const uses = [...call.uses()];
  const b = new IRBuilder(call.parent!, call.next);
  b.debugLocation = call.getMetadata('dbg');
  const object = call.args[0]!;
  const distance = b.sub(b.cast('ptrtoint', call, index), b.cast('ptrtoint', object, index));
  const none = b.icmp('eq', call, constantNull(ptr));
  const moved = b.select(none, constantNull(ptr), b.byteOffset(object, distance));
  for (const use of uses) use.set(moved);
}
