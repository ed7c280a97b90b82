import { fail } from '../diagnostics/index.ts';
import type { IntegerType, StructType, Type } from './type.ts';
import { integerType } from './type.ts';

interface PointerSpec {
  readonly bits: number;
  readonly align: number;
  readonly indexBits: number;
}

export interface StructLayout {
  /** Byte offset of each element. */
  readonly offsets: readonly number[];
  /** Bytes, with the padding at the end. */
  readonly size: number;
  /** Bytes. */
  readonly align: number;
}

const roundUp = (n: number, to: number): number => Math.ceil(n / to) * to;

/** Sizes and alignments of types, after the module's `target datalayout` (LangRef, "Data Layout"). All results in bytes. */
export class DataLayout {
  readonly text: string;
  readonly bigEndian: boolean;
  /** Bytes by width. LLVM's default for i64 is 4, until a layout says otherwise. */
  readonly #integerAlign = new Map<number, number>([[1, 1], [8, 1], [16, 2], [32, 4], [64, 4]]); // prettier-ignore
  readonly #floatAlign = new Map<number, number>([[16, 2], [32, 4], [64, 8], [128, 16]]); // prettier-ignore
  readonly #vectorAlign = new Map<number, number>([[64, 8], [128, 16]]); // prettier-ignore
  readonly #pointers = new Map<number, PointerSpec>([[0, { bits: 64, align: 8, indexBits: 64 }]]);
  readonly #structs = new WeakMap<StructType, StructLayout>();
  /** Address spaces of functions (`P`), allocas (`A`) and global variables (`G`). */
  readonly programAddressSpace: number = 0;
  readonly allocaAddressSpace: number = 0;
  readonly globalsAddressSpace: number = 0;
  #aggregateAlign = 1;

  constructor(text: string) {
    this.text = text;
    let bigEndian = false;
    for (const part of text ? text.split('-') : []) {
      if (part === 'E') bigEndian = true;
      else if (/^P\d{1,8}$/.test(part)) this.programAddressSpace = Number(part.slice(1));
      else if (/^A\d{1,8}$/.test(part)) this.allocaAddressSpace = Number(part.slice(1));
      else if (/^G\d{1,8}$/.test(part)) this.globalsAddressSpace = Number(part.slice(1));
      else this.#readPart(part);
    }
    this.bigEndian = bigEndian;
  }

  #readPart(part: string): void {
    const kind = part[0];
    // m mangling, n native widths, S stack alignment, P A G address spaces, F function pointers, ni non-integral: no sizes.
    if (kind === undefined || !'ipfva'.includes(kind)) return;
    const fields = part.slice(1).split(':');
    const numbers = fields.map((f, i) => (i === 0 && f === '' ? 0 : Number(f)));
    if (numbers.some((n) => !Number.isInteger(n) || n < 0 || n > 1 << 24)) {
      fail('FX1012', `cannot read '${part}' in the data layout '${this.text}'`);
    }
    const [first = 0, second = 0] = numbers;
    if (kind === 'p') {
      const bits = second || 64;
      const align = (numbers[2] ?? bits) / 8;
      this.#pointers.set(first, { bits, align, indexBits: numbers[4] ?? bits });
    } else if (kind === 'a') {
      this.#aggregateAlign = Math.max(1, second / 8);
    } else {
      const table = kind === 'i' ? this.#integerAlign : kind === 'f' ? this.#floatAlign : this.#vectorAlign;
      table.set(first, second / 8);
    }
  }

  #pointer(addressSpace: number): PointerSpec {
    return this.#pointers.get(addressSpace) ?? this.#pointers.get(0)!;
  }

  /** Width of a pointer in bits. */
  pointerBits(addressSpace = 0): number {
    return this.#pointer(addressSpace).bits;
  }

  /** The integer type of offsets from a pointer: `size_t` on usual targets. */
  indexType(addressSpace = 0): IntegerType {
    return integerType(this.#pointer(addressSpace).indexBits);
  }

  /** Bits that a value of the type holds (the minimum, for a scalable vector). */
  bitsOf(type: Type): number {
    switch (type.kind) {
      case 'integer':
      case 'floating-point':
        return type.bits;
      case 'pointer':
        return this.pointerBits(type.addressSpace);
      case 'vector':
        return type.length * this.bitsOf(type.element);
      case 'array':
        return type.length * this.allocSize(type.element) * 8;
      case 'struct':
        return this.structLayout(type).size * 8;
      case 'target':
        return type.types[0] ? this.bitsOf(type.types[0]) : 0;
      case 'primitive':
        return type.name === 'x86_mmx' ? 64 : type.name === 'x86_amx' ? 8192 : 0;
      case 'function':
        return 0;
    }
  }

  /** Bytes that a store of the type overwrites. */
  storeSize(type: Type): number {
    return Math.ceil(this.bitsOf(type) / 8);
  }

  /** Bytes from one element of an array of the type to the next. */
  allocSize(type: Type): number {
    return roundUp(this.storeSize(type), this.alignOf(type));
  }

  /** Whether a store of the type overwrites all bytes of its place in an array: none are padding. */
  isDense(type: Type): boolean {
    return this.#writtenBytes(type) === this.allocSize(type);
  }

  #writtenBytes(type: Type): number {
    if (type.kind === 'array') return type.length * this.#writtenBytes(type.element);
    if (type.kind !== 'struct') return this.storeSize(type);
    return (type.elements ?? []).reduce((sum, element) => sum + this.#writtenBytes(element), 0);
  }

  /** ABI alignment in bytes. */
  alignOf(type: Type): number {
    switch (type.kind) {
      case 'integer':
        return this.#alignOfInteger(type.bits);
      case 'floating-point':
        return this.#floatAlign.get(type.bits) ?? powerOfTwoAtLeast(Math.ceil(type.bits / 8));
      case 'pointer':
        return this.#pointer(type.addressSpace).align;
      case 'vector':
        return (
          this.#vectorAlign.get(this.bitsOf(type)) ?? powerOfTwoAtLeast(Math.ceil(this.bitsOf(type) / 8))
        );
      case 'array':
        return this.alignOf(type.element);
      case 'struct':
        return this.structLayout(type).align;
      case 'target':
        return type.types[0] ? this.alignOf(type.types[0]) : 1;
      case 'primitive':
      case 'function':
        return 1;
    }
  }

  /** An integer without an entry takes the alignment of the next wider one, or of the widest. */
  #alignOfInteger(bits: number): number {
    const exact = this.#integerAlign.get(bits);
    if (exact !== undefined) return exact;
    const widths = [...this.#integerAlign.keys()].sort((a, b) => a - b);
    const width = widths.find((w) => w >= bits) ?? widths[widths.length - 1]!;
    return this.#integerAlign.get(width)!;
  }

  structLayout(type: StructType): StructLayout {
    let layout = this.#structs.get(type);
    if (!layout) this.#structs.set(type, (layout = this.#layOut(type)));
    return layout;
  }

  #layOut(type: StructType): StructLayout {
    let at = 0;
    let align = type.packed ? 1 : this.#aggregateAlign;
    const offsets: number[] = [];
    for (const element of type.elements ?? []) {
      const elementAlign = type.packed ? 1 : this.alignOf(element);
      at = roundUp(at, elementAlign);
      align = Math.max(align, elementAlign);
      offsets.push(at);
      at += this.allocSize(element);
    }
    return { offsets, size: roundUp(at, align), align };
  }
}

function powerOfTwoAtLeast(n: number): number {
  let p = 1;
  while (p < n) p *= 2;
  return p;
}
