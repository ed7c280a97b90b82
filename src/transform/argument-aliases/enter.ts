/** The request of a gradient tells the table which memory is differentiated meanwhile. */
import type { Instruction, IRBuilder, Value } from '../../ir/index.ts';
import { constantInt } from '../../ir/index.ts';
import type { AutodiffRequest } from '../request.ts';
import { declaredExtents, emitExtent } from './extent.ts';
import { emitEnter, emitReadCount } from './table.ts';

/**
 * @param place the builder stands before it
 * @returns how many arguments there were before
 */
export function enterArguments(b: IRBuilder, place: Instruction, { fn, spec, args }: AutodiffRequest): Value {
  const module = fn.parent!;
  const before = emitReadCount(b, module);
  const declared = declaredExtents(fn);
  let at = 0;
  for (const [i, activity] of spec.parameters.entries()) {
    const pointer = args[at++]!;
    if (activity !== 'dup') continue;
    const shadow = args[at++]!;
    if (pointer.type.kind !== 'pointer') continue;
    // There is no more that is differentiated than there is of the shadow: memory that is handed out in pieces is one object.
    const extents = [pointer, shadow].map((p) => emitExtent(b, place, p)).filter((e) => e !== undefined);
    const least =
      extents.length > 0 ? extents.reduce((x, y) => b.select(b.icmp('ult', x, y), x, y)) : undefined;
    emitEnter(b, pointer, least ?? constantInt(module.dataLayout.indexType(), declared[i]!), shadow);
  }
  return before;
}
