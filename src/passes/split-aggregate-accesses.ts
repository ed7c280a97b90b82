import type { DataLayout, Fn, Instruction, LoadInst, StoreInst, Type, Value } from '../ir/index.ts';
import {
  ExtractValueInst,
  GetElementPtrInst,
  InsertValueInst,
  LoadInst as Load,
  StoreInst as Store,
  constantInt,
  i8,
  poison,
} from '../ir/index.ts';
import { Replacements, eraseInstruction } from './debug-values.ts';

/** Larger aggregates are left as they are. */
const maxLeaves = 64;

/** A scalar in an aggregate: how to get there, and where it lies. */
interface Leaf {
  readonly path: readonly number[];
  readonly type: Type;
  readonly offset: number;
}

/**
 * Loads and stores of whole structs and arrays become loads and stores of their scalars, so that each is known for what it
 * is. Padding is not moved along.
 */
export function splitAggregateAccesses(fn: Fn): boolean {
  const layout = fn.parent!.dataLayout;
  const replacements = new Replacements();
  let changed = false;
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode !== 'load' && inst.opcode !== 'store') continue;
    const type = inst.opcode === 'load' ? inst.type : inst.value.type;
    if (inst.volatile || inst.ordering !== undefined) continue;
    if (type.kind !== 'struct' && type.kind !== 'array') continue;
    const leaves = leavesOf(layout, type);
    if (!leaves) continue;
    if (inst.opcode === 'load') replacements.replace(inst, splitLoad(inst, leaves, layout));
    else {
      splitStore(inst, leaves, layout);
      eraseInstruction(inst);
    }
    changed = true;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

/** Undefined when there are too many, or some of a size that is not known. */
function leavesOf(layout: DataLayout, type: Type): Leaf[] | undefined {
  const leaves: Leaf[] = [];
  const visit = (at: Type, path: readonly number[], offset: number): boolean => {
    if (leaves.length > maxLeaves || path.length > maxLeaves) return false;
    if (at.kind === 'struct') {
      if (!at.elements) return false;
      const { offsets } = layout.structLayout(at);
      return at.elements.every((element, i) => visit(element, [...path, i], offset + offsets[i]!));
    }
    if (at.kind === 'array') {
      if (at.length > maxLeaves) return false;
      const size = layout.allocSize(at.element);
      return Array.from({ length: at.length }).every((_, i) =>
        visit(at.element, [...path, i], offset + i * size),
      );
    }
    if (at.kind === 'vector' && at.scalable) return false;
    leaves.push({ path, type: at, offset });
    return true;
  };
  return visit(type, [], 0) && leaves.length <= maxLeaves ? leaves : undefined;
}

function splitLoad(inst: LoadInst, leaves: readonly Leaf[], layout: DataLayout): Value {
  let whole: Value = poison(inst.type);
  for (const leaf of leaves) {
    const pointer = addressOf(inst, inst.pointer, leaf, layout);
    const part = insert(inst, new Load(leaf.type, pointer, alignOf(inst, inst.type, leaf, layout)));
    whole = insert(inst, new InsertValueInst(whole, part, leaf.path));
  }
  return whole;
}

function splitStore(inst: StoreInst, leaves: readonly Leaf[], layout: DataLayout): void {
  for (const leaf of leaves) {
    const pointer = addressOf(inst, inst.pointer, leaf, layout);
    const part = insert(inst, new ExtractValueInst(inst.value, leaf.path));
    insert(inst, new Store(part, pointer, alignOf(inst, inst.value.type, leaf, layout)));
  }
}

function insert<T extends Instruction>(at: Instruction, inst: T): T {
  const location = at.getMetadata('dbg');
  if (location) inst.setMetadata('dbg', location);
  return at.parent!.insertBefore(inst, at);
}

function addressOf(at: Instruction, pointer: Value, { offset }: Leaf, layout: DataLayout): Value {
  if (offset === 0) return pointer;
  const space = pointer.type.kind === 'pointer' ? pointer.type.addressSpace : 0;
  return insert(at, new GetElementPtrInst(i8, pointer, [constantInt(layout.indexType(space), offset)]));
}

function alignOf(inst: LoadInst | StoreInst, type: Type, { offset }: Leaf, layout: DataLayout): number {
  let align = inst.align ?? layout.alignOf(type);
  while (offset % align !== 0) align /= 2;
  return align;
}
