import type { DataLayout, GetElementPtrInst, Type, Value } from '../ir/index.ts';
import { ConstantInt, isInstruction } from '../ir/index.ts';

/**
 * `constant + Σ scale · value`, in the arithmetic modulo 2^bits of the type it describes; for a pointer in bytes, modulo
 * 2^(index bits). A term's value of another integer width is sign-extended or truncated first, as in a getelementptr.
 */
export interface LinearForm {
  readonly constant: bigint;
  readonly terms: readonly LinearTerm[];
}

export interface LinearTerm {
  readonly value: Value;
  readonly scale: bigint;
}

/** Longest chain of operations that is taken apart. */
const maxDepth = 16;

/**
 * Takes a sum apart: through `add`, `sub`, multiplication and shift by a constant, and `getelementptr`, as far as
 * `isLeaf` lets it. Everything else is a term. Exact in modular arithmetic, whatever the flags.
 */
export class LinearForms {
  readonly #layout: DataLayout;
  readonly #isLeaf: (value: Value) => boolean;

  constructor(layout: DataLayout, isLeaf: (value: Value) => boolean) {
    this.#layout = layout;
    this.#isLeaf = isLeaf;
  }

  /** Width of the arithmetic for values of a type; undefined for types that are no numbers. */
  bitsFor(type: Type): number | undefined {
    if (type.kind === 'integer') return type.bits;
    return type.kind === 'pointer' ? this.#layout.indexType(type.addressSpace).bits : undefined;
  }

  of(value: Value): LinearForm | undefined {
    const bits = this.bitsFor(value.type);
    if (bits === undefined) return undefined;
    const sum = new Sum();
    this.#add(sum, value, 1n, bits, 0);
    return sum.finish(bits);
  }

  #add(sum: Sum, value: Value, scale: bigint, bits: number, depth: number): void {
    if (value instanceof ConstantInt) sum.constant += scale * value.value;
    else if (this.#isLeaf(value) || !isInstruction(value) || depth > maxDepth) sum.addTerm(value, scale);
    else if (!this.#takeApart(sum, value, scale, bits, depth + 1)) sum.addTerm(value, scale);
  }

  #takeApart(sum: Sum, inst: Value, scale: bigint, bits: number, depth: number): boolean {
    if (!isInstruction(inst)) return false;
    // Modular arithmetic does not survive a change of width.
    if (this.bitsFor(inst.type) !== bits) return false;
    const [left, right] = inst.operands;
    switch (inst.opcode) {
      case 'add':
      case 'sub':
        this.#add(sum, left!, scale, bits, depth);
        this.#add(sum, right!, inst.opcode === 'add' ? scale : -scale, bits, depth);
        return true;
      case 'mul':
        if (!(right instanceof ConstantInt)) return false;
        this.#add(sum, left!, scale * right.value, bits, depth);
        return true;
      case 'shl':
        if (!(right instanceof ConstantInt) || right.unsigned >= BigInt(bits)) return false;
        this.#add(sum, left!, scale << right.unsigned, bits, depth);
        return true;
      case 'getelementptr':
        return this.#takeGepApart(sum, inst, scale, bits, depth);
      default:
        return false;
    }
  }

  #takeGepApart(sum: Sum, gep: GetElementPtrInst, scale: bigint, bits: number, depth: number): boolean {
    if (gep.type.kind !== 'pointer') return false;
    const steps = gepSteps(gep, this.#layout);
    if (!steps) return false;
    this.#add(sum, gep.base, scale, bits, depth);
    sum.constant += scale * steps.constant;
    for (const { value, scale: size } of steps.terms) this.#add(sum, value, scale * size, bits, depth);
    return true;
  }
}

/** The offset in bytes that a getelementptr adds to its base. Undefined for scalable types and vectors of pointers. */
export function gepSteps(gep: GetElementPtrInst, layout: DataLayout): LinearForm | undefined {
  let constant = 0n;
  const terms: LinearTerm[] = [];
  let at: Type = gep.sourceType;
  for (const [i, index] of gep.indices.entries()) {
    if (i > 0 && at.kind === 'struct') {
      if (!(index instanceof ConstantInt)) return undefined;
      const field = Number(index.unsigned);
      constant += BigInt(layout.structLayout(at).offsets[field]!);
      at = at.elements![field]!;
      continue;
    }
    if (i > 0) {
      if (at.kind !== 'array' && at.kind !== 'vector') return undefined;
      at = at.element;
    }
    if (at.kind === 'vector' && at.scalable) return undefined;
    const size = BigInt(layout.allocSize(at));
    if (index instanceof ConstantInt) constant += index.value * size;
    else if (index.type.kind === 'integer') terms.push({ value: index, scale: size });
    else return undefined;
  }
  return { constant, terms };
}

class Sum {
  constant = 0n;
  readonly #scales = new Map<Value, bigint>();

  addTerm(value: Value, scale: bigint): void {
    this.#scales.set(value, (this.#scales.get(value) ?? 0n) + scale);
  }

  finish(bits: number): LinearForm {
    const terms = [...this.#scales]
      .map(([value, scale]) => ({ value, scale: BigInt.asIntN(bits, scale) }))
      .filter((t) => t.scale !== 0n);
    return { constant: BigInt.asIntN(bits, this.constant), terms };
  }
}
