import type { BinaryInst, PhiInst, Type, Value } from '../../ir/index.ts';
import { ConstantInt, Flag, isInstruction } from '../../ir/index.ts';
import type { Offset } from './offset.ts';
import { addOffsets, anyOffset, congruence, joinOffsets, powerOfTwoFactor, sameOffset, zeroOffset } from './offset.ts'; // prettier-ignore

const maxDepth = 6;
/** Phis that are looked at for one question, and how often. */
const maxPhis = 4;
const maxRounds = 8;

/**
 * What is known of an integer at every moment of the execution, read as a signed number: that it is a multiple of
 * something, plus a constant. Products that may wrap keep only their power of two.
 *
 * @param mayWrap whether sums and products of the index's own width may wrap around where no flag says that they do not
 */
export function indexCongruence(value: Value, mayWrap = true): Offset {
  return new Congruences(mayWrap ? undefined : value.type).solve(value);
}

/** The greatest solution: phis are taken for nothing at first, and for what comes to them as that is found (Granger 1989). */
class Congruences {
  readonly #phis = new Map<PhiInst, Offset | undefined>();
  readonly #exact: Type | undefined;

  /** @param exact the type whose sums and products do not wrap around */
  constructor(exact: Type | undefined) {
    this.#exact = exact;
  }

  solve(value: Value): Offset {
    for (let round = 0; round < maxRounds; round++) {
      const result = this.#of(value, 0);
      if (!this.#update()) return result ?? anyOffset;
    }
    return anyOffset;
  }

  /** Whether any phi is more than it was taken for. */
  #update(): boolean {
    let changed = false;
    for (const [phi, before] of this.#phis) {
      const now = this.#merge([...phi.incoming()].map(([value]) => value), 1); // prettier-ignore
      const joined = before && now ? joinOffsets(before, now) : now;
      if (!joined || (before && sameOffset(before, joined))) continue;
      this.#phis.set(phi, joined);
      changed = true;
    }
    return changed;
  }

  /** Undefined: a number that there is not, as far as is known. */
  #of(value: Value, depth: number): Offset | undefined {
    if (value instanceof ConstantInt) return constant(value);
    if (!isInstruction(value) || depth > maxDepth) return anyOffset;
    switch (value.opcode) {
      case 'sext':
        return this.#of(value.operand(0), depth + 1);
      case 'zext':
        return value.flags & Flag.nneg ? this.#of(value.operand(0), depth + 1) : anyOffset;
      case 'mul':
        return this.#product(value, constantOf(value.operand(1)), depth);
      case 'shl': {
        const shift = constantOf(value.operand(1));
        const fits = shift !== undefined && shift >= 0 && shift < 32;
        return this.#product(value, fits ? 2 ** shift : undefined, depth);
      }
      case 'and': {
        // The low bits are cleared.
        const mask = constantOf(value.operand(1));
        return mask !== undefined && mask < 0 ? congruence(0, powerOfTwoFactor(-mask)) : anyOffset;
      }
      case 'add': {
        if (!this.#isExact(value)) return anyOffset;
        const [left, right] = value.operands.map((operand) => this.#of(operand, depth + 1));
        return left && right && addOffsets(left, right);
      }
      case 'select':
        return this.#merge([value.ifTrue, value.ifFalse], depth + 1);
      case 'phi':
        return this.#phi(value);
      default:
        return anyOffset;
    }
  }

  #phi(phi: PhiInst): Offset | undefined {
    if (!this.#phis.has(phi)) {
      if (this.#phis.size >= maxPhis) return anyOffset;
      this.#phis.set(phi, undefined);
    }
    return this.#phis.get(phi);
  }

  /** One of several. */
  #merge(values: readonly Value[], depth: number): Offset | undefined {
    let result: Offset | undefined;
    for (const value of values) {
      const one = this.#of(value, depth);
      result = result && one ? joinOffsets(result, one) : (result ?? one);
      if (result && sameOffset(result, anyOffset)) break;
    }
    return result;
  }

  #isExact(inst: BinaryInst): boolean {
    return (inst.flags & Flag.nsw) !== 0 || inst.type === this.#exact;
  }

  #product(inst: BinaryInst, factor: number | undefined, depth: number): Offset | undefined {
    if (factor === undefined || factor <= 0) return anyOffset;
    // A quotient without a rest is computed as a product with a huge factor that wraps around.
    if (!this.#isExact(inst) || factor > 2 ** 31) return congruence(0, powerOfTwoFactor(factor));
    const offset = this.#of(inst.operand(0), depth + 1);
    return offset && scaleOffset(offset, factor);
  }
}

/** The multiples by a positive factor. */
export function scaleOffset(offset: Offset, factor: number): Offset {
  if (factor === 0) return zeroOffset;
  return congruence(offset.base * factor, offset.stride * factor);
}

function constant(value: ConstantInt): Offset {
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? { base: number, stride: 0 } : anyOffset;
}

function constantOf(value: Value): number | undefined {
  if (!(value instanceof ConstantInt)) return undefined;
  const number = Number(value.value);
  return Number.isSafeInteger(number) ? number : undefined;
}
