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
    const extent = emitExtent(b, place, pointer) ?? constantInt(module.dataLayout.indexType(), declared[i]!);
    emitEnter(b, pointer, extent, shadow);
  }
  return before;
}
