/** The request of a gradient tells the table which memory is differentiated meanwhile. */
import { parameterName } from '../../analysis/debug-signature.ts';
import { locate } from '../../analysis/source-location.ts';
import type { Diagnostic } from '../../diagnostics/index.ts';
import type { GlobalVariable, Instruction, IRBuilder, Value } from '../../ir/index.ts';
import { constantInt } from '../../ir/index.ts';
import type { AutodiffRequest } from '../request.ts';
import { describeGlobal } from '../global-pointers.ts';
import { declaredExtents, emitExtent } from './extent.ts';
import { emitEnter, emitReadCount } from './table.ts';

/**
 * @param place the builder stands before it
 * @returns how many arguments there were before, and the names of those whose extent is not seen
 */
export function enterArguments(
  b: IRBuilder,
  place: Instruction,
  { fn, spec, args }: AutodiffRequest,
): { readonly before: Value; readonly unseen: readonly string[] } {
  const module = fn.parent!;
  const before = emitReadCount(b, module);
  const declared = declaredExtents(fn);
  const unseen: string[] = [];
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
    if (!least) unseen.push(parameterName(fn.args[i]!));
    emitEnter(b, pointer, least ?? constantInt(module.dataLayout.indexType(), declared[i]!), shadow);
  }
  return { before, unseen };
}

/** Warnings of the variables that may lead into arguments of which it is not seen how far they reach. */
export function unseenAliases(
  call: Instruction,
  unseen: readonly string[],
  read: ReadonlyMap<GlobalVariable, Instruction>,
): Diagnostic[] {
  if (unseen.length === 0) return [];
  const names = unseen.map((name) => `'${name}'`).join(', ');
  return [...read].map(([global, inst]) => {
    const line = locate(inst)?.line;
    return {
      code: 'FX3103',
      severity: 'warning',
      message: `what is read through the global variable ${describeGlobal(global)} counts as constant, even if it leads into the middle of ${names}`,
      span: locate(call),
      notes: [
        'it is not seen here how far the memory of the argument reaches',
        ...(line ? [`a number is read through the variable in line ${line}`] : []),
      ],
      help: [
        'if the variable is constant, declare it so: __enzyme_inactive_global',
        'else set it within the differentiated function, or ask for the gradient where the array is a variable, a vector or allocated',
      ],
    };
  });
}
