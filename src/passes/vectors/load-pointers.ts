/**
 * A struct of numbers and a pointer is loaded as a vector of numbers where it is as large as one; the pointer is then taken
 * from its lane, as an integer. Such a load becomes one load for each element, and the pointer is loaded as what it is.
 */
import type { Fn, Instruction, LoadInst, Type, Value } from '../../ir/index.ts';
import { ConstantInt, IRBuilder, InsertElementInst, constantInt, i32, isInstruction, poison, ptr, scalarOf, shuffleMask } from '../../ir/index.ts'; // prettier-ignore
import { Replacements } from '../debug-values.ts';
import { laneCount } from './lanes.ts';

export function loadPointers(fn: Fn): boolean {
  const replacements = new Replacements();
  let changed = false;
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode !== 'load' || inst.volatile || inst.ordering !== undefined) continue;
    changed = takeApart(inst, replacements) || changed;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

/** What is made of the lanes of a loaded vector. */
interface LaneUses {
  /** The pointers, each with its lane. */
  readonly pointers: Map<Instruction, number>;
  /** The lanes that are used as numbers. */
  readonly numbers: Set<number>;
  /** The loaded vector, and what it becomes without changing its bits. */
  readonly vectors: Set<Instruction>;
}

function takeApart(load: LoadInst, replacements: Replacements): boolean {
  const layout = load.parent!.parent!.parent!.dataLayout;
  const count = laneCount(load.type);
  const element = scalarOf(load.type);
  const isWord = (element.kind === 'floating-point' || element.kind === 'integer') && element.bits === layout.pointerBits(); // prettier-ignore
  if (count === undefined || !isWord) return false;
  const uses = usesOf(load, count);
  const lanes = uses && new Set(uses.pointers.values());
  if (!lanes || lanes.size === 0 || [...uses.numbers].some((lane) => lanes.has(lane))) return false;
  const b = new IRBuilder(load.parent!, load);
  b.debugLocation = load.getMetadata('dbg');
  const loaded = new Map<number, Value>();
  for (const lane of lanes) loaded.set(lane, loadLane(b, load, ptr, lane));
  for (const [pointer, lane] of uses.pointers) replacements.replace(pointer, loaded.get(lane)!);
  let numbers: Value = poison(load.type);
  for (const lane of uses.numbers)
    numbers = b.insert(new InsertElementInst(numbers, loadLane(b, load, element, lane), constantInt(i32, lane))); // prettier-ignore
  // The extractions that are left over are used by nobody.
  replacements.replace(load, numbers);
  return true;
}

function loadLane(b: IRBuilder, load: LoadInst, type: Type, lane: number): Value {
  const layout = load.parent!.parent!.parent!.dataLayout;
  const size = layout.allocSize(type);
  const address = lane === 0 ? load.pointer : b.byteOffset(load.pointer, constantInt(layout.indexType(), lane * size)); // prettier-ignore
  const scalar = b.load(type, address, undefined, Math.min(load.align ?? size, size));
  for (const name of ['alias.scope', 'noalias']) scalar.setMetadata(name, load.getMetadata(name));
  return scalar;
}

/** Undefined where a lane is used that is not known. */
function usesOf(load: LoadInst, count: number): LaneUses | undefined {
  const uses: LaneUses = { pointers: new Map(), numbers: new Set(), vectors: new Set([load]) };
  // The set grows while it is walked.
  for (const vector of uses.vectors) {
    for (const user of vector.users()) {
      if (!isInstruction(user) || !noteUse(user, vector, count, uses)) return undefined;
    }
  }
  return uses;
}

function noteUse(user: Instruction, vector: Instruction, count: number, uses: LaneUses): boolean {
  switch (user.opcode) {
    case 'bitcast':
      if (laneCount(user.type) !== count) return false;
      uses.vectors.add(user);
      return true;
    case 'extractelement': {
      const place = user.operand(1);
      if (!(place instanceof ConstantInt)) return false;
      const lane = Number(place.unsigned);
      const users = [...user.users()].filter(isInstruction);
      const pointers = users.filter((u) => u.opcode === 'inttoptr' && u.type === ptr);
      for (const pointer of pointers) uses.pointers.set(pointer, lane);
      if (pointers.length < users.length) uses.numbers.add(lane);
      return true;
    }
    case 'shufflevector': {
      const mask = shuffleMask(user.operand(2));
      if (!mask) return false;
      for (const lane of mask) {
        if (lane === undefined) continue;
        if (user.operand(0) === vector && lane < count) uses.numbers.add(lane);
        if (user.operand(1) === vector && lane >= count) uses.numbers.add(lane - count);
      }
      return true;
    }
    default:
      return false;
  }
}
