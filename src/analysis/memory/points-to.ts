import type {
  CallBase,
  CastInst,
  DataLayout,
  Fn,
  GetElementPtrInst,
  Instruction,
  MDNode,
  Type,
  Value,
} from '../../ir/index.ts';
import { Argument, hasAttribute, isInstruction } from '../../ir/index.ts';
import { reversePostOrder } from '../cfg.ts';
import type { CallModel } from './call-model.ts';
import { calledFunction } from './call-model.ts';
import { ConstantPointers } from './constant-pointer.ts';
import { gepDisplacement } from './gep-offset.ts';
import type { MemoryObject } from './object.ts';
import { allocaObject, allocationObject, argumentObject, isLocal, unknownObject } from './object.ts';
import type { Points } from './contents.ts';
import { addPoint, emptyPoints, LocalMemory, onlyUnknown } from './contents.ts';
import { isDangling } from './dangling.ts';
import type { Offset } from './offset.ts';
import { addOffsets, anyOffset, constantOffset, zeroOffset } from './offset.ts';
import { accessSize, holdsPointer, isAllPointers } from './pointer-type.ts';
import type { TbaaTypes } from './tbaa.ts';

/** More objects than this behind one pointer, or in one place, count as escaped, and the pointer as unknown. */
const maxObjects = 32;

/**
 * Where the pointers of a function may point, at any moment of its execution: an inclusion-based analysis (Andersen,
 * 1994), insensitive to the order of instructions, with offsets. What is stored in allocas and fresh allocations is
 * followed until their address escapes; all other memory holds unknown pointers.
 *
 * Values that are no pointers may carry one in disguise (an i64 that a small memcpy became). A loaded integer carries the
 * pointers that the memory may hold; doing anything with it but moving it lets them escape.
 */
export class PointsTo {
  readonly #layout: DataLayout;
  readonly #tbaa: TbaaTypes;
  readonly #modelOf: (call: CallBase) => CallModel;
  readonly #nullIsMemory: boolean;
  readonly #constants: ConstantPointers;
  readonly #points = new Map<Value, Map<MemoryObject, Offset>>();
  readonly #memory = new Map<MemoryObject, LocalMemory>();
  readonly #captured = new Set<MemoryObject>();
  readonly #returned = new Set<MemoryObject>();
  readonly #returnedInside = new Set<MemoryObject>();
  readonly #saturated = new Set<Value>();
  readonly #queue: Instruction[] = [];
  readonly #queued = new Set<Instruction>();

  constructor(fn: Fn, layout: DataLayout, tbaa: TbaaTypes, modelOf: (call: CallBase) => CallModel) {
    this.#layout = layout;
    this.#tbaa = tbaa;
    this.#modelOf = modelOf;
    this.#nullIsMemory = hasAttribute(fn.attributes, 'null_pointer_is_valid');
    this.#constants = new ConstantPointers(layout, this.#nullIsMemory);
    for (const block of reversePostOrder(fn)) for (const inst of block) this.#enqueue(inst);
    this.#solve();
  }

  /** The objects that a value may point into, or that pointers in it may. Empty for null and its kin (see `isDangling`). */
  pointsTo(value: Value): Points {
    if (isInstruction(value)) return this.#points.get(value) ?? emptyPoints;
    if (value instanceof Argument) {
      if (value.type.kind === 'pointer') return new Map([[argumentObject(value), zeroOffset]]);
      return holdsPointer(value.type) ? onlyUnknown : emptyPoints;
    }
    return this.#constants.pointsTo(value);
  }

  /** Whether code elsewhere, or a pointer of unknown origin, may reach the object while the function runs. */
  isCaptured(object: MemoryObject): boolean {
    return this.#captured.has(object);
  }

  /** Whether the caller may reach the object after the function has returned. */
  isReturned(object: MemoryObject): boolean {
    return this.#returned.has(object);
  }

  /** Whether a pointer to the object may stand in memory that is returned: the result itself need not point to it. */
  isReturnedInside(object: MemoryObject): boolean {
    return this.#returnedInside.has(object);
  }

  #enqueue(inst: Instruction): void {
    if (this.#queued.has(inst)) return;
    this.#queued.add(inst);
    this.#queue.push(inst);
  }

  #solve(): void {
    // The queue is consumed from the front, and cut when most of it is behind.
    for (let at = 0; at < this.#queue.length; at++) {
      const inst = this.#queue[at]!;
      this.#queued.delete(inst);
      this.#visit(inst);
      if (at > 100_000) {
        this.#queue.splice(0, at + 1);
        at = -1;
      }
    }
  }

  #visit(inst: Instruction): void {
    switch (inst.opcode) {
      case 'alloca':
        return this.#add(inst, allocaObject(inst), zeroOffset);
      case 'getelementptr':
        return this.#visitGep(inst);
      case 'phi':
        for (let i = 0; i < inst.incomingCount; i++) this.#flow(inst, this.pointsTo(inst.incomingValue(i)));
        return;
      case 'select':
        this.#flow(inst, this.pointsTo(inst.ifTrue));
        return this.#flow(inst, this.pointsTo(inst.ifFalse));
      case 'bitcast':
      case 'addrspacecast':
      case 'freeze':
      case 'extractvalue':
      case 'extractelement':
        return this.#flow(inst, this.pointsTo(inst.operand(0)));
      case 'insertvalue':
      case 'insertelement':
      case 'shufflevector':
        this.#flow(inst, this.pointsTo(inst.operand(0)));
        return this.#flow(inst, this.pointsTo(inst.operand(1)));
      case 'load':
        return this.#load(inst, inst.pointer, inst.type, inst.getMetadata('tbaa'));
      case 'store':
        return this.#store(inst, inst.value, inst.pointer);
      case 'atomicrmw':
        this.#load(inst, inst.pointer, inst.type, undefined);
        return this.#store(inst, inst.value, inst.pointer);
      case 'cmpxchg':
        this.#load(inst, inst.operand(0), inst.operand(1).type, undefined);
        return this.#store(inst, inst.operand(2), inst.operand(0));
      case 'call':
      case 'invoke':
      case 'callbr':
        return this.#call(inst);
      case 'ret':
        if (inst.value) this.#markAll(this.pointsTo(inst.value), 'returned');
        return;
      case 'ptrtoint':
        if (!isComparedOnly(inst)) this.#markAll(this.pointsTo(inst.operand(0)), 'captured');
        return;
      case 'inttoptr':
        if (!this.#nullIsMemory && isDangling(inst, this.#layout)) return;
        return this.#visitOther(inst);
      case 'icmp':
      case 'fcmp':
      case 'ptrtoaddr':
      case 'br':
      case 'switch':
        return;
      default:
        return this.#visitOther(inst);
    }
  }

  /** Whatever else takes a pointer, or an integer that carries one, lets it go. */
  #visitOther(inst: Instruction): void {
    for (const use of inst.operandUses) {
      const points = this.pointsTo(use.value);
      if (points.size) this.#markAll(points, 'captured');
    }
    if (holdsPointer(inst.type)) this.#flow(inst, onlyUnknown);
  }

  #visitGep(inst: GetElementPtrInst): void {
    const base = this.pointsTo(inst.base);
    for (const use of inst.operandUses) {
      if (use.index > 0) this.#markAll(this.pointsTo(use.value), 'captured');
    }
    if (base.size) this.#flow(inst, base, gepDisplacement(this.#layout, inst));
  }

  #flow(to: Instruction, points: Points, displacement: Offset = zeroOffset): void {
    for (const [object, offset] of points) this.#add(to, object, addOffsets(offset, displacement));
  }

  #add(value: Instruction, object: MemoryObject, offset: Offset): void {
    let points = this.#points.get(value);
    if (!points) this.#points.set(value, (points = new Map()));
    if (this.#saturated.has(value)) return this.#mark(object, 'captured');
    if (!addPoint(points, object, offset)) return;
    if (points.size > maxObjects) {
      this.#saturated.add(value);
      this.#markAll(new Map(points), 'captured');
      points.clear();
      points.set(unknownObject, anyOffset);
    }
    for (const user of value.users()) if (isInstruction(user) && user.parent) this.#enqueue(user);
  }

  /** The contents of an object that is followed; undefined for one that holds unknown pointers. */
  #localMemory(object: MemoryObject): LocalMemory | undefined {
    if (!isLocal(object) || this.#captured.has(object)) return undefined;
    let memory = this.#memory.get(object);
    if (!memory) this.#memory.set(object, (memory = new LocalMemory()));
    return memory;
  }

  #load(inst: Instruction, pointer: Value, type: Type, tbaa: MDNode | undefined): void {
    const size = accessSize(this.#layout, type);
    const mayBeUnknown = holdsPointer(type);
    for (const [object, offset] of this.pointsTo(pointer)) {
      const memory = this.#localMemory(object);
      if (!memory || memory.startsUnknown) {
        if (mayBeUnknown) this.#flow(inst, onlyUnknown);
      }
      if (!memory) continue;
      memory.readers.add(inst);
      for (const cell of memory.overlapping(offset, size, tbaa, this.#tbaa)) {
        for (const [stored, at] of cell.points) {
          if (stored !== unknownObject) this.#add(inst, stored, at);
          else if (mayBeUnknown) this.#add(inst, stored, at);
        }
      }
    }
  }

  #store(inst: Instruction, value: Value, pointer: Value): void {
    let stored = this.pointsTo(value);
    // An integer or a float may be an unknown pointer in disguise.
    if (!isAllPointers(value.type)) stored = withUnknown(stored);
    const size = accessSize(this.#layout, value.type);
    const tbaa = inst.opcode === 'store' ? inst.getMetadata('tbaa') : undefined;
    for (const [object, offset] of this.pointsTo(pointer)) {
      this.#storeInto(object, offset, size, tbaa, stored);
    }
  }

  #storeInto(
    object: MemoryObject,
    offset: Offset,
    size: number | undefined,
    tbaa: MDNode | undefined,
    stored: Points,
  ): void {
    const memory = this.#localMemory(object);
    if (!memory || memory.isCrowded) return this.#markAll(stored, 'captured');
    if (this.#returned.has(object)) {
      for (const [inside] of stored) this.#returnedInside.add(inside);
      this.#markAll(stored, 'returned');
    }
    if (!memory.store(offset, size, tbaa, stored)) return;
    for (const point of memory.dropIfCrowded(maxObjects)) this.#mark(point, 'captured');
    for (const reader of memory.readers) this.#enqueue(reader);
  }

  #call(call: CallBase): void {
    const inst = call as Instruction & CallBase;
    const model = this.#modelOf(call);
    const args = call.args;
    args.forEach((arg, i) => {
      const points = this.pointsTo(arg);
      if (!points.size) return;
      if (model.kept[i] ?? true) this.#markAll(points, 'captured');
      else this.#passLocals(inst, points, i, model);
    });
    for (const bundle of call.bundles) {
      // An assumption about an alignment tells nobody the address.
      if (isAssume(call)) continue;
      for (const arg of bundle.args) this.#markAll(this.pointsTo(arg), 'captured');
    }
    this.#callResult(inst, model, args);
    if (model.copies) this.#copy(inst, model.copies, args);
  }

  /** The callee may read pointers from memory that it is shown, and put unknown ones there. */
  #passLocals(inst: Instruction, points: Points, argument: number, model: CallModel): void {
    const reads = model.reads.some((a) => a.target === argument && !a.pointerFree);
    const writes = model.writes.some((a) => a.target === argument && !a.pointerFree);
    for (const [object] of points) {
      const memory = this.#localMemory(object);
      if (memory && writes) this.#storeInto(object, anyOffset, undefined, undefined, onlyUnknown);
      if (!memory || !reads) continue;
      memory.readers.add(inst);
      for (const cell of memory.cells) this.#markAll(cell.points, 'captured');
    }
  }

  #callResult(inst: Instruction & CallBase, model: CallModel, args: readonly Value[]): void {
    if (model.result === 'empty' || model.result === 'fresh') {
      const object = allocationObject(inst);
      const memory = this.#localMemory(object);
      if (memory && model.result === 'fresh') memory.startsUnknown = true;
      return this.#add(inst, object, zeroOffset);
    }
    for (const { argument, offset } of model.returns)
      this.#flow(inst, this.pointsTo(args[argument]!), offset);
    if (model.result === 'unknown' && holdsPointer(inst.type)) this.#flow(inst, onlyUnknown);
  }

  /** memcpy and its kin: what the source holds, the target may hold, at the same distance. */
  #copy(inst: Instruction, copies: NonNullable<CallModel['copies']>, args: readonly Value[]): void {
    const target = this.pointsTo(copies.to === 'result' ? inst : args[copies.to]!);
    for (const [source, from] of this.pointsTo(args[copies.from]!)) {
      const memory = this.#localMemory(source);
      memory?.readers.add(inst);
      for (const [object, to] of target) {
        if (!memory || memory.startsUnknown)
          this.#storeInto(object, anyOffset, undefined, undefined, onlyUnknown);
        // A copy within one object adds cells while they are walked.
        for (const cell of [...(memory?.cells ?? [])]) {
          const exact = from.stride === 0 && to.stride === 0;
          const at = exact ? addOffsets(cell.offset, constantOffset(to.base - from.base)) : anyOffset;
          this.#storeInto(object, at, exact ? cell.size : undefined, cell.tbaa, cell.points);
        }
      }
    }
  }

  #markAll(points: Points, how: 'captured' | 'returned'): void {
    for (const [object] of points) this.#mark(object, how);
  }

  /** Marks an object, and what pointers in it point to. */
  #mark(object: MemoryObject, how: 'captured' | 'returned'): void {
    const marked = how === 'captured' ? this.#captured : this.#returned;
    const pending = [object];
    for (let at = pending.pop(); at; at = pending.pop()) {
      if (at.kind === 'unknown' || at.kind === 'global' || marked.has(at)) continue;
      marked.add(at);
      const memory = this.#memory.get(at);
      if (!memory) continue;
      for (const inside of memory.cells.flatMap((cell) => [...cell.points.keys()])) {
        pending.push(inside);
        if (how === 'returned') this.#returnedInside.add(inside);
      }
      if (how === 'captured') for (const reader of memory.readers) this.#enqueue(reader);
    }
  }
}

function withUnknown(points: Points): Points {
  return points.size ? new Map([...points, [unknownObject, anyOffset]]) : onlyUnknown;
}

function isAssume(call: CallBase): boolean {
  return calledFunction(call)?.name === 'llvm.assume';
}

/** Whether nothing but a comparison, or the distance to another address, is made of an address. */
function isComparedOnly(inst: CastInst): boolean {
  for (const user of inst.users()) {
    if (!isInstruction(user)) return false;
    const distance =
      user.opcode === 'sub' && user.operands.every((o) => isInstruction(o) && o.opcode === 'ptrtoint');
    if (user.opcode !== 'icmp' && !distance) return false;
  }
  return true;
}
