import type { Fn, ReturnInst } from '../ir/index.ts';
import { BasicBlock, BranchInst, PhiInst, ReturnInst as Return } from '../ir/index.ts';
import { passOnDebugRecords } from './debug-values.ts';

/**
 * Leaves at most one `ret`: with several, each becomes a jump to a new last block that returns a phi of the values.
 * Blocks that end in `unreachable` stay. A `musttail` call, which a `ret` would have to follow, becomes an ordinary one:
 * it computes the same and takes more stack. (Not in a variadic function, where it is the only way to pass on `...`.)
 */
export function unifyReturns(fn: Fn): boolean {
  const returns = fn.blocks.flatMap((b) => (b.terminator?.opcode === 'ret' ? [b.terminator] : []));
  let changed = false;
  for (const ret of returns) if (relaxTailCall(fn, ret)) changed = true;
  if (returns.length < 2 || returns.some((r) => mustTailCallBefore(r))) return changed;

  const exit = fn.appendBlock(new BasicBlock('return'));
  const hasValue = returns[0]!.value !== undefined;
  const phi = hasValue ? exit.append(new PhiInst(fn.returnType, 0, 'result')) : undefined;
  const ret = exit.append(new Return(phi));
  const location = returns[returns.length - 1]!.getMetadata('dbg');
  if (location) ret.setMetadata('dbg', location);
  for (const old of returns) {
    const block = old.parent!;
    const branch = block.append(BranchInst.unconditional(exit));
    const place = old.getMetadata('dbg');
    if (place) branch.setMetadata('dbg', place);
    phi?.addIncoming(old.value!, block);
    passOnDebugRecords(old);
    old.erase();
  }
  return true;
}

function mustTailCallBefore(ret: ReturnInst): boolean {
  for (let at = ret.prev; at; at = at.prev) {
    if (at.opcode === 'call') return at.tail === 'musttail';
    if (at.opcode !== 'bitcast') return false;
  }
  return false;
}

function relaxTailCall(fn: Fn, ret: ReturnInst): boolean {
  if (fn.valueType.variadic || !mustTailCallBefore(ret)) return false;
  for (let at = ret.prev; at; at = at.prev) {
    if (at.opcode === 'call') {
      at.tail = 'none';
      return true;
    }
  }
  return false;
}
