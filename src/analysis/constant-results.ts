import type { Fn, Value } from '../ir/index.ts';
import { CallBase, Fn as FnClass, isConstantData } from '../ir/index.ts';

/** Calls within calls are followed this far. */
const maxDepth = 8;

/**
 * Whether a function returns the same constant, or one of several, whatever it is passed: without optimisation the limits of a
 * container are functions. No derivative comes out of it, even if nothing says what kind of value it is.
 */
export function returnsConstant(fn: Fn, depth = 0): boolean {
  if (depth > maxDepth || fn.isDeclaration || /^(weak|linkonce|extern_weak|common)$/.test(fn.linkage ?? '')) return false; // prettier-ignore
  return fn.blocks.every(({ terminator }) => {
    if (terminator?.opcode !== 'ret' || !terminator.value) return true;
    return isConstant(terminator.value, depth);
  });
}

function isConstant(value: Value, depth: number): boolean {
  if (isConstantData(value)) return true;
  return value instanceof CallBase && value.callee instanceof FnClass && returnsConstant(value.callee, depth + 1); // prettier-ignore
}
