import type { GetElementPtrInst, Value } from '../../ir/index.ts';
import { ConstantInt, Flag, isInstruction } from '../../ir/index.ts';

/** `to - from`, in bytes. */
export interface PointerDifference {
  readonly to: Value;
  readonly from: Value;
  /** The size of the elements of an array that both point into, where the program counts them; else 1. */
  readonly element: number;
}

/** The distance of two pointers that a third one is moved by: `getelementptr i8, ptr %p, i64 (to - from)`. */
export function pointerDifference(gep: GetElementPtrInst): PointerDifference | undefined {
  const [index] = gep.indices;
  const isBytes = gep.indices.length === 1 && gep.sourceType.kind === 'integer' && gep.sourceType.bits === 8;
  if (!isBytes || !isInstruction(index!) || index.opcode !== 'sub') return undefined;
  const [a, b] = [index.operand(0), index.operand(1)];
  const areAddresses =
    isInstruction(a) && a.opcode === 'ptrtoint' && isInstruction(b) && b.opcode === 'ptrtoint';
  return areAddresses ? { to: a.operand(0), from: b.operand(0), element: countedElement(index) } : undefined;
}

/** C and C++ subtract pointers to elements of one array only, and divide without a remainder by their size. */
function countedElement(distance: Value): number {
  for (const user of distance.users()) {
    if (
      !isInstruction(user) ||
      !(user.opcode === 'sdiv' || user.opcode === 'udiv' || user.opcode === 'ashr' || user.opcode === 'lshr')
    )
      continue;
    const by = user.operand(1);
    if (!(user.flags & Flag.exact) || user.operand(0) !== distance || !(by instanceof ConstantInt)) continue;
    const size = user.opcode === 'ashr' || user.opcode === 'lshr' ? 2 ** Number(by.value) : Number(by.value);
    if (size > 1 && size <= 2 ** 20) return size;
  }
  return 1;
}
