import type { IRBuilder, Module, Value } from '../ir/index.ts';
import { isInteger } from '../ir/index.ts';

/** A size or a count as the integer type of sizes of the target: LLVM's memory intrinsics take any width. */
export function toIndex(b: IRBuilder, value: Value, module: Module): Value {
  const index = module.dataLayout.indexType();
  if (value.type === index || !isInteger(value.type)) return value;
  return b.cast(value.type.bits < index.bits ? 'zext' : 'trunc', value, index);
}
