/**
 * Byte-addressed memory in which every byte knows whether it may be accessed, as in a memory checker: objects are
 * separated by gaps, and the memory of an object that is freed is never handed out again (on the stack: not at once).
 *
 * From low to high addresses: nothing (so that null is no object), the stack, then globals and heap as they are made.
 */
import { badAccess, limitReached } from './error.ts';

/** What a byte is. Order matters: below `uninitialized` no access is allowed, from `initialized` on reading is. */
const unmapped = 0;
const freed = 1;
const uninitialized = 2;
const initialized = 3;
const constant = 4;

const stackStart = 1 << 12;
/** Bytes between objects: an access so far out of bounds is noticed. */
const gap = 64;
const minimumAlign = 16;
/** What uninitialised memory is filled with: as a float or an integer it is large, so that its use shows. */
const garbage = 0x7f;

export interface MemoryOptions {
  /** Bytes of the whole memory. */
  readonly limit: number;
  /** Bytes of the stack. */
  readonly stackSize: number;
  readonly littleEndian: boolean;
  /** Whether reading memory that was never written is an error. */
  readonly checkInitialized: boolean;
  /** Whether each float in memory has a tangent. */
  readonly tangents: boolean;
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

export class Memory {
  readonly littleEndian: boolean;
  readonly #limit: number;
  readonly #stackEnd: number;
  readonly #checkInitialized: boolean;
  readonly #heapSizes = new Map<number, number>();
  #bytes: Uint8Array<ArrayBuffer>;
  #states: Uint8Array<ArrayBuffer>;
  #tangentBytes: Uint8Array<ArrayBuffer> | undefined;
  /** The tangents of the floats, each where its float is. */
  tangents: DataView | undefined;
  view: DataView;
  #stackTop = stackStart;
  #heapTop: number;

  constructor(options: MemoryOptions) {
    this.littleEndian = options.littleEndian;
    this.#limit = options.limit;
    this.#stackEnd = stackStart + options.stackSize;
    this.#heapTop = this.#stackEnd + gap;
    this.#checkInitialized = options.checkInitialized;
    const capacity = 1 << Math.ceil(Math.log2(this.#heapTop + (1 << 16)));
    this.#bytes = new Uint8Array(capacity);
    this.#states = new Uint8Array(capacity);
    if (options.tangents) this.#tangentBytes = new Uint8Array(capacity);
    this.view = new DataView(this.#bytes.buffer);
    this.tangents = this.#tangentBytes && new DataView(this.#tangentBytes.buffer);
  }

  /** An object that lives for ever. */
  allocateStatic(size: number, align = minimumAlign): number {
    const start = roundUp(this.#heapTop, Math.max(align, minimumAlign));
    const end = start + size;
    if (!(end + gap <= this.#limit)) throw limitReached(`out of memory: ${size} bytes more are asked for`);
    this.#growTo(end + gap);
    this.#heapTop = end + gap;
    this.#makeObject(start, size);
    return start;
  }

  /** An object of the heap, which may be freed. */
  allocate(size: number, align = minimumAlign): number {
    const start = this.allocateStatic(size, align);
    this.#heapSizes.set(start, size);
    return start;
  }

  /** How many objects were allocated and not freed, besides global variables. */
  get liveObjects(): number {
    return this.#heapSizes.size;
  }

  /** Frees what `allocate` has made. Null is allowed. */
  free(address: number): void {
    if (address === 0) return;
    const size = this.#heapSizes.get(address);
    if (size === undefined) throw badAccess(`${describeState(this.#states[address])} is freed`);
    this.#heapSizes.delete(address);
    this.#states.fill(freed, address, address + size);
  }

  reallocate(address: number, size: number): number {
    const moved = this.allocate(size);
    if (address === 0) return moved;
    const old = this.#heapSizes.get(address);
    if (old === undefined) throw badAccess(`${describeState(this.#states[address])} is reallocated`);
    this.#copyAll(moved, address, Math.min(old, size));
    this.free(address);
    return moved;
  }

  /** An object that lives until the stack is unwound to where it was before. */
  push(size: number, align: number): number {
    const start = roundUp(this.#stackTop + gap, align);
    if (!(start + size <= this.#stackEnd)) throw limitReached('the stack is full');
    this.#stackTop = start + size;
    this.#makeObject(start, size);
    return start;
  }

  get stackTop(): number {
    return this.#stackTop;
  }

  unwind(top: number): void {
    if (top === this.#stackTop) return;
    this.#states.fill(freed, top, this.#stackTop);
    this.#stackTop = top;
  }

  /** A local variable begins to live, with no contents, or ends to. */
  setLifetime(start: number, size: number, begins: boolean): void {
    if (begins) this.#makeObject(start, size);
    else this.#states.fill(freed, start, start + size);
  }

  /** From now on the bytes cannot be written. */
  makeConstant(start: number, size: number): void {
    this.#states.fill(constant, start, start + size);
  }

  /** Throws unless the bytes may be read. */
  checkRead(address: number, size: number): void {
    const states = this.#states;
    const least = this.#checkInitialized ? initialized : uninitialized;
    for (let i = address; i < address + size; i++) {
      if (!(states[i]! >= least)) throw this.#accessError('read', address, size, i);
    }
  }

  /** Throws unless the bytes may be written; they count as initialised afterwards, and have no tangents. */
  checkWrite(address: number, size: number): void {
    const states = this.#states;
    for (let i = address; i < address + size; i++) {
      const state = states[i]!;
      if (!(state >= uninitialized) || state === constant)
        throw this.#accessError('written', address, size, i);
      states[i] = initialized;
    }
    this.#tangentBytes?.fill(0, address, address + size);
  }

  /** The bytes, to be read or written by who has checked them. */
  slice(address: number, size: number): Uint8Array {
    return this.#bytes.subarray(address, address + size);
  }

  /** Copies bytes, which may overlap; what is uninitialised stays so. */
  copy(to: number, from: number, size: number): void {
    if (size === 0) return;
    this.#checkAccessible(from, size);
    const states = this.#states.slice(from, from + size);
    const tangents = this.#tangentBytes?.slice(from, from + size);
    this.checkWrite(to, size);
    this.#bytes.copyWithin(to, from, from + size);
    this.#states.set(
      states.map((state) => Math.min(state, initialized)),
      to,
    );
    if (tangents) this.#tangentBytes!.set(tangents, to);
  }

  fill(address: number, byte: number, size: number): void {
    this.checkWrite(address, size);
    this.#bytes.fill(byte, address, address + size);
  }

  /** Whether any of the bytes belongs to a float with a tangent. */
  hasTangent(address: number, size: number): boolean {
    return this.#tangentBytes?.subarray(address, address + size).some((byte) => byte !== 0) ?? false;
  }

  #checkAccessible(address: number, size: number): void {
    for (let i = address; i < address + size; i++) {
      if (!(this.#states[i]! >= uninitialized)) throw this.#accessError('read', address, size, i);
    }
  }

  #accessError(verb: string, address: number, size: number, at: number): Error {
    const what = describeState(this.#states[at]);
    return badAccess(`${size} bytes at address ${address} are ${verb}, but byte ${at - address} is ${what}`);
  }

  #makeObject(start: number, size: number): void {
    this.#states.fill(uninitialized, start, start + size);
    this.#bytes.fill(garbage, start, start + size);
    this.#tangentBytes?.fill(0, start, start + size);
  }

  #copyAll(to: number, from: number, size: number): void {
    for (const bytes of [this.#bytes, this.#states, this.#tangentBytes])
      bytes?.copyWithin(to, from, from + size);
  }

  #growTo(size: number): void {
    let capacity = this.#bytes.length;
    if (size <= capacity) return;
    while (capacity < size) capacity *= 2;
    this.#bytes = enlarged(this.#bytes, capacity);
    this.#states = enlarged(this.#states, capacity);
    this.view = new DataView(this.#bytes.buffer);
    if (!this.#tangentBytes) return;
    this.#tangentBytes = enlarged(this.#tangentBytes, capacity);
    this.tangents = new DataView(this.#tangentBytes.buffer);
  }
}

function enlarged(bytes: Uint8Array<ArrayBuffer>, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}

function describeState(state: number | undefined): string {
  switch (state) {
    case freed:
      return 'memory that was freed';
    case uninitialized:
      return 'memory that was never written';
    case initialized:
      return 'memory in use';
    case constant:
      return 'constant memory';
    case unmapped:
    default:
      return 'outside of all objects';
  }
}
