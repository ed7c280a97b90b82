/**
 * Integers of unions that become numbers (`(double)u.count`). A word of a union may hold the bits of a float where it is read as an
 * integer: that has no derivative, and whether it does is known when the program runs only. Here is found out which values
 * have to be looked at then; where nothing but a float can be there, that is reported at once (`lost-fractions.ts`).
 */
import { widthOf } from '../analysis/known-bits.ts';
import { digitsOf, fractionRead } from '../analysis/unions.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import type { Instruction, LoadInst, Value } from '../ir/index.ts';
import { ConstantFP, isFloatingPoint, isInstruction, scalarOf } from '../ir/index.ts';
import type { BitSource } from './action.ts';

/** Where the bits of an integer come from. */
export interface BitOrigin {
  /** From a float, and nothing else. */
  readonly isFloat: boolean;
  /** From values that are the bits of a float at some times. */
  readonly sources: readonly BitSource[];
}

const nowhere: BitOrigin = { isFloat: false, sources: [] };
const fromFloat: BitOrigin = { isFloat: true, sources: [] };

const source = (value: Value): BitSource => ({ value, digits: digitsOf(widthOf(scalarOf(value.type))) });

/** Values that are followed for one question. */
const maxValues = 64;

/** `isRoot`: whether a value is known to carry a float, at times at least. */
export function originOfBits(value: Value, isRoot: (value: Value) => boolean, types: TypeInfo): BitOrigin {
  return new OriginSearch(isRoot, types).of(value);
}

class OriginSearch {
  readonly #isRoot: (value: Value) => boolean;
  readonly #types: TypeInfo;
  readonly #known = new Map<Value, BitOrigin | undefined>();

  constructor(isRoot: (value: Value) => boolean, types: TypeInfo) {
    this.#isRoot = isRoot;
    this.#types = types;
  }

  of(value: Value): BitOrigin {
    if (this.#known.has(value)) return this.#known.get(value) ?? nowhere;
    if (this.#known.size > maxValues) return { isFloat: false, sources: [source(value)] };
    this.#known.set(value, undefined);
    const origin = this.#find(value);
    this.#known.set(value, origin);
    return origin;
  }

  #find(value: Value): BitOrigin {
    if (!isInstruction(value))
      return this.#isRoot(value) ? { isFloat: false, sources: [source(value)] } : nowhere;
    switch (value.opcode) {
      case 'bitcast':
        return isFloatingPoint(scalarOf(value.operand(0).type))
          ? this.#ofFloat(value)
          : this.of(value.operand(0));
      case 'phi':
        return this.#ofMerge(value, [...value.incoming()].map(([v]) => v)); // prettier-ignore
      case 'select':
        return this.#ofMerge(value, [value.ifTrue, value.ifFalse]);
      case 'freeze':
        return this.of(value.operand(0));
      case 'load':
        return this.#isRoot(value) ? this.#ofLoad(value) : nowhere;
      default:
        return isBitOperation(value) ? this.#ofOperation(value) : this.#ofOther(value);
    }
  }

  /** Compilers move the word of a union as a float, too: what was an integer before is one still. */
  #ofFloat(cast: Instruction): BitOrigin {
    const seen = new Set<Value>([cast.operand(0)]);
    let holdsOther = false;
    for (const value of seen) {
      if (value instanceof ConstantFP) holdsOther = true;
      else if (!isInstruction(value) || seen.size > maxValues) continue;
      else if (value.opcode === 'phi') for (const [v] of value.incoming()) seen.add(v);
      else if (value.opcode === 'select') seen.add(value.ifTrue).add(value.ifFalse);
      else if (value.opcode === 'freeze') seen.add(value.operand(0));
      else {
        const origin = value.opcode === 'bitcast' ? this.of(value.operand(0)) : this.#ofFloatRead(value);
        holdsOther ||= !origin.isFloat;
      }
    }
    if (!holdsOther) return fromFloat;
    return { isFloat: false, sources: [source(cast)] };
  }

  #ofFloatRead(inst: Instruction): BitOrigin {
    const isUnion = inst.opcode === 'load' && fractionRead(this.#types, inst)?.isUnion;
    return isUnion ? nowhere : fromFloat;
  }

  #ofLoad(load: LoadInst): BitOrigin {
    const read = fractionRead(this.#types, load);
    return read?.isUnion ? { isFloat: false, sources: [{ value: load, digits: read.digits }] } : fromFloat;
  }

  /** What is a float on one way and an integer on another is looked at itself. */
  #ofMerge(merge: Instruction, values: readonly Value[]): BitOrigin {
    const origins = values.filter((v) => v !== merge).map((v) => this.of(v));
    if (origins.every((o) => o.isFloat)) return fromFloat;
    if (!origins.some((o) => o.isFloat || o.sources.length > 0)) return nowhere;
    const digits = origins.flatMap((o) => o.sources.map((s) => s.digits));
    return { isFloat: false, sources: [{ value: merge, digits: Math.min(source(merge).digits, ...digits) }] };
  }

  #ofOperation(inst: Instruction): BitOrigin {
    const origins = inst.operands.map((o) => this.of(o));
    if (origins.some((o) => o.isFloat)) return fromFloat;
    return { isFloat: false, sources: origins.flatMap((o) => o.sources) };
  }

  #ofOther(inst: Instruction): BitOrigin {
    return this.#isRoot(inst) ? { isFloat: false, sources: [source(inst)] } : nowhere;
  }
}

const bitOperations = /^(?:add|sub|mul|[su]div|[su]rem|shl|lshr|ashr|and|or|xor|trunc|zext|sext)$/;

export const isBitOperation = (inst: Instruction): boolean => bitOperations.test(inst.opcode);

/** Two operands, and a result of their type. */
export const isIntegerArithmetic = (inst: Instruction): boolean =>
  isBitOperation(inst) && inst.operandCount === 2 && scalarOf(inst.type).kind === 'integer';
