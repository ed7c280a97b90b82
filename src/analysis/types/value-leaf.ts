import type { DataLayout, Instruction, Type, Value } from '../../ir/index.ts';
import { Argument, isInstruction } from '../../ir/index.ts';

/** Whether the value is computed by, or passed to, a function: no constant. */
export function isLocal(value: Value): value is Argument | Instruction {
  return isInstruction(value) || value instanceof Argument;
}

/** A scalar or vector inside a first-class value, at a byte offset when the value lies in memory. */
export interface ValueLeaf {
  readonly type: Type;
  readonly offset: number;
}

const maxLeaves = 64;
const memo = new WeakMap<DataLayout, Map<Type, readonly ValueLeaf[]>>();

/**
 * The leaves of a type, in the order of a walk through structs and arrays; a scalar or vector is its own leaf. An
 * aggregate with more than a few dozen has none: nothing is followed through it.
 */
export function leavesOf(layout: DataLayout, type: Type): readonly ValueLeaf[] {
  let types = memo.get(layout);
  if (!types) memo.set(layout, (types = new Map()));
  let leaves = types.get(type);
  if (!leaves) types.set(type, (leaves = readLeaves(layout, type)));
  return leaves;
}

function readLeaves(layout: DataLayout, start: Type): readonly ValueLeaf[] {
  const leaves: ValueLeaf[] = [];
  const work: ValueLeaf[] = [{ type: start, offset: 0 }];
  for (let steps = 0, at = work.pop(); at; at = work.pop(), steps++) {
    if (leaves.length > maxLeaves || steps > 4 * maxLeaves || work.length > maxLeaves) return [];
    const { type, offset } = at;
    if (type.kind === 'struct') {
      const { elements } = type;
      if (!elements) return [];
      const { offsets } = layout.structLayout(type);
      for (let i = elements.length - 1; i >= 0; i--) {
        work.push({ type: elements[i]!, offset: offset + offsets[i]! });
      }
    } else if (type.kind === 'array') {
      if (type.length > maxLeaves) return [];
      const step = layout.allocSize(type.element);
      for (let i = type.length - 1; i >= 0; i--) work.push({ type: type.element, offset: offset + i * step });
    } else if (type.kind !== 'primitive' && type.kind !== 'function') {
      leaves.push(at);
    }
  }
  return leaves;
}

/** The indices of the leaves inside the element that a path leads to: [first, end). Undefined when leaves are not followed. */
export function leafRange(
  layout: DataLayout,
  type: Type,
  path: readonly number[],
): { first: number; end: number } | undefined {
  if (leavesOf(layout, type).length === 0) return undefined;
  let first = 0;
  let at = type;
  for (const index of path) {
    if (at.kind === 'struct') {
      for (let i = 0; i < index; i++) first += leavesOf(layout, at.elements![i]!).length;
      at = at.elements![index]!;
    } else if (at.kind === 'array') {
      first += index * leavesOf(layout, at.element).length;
      at = at.element;
    } else return undefined;
  }
  return { first, end: first + leavesOf(layout, at).length };
}
