/**
 * A struct of numbers and flags that fits into a vector is loaded as a vector of bytes, which is then looked at as a vector of numbers in one
 * place, and as one of bits in another. Such a load becomes loads of the elements that are used, each as what it is used as.
 */
import type { Fn, Instruction, LoadInst, Type, Value } from '../../ir/index.ts';
import { ConstantInt, IRBuilder, InsertElementInst, constantInt, i32, i8, isInstruction, poison, scalarOf, shuffleMask } from '../../ir/index.ts'; // prettier-ignore
import { Replacements } from '../debug-values.ts';
import { laneCount } from './lanes.ts';

export function loadViews(fn: Fn): boolean {
  // Where the first element has the highest bits, those of others stand elsewhere.
  if (fn.parent!.dataLayout.bigEndian) return false;
  const replacements = new Replacements();
  let changed = false;
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode !== 'load' || inst.volatile || inst.ordering !== undefined) continue;
    changed = takeApart(inst, replacements) || changed;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}

/** The loaded vector as another type, and the elements of it that are used. */
interface View {
  readonly value: Instruction;
  readonly lanes: ReadonlySet<number>;
}

function takeApart(load: LoadInst, replacements: Replacements): boolean {
  if (laneCount(load.type) === undefined || scalarOf(load.type).kind !== 'integer') return false;
  const views = viewsOf(load);
  if (!views || !areApart(views)) return false;
  const b = new IRBuilder(load.parent!, load);
  b.debugLocation = load.getMetadata('dbg');
  for (const { value, lanes } of views) {
    let vector: Value = poison(value.type);
    for (const lane of lanes)
      vector = b.insert(new InsertElementInst(vector, loadLane(b, load, scalarOf(value.type), lane), constantInt(i32, lane))); // prettier-ignore
    replacements.replace(value, vector);
  }
  replacements.replace(load, poison(load.type));
  return true;
}

/** Undefined where all of the vector is used, or it is not known what of it. */
function viewsOf(load: LoadInst): View[] | undefined {
  const views: View[] = [];
  for (const user of load.users()) {
    if (!isInstruction(user) || user.opcode !== 'bitcast') return undefined;
    const lanes = lanesUsed(user);
    if (!lanes) return undefined;
    views.push({ value: user, lanes });
  }
  return views;
}

function lanesUsed(vector: Instruction): Set<number> | undefined {
  const count = laneCount(vector.type);
  if (count === undefined || !hasLanes(scalarOf(vector.type))) return undefined;
  const lanes = new Set<number>();
  for (const user of vector.users()) {
    if (!isInstruction(user)) return undefined;
    if (user.opcode === 'extractelement') {
      const place = user.operand(1);
      if (!(place instanceof ConstantInt)) return undefined;
      lanes.add(Number(place.unsigned));
      continue;
    }
    const mask = user.opcode === 'shufflevector' ? shuffleMask(user.operand(2)) : undefined;
    if (!mask) return undefined;
    for (const lane of mask) {
      if (lane === undefined) continue;
      if (user.operand(0) === vector && lane < count) lanes.add(lane);
      if (user.operand(1) === vector && lane >= count) lanes.add(lane - count);
    }
  }
  return lanes;
}

/** Bits, or whole bytes. */
const hasLanes = (type: Type): boolean =>
  (type.kind === 'integer' && (type.bits === 1 || type.bits % 8 === 0)) || type.kind === 'floating-point';

const bitsOf = (type: Type): number =>
  type.kind === 'integer' || type.kind === 'floating-point' ? type.bits : 0;

/** Whether there are elements of several types, of which no two share a byte. */
function areApart(views: readonly View[]): boolean {
  const owners = new Map<number, Type>();
  for (const { value, lanes } of views) {
    const type = scalarOf(value.type);
    const bits = bitsOf(type);
    for (const lane of lanes) {
      for (let at = Math.floor((lane * bits) / 8); at * 8 < (lane + 1) * bits; at++) {
        const owner = owners.get(at);
        if (owner && owner !== type) return false;
        owners.set(at, type);
      }
    }
  }
  return new Set(owners.values()).size > 1;
}

function loadLane(b: IRBuilder, load: LoadInst, type: Type, lane: number): Value {
  const layout = load.parent!.parent!.parent!.dataLayout;
  const bit = lane * bitsOf(type);
  const byte = Math.floor(bit / 8);
  const address =
    byte === 0 ? load.pointer : b.byteOffset(load.pointer, constantInt(layout.indexType(), byte));
  const isBit = bitsOf(type) === 1;
  const align = Math.min(load.align ?? 1, byte === 0 ? Infinity : byte & -byte);
  const scalar = b.load(isBit ? i8 : type, address, undefined, align);
  for (const name of ['alias.scope', 'noalias']) scalar.setMetadata(name, load.getMetadata(name));
  if (!isBit) return scalar;
  const shifted = bit % 8 === 0 ? scalar : b.binary('lshr', scalar, constantInt(i8, bit % 8));
  return b.cast('trunc', shifted, type);
}
