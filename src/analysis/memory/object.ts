import type { AllocaInst, Argument, CallBase, GlobalVariable, Value } from '../../ir/index.ts';
import type { Offset } from './offset.ts';
import { anyOffset } from './offset.ts';

/**
 * What a pointer may point into. An alloca or allocation that is executed several times stands for all the memory that it
 * makes; two of its pieces have no byte in common.
 */
export type MemoryObject =
  | { readonly kind: 'alloca'; readonly inst: AllocaInst }
  /** Fresh memory: malloc, calloc, operator new, and whatever has a `noalias` result. */
  | { readonly kind: 'allocation'; readonly call: CallBase }
  /** What a pointer parameter points into, as the caller passed it. */
  | { readonly kind: 'argument'; readonly arg: Argument }
  | { readonly kind: 'global'; readonly global: GlobalVariable }
  /** Where pointers point that were loaded, made from integers or returned by calls. */
  | { readonly kind: 'unknown' };

export const unknownObject: MemoryObject = { kind: 'unknown' };

const interned = new WeakMap<Value, MemoryObject>();

function intern(key: Value, make: () => MemoryObject): MemoryObject {
  let object = interned.get(key);
  if (!object) interned.set(key, (object = make()));
  return object;
}

/** One object for each alloca, call, argument and global, so that identity compares them. */
export const allocaObject = (inst: AllocaInst): MemoryObject =>
  intern(inst, () => ({ kind: 'alloca', inst }));
export const allocationObject = (call: CallBase): MemoryObject =>
  intern(call, () => ({ kind: 'allocation', call }));
export const argumentObject = (arg: Argument): MemoryObject => intern(arg, () => ({ kind: 'argument', arg }));
export const globalObject = (global: GlobalVariable): MemoryObject =>
  intern(global, () => ({ kind: 'global', global }));

/** Whether the memory is made by the function itself. */
export const isLocal = (object: MemoryObject): boolean =>
  object.kind === 'alloca' || object.kind === 'allocation';

/** Where a pointer may point. No object at all: null, undef, or a value that execution never makes. */
export class PointerInfo {
  readonly offsets: ReadonlyMap<MemoryObject, Offset>;
  #objects: ReadonlySet<MemoryObject> | undefined;

  constructor(offsets: ReadonlyMap<MemoryObject, Offset>) {
    this.offsets = offsets;
  }

  get objects(): ReadonlySet<MemoryObject> {
    return (this.#objects ??= new Set(this.offsets.keys()));
  }

  /** Bytes from the start of the object, when there is a single one and the offset is the same at all times. */
  get offset(): number | undefined {
    if (this.offsets.size !== 1) return undefined;
    const [offset] = this.offsets.values();
    return offset!.stride === 0 ? offset!.base : undefined;
  }
}

export const pointerTo = (object: MemoryObject, offset: Offset = anyOffset): PointerInfo =>
  new PointerInfo(new Map([[object, offset]]));

export const unknownPointer = pointerTo(unknownObject);
