/** Which arrays stand in the middle of an object, so that they have no more elements than they say: one at an object's end may have. */
import type { GetElementPtrInst, Type, Value } from '../../ir/index.ts';
import { ConstantInt, isInstruction } from '../../ir/index.ts';

/** Steps are followed this far back. */
const mostSteps = 16;

/** Whether what a getelementptr leads to is followed by other members of a struct that it, or one of those before it, goes through. */
export function isWithinStruct(gep: GetElementPtrInst): boolean {
  let at: Value = gep;
  for (let i = 0; i < mostSteps && isInstruction(at) && at.opcode === 'getelementptr'; i++) {
    if (goesToInnerMember(at.sourceType, at.indices)) return true;
    // What follows the object itself is no member.
    const [first] = at.indices;
    if (!(first instanceof ConstantInt) || first.value !== 0n) return false;
    at = at.base;
  }
  return false;
}

function goesToInnerMember(sourceType: Type, [, ...indices]: readonly Value[]): boolean {
  let type = sourceType;
  for (const index of indices) {
    if (type.kind === 'struct') {
      const { elements = [] } = type;
      const field = index instanceof ConstantInt ? Number(index.unsigned) : -1;
      if (field < elements.length - 1) return true;
      type = elements[field]!;
    } else if (type.kind === 'array' || type.kind === 'vector') type = type.element;
    else return false;
  }
  return false;
}
