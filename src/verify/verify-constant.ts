import type { Instruction, Module, Value } from '../ir/index.ts';
import {
  BlockAddress,
  ConstantAggregate,
  ConstantExpr,
  ConstantFP,
  ConstantInt,
  GlobalValue,
  GlobalWrapper,
  isConstantData,
  SimpleConstant,
  User,
} from '../ir/index.ts';
import type { Report } from './report.ts';

/** Checks constants, each once. */
export class ConstantVerifier {
  readonly #module: Module | null;
  readonly #report: Report;
  readonly #seen = new Set<Value>();

  constructor(module: Module | null, report: Report) {
    this.#module = module;
    this.#report = report;
  }

  /** `at` is the user that the message shows. */
  verify(value: Value, at: Instruction | Value): void {
    if (isConstantData(value) || this.#seen.has(value)) return;
    const work = [value];
    for (let next = work.pop(); next; next = work.pop()) {
      if (isConstantData(next) || this.#seen.has(next)) continue;
      this.#seen.add(next);
      this.#verifyOne(next, at);
      if (next instanceof GlobalValue || !(next instanceof User)) continue;
      for (const use of next.operandUses) {
        if (next instanceof BlockAddress && use.index === 1) continue;
        work.push(use.value);
      }
    }
  }

  #verifyOne(value: Value, at: Instruction | Value): void {
    if (value instanceof GlobalValue) {
      if (this.#module && value.parent !== this.#module) {
        this.#report.add(
          'FX2006',
          `the global ${value.name ?? ''} belongs to another module, or to none`,
          at,
        );
      }
    } else if (value instanceof ConstantAggregate) {
      this.#verifyAggregate(value, at);
    } else if (value instanceof BlockAddress) {
      if (value.block.parent !== value.fn)
        this.#report.add('FX2006', 'the block of a block address is gone', at);
    } else if (!(value instanceof ConstantExpr) && !(value instanceof GlobalWrapper)) {
      this.#report.add('FX2003', 'an operand is neither a constant nor a value of this function', at);
    }
  }

  #verifyAggregate(value: ConstantAggregate, at: Instruction | Value): void {
    const { type, operandCount } = value;
    const isAggregate = type.kind === 'array' || type.kind === 'vector' || type.kind === 'struct';
    const count = !isAggregate ? -1 : type.kind === 'struct' ? type.elements?.length : type.length;
    if (value.splat ? type.kind !== 'vector' || operandCount !== 1 : operandCount !== count) {
      this.#report.add('FX2003', `a constant of type ${type} has ${operandCount} elements`, at);
      return;
    }
    value.operands.forEach((element, i) => {
      const expected = type.kind === 'struct' ? type.elements?.[i] : isAggregate ? type.element : undefined;
      if (element.type !== expected) {
        this.#report.add('FX2003', `element ${i} of a constant of type ${type} has type ${element.type}`, at);
      }
    });
  }

  /** Whether two constants are surely the same value. */
  equal(a: Value, b: Value): boolean {
    if (a === b) return true;
    if (a.type !== b.type) return false;
    if (a instanceof ConstantInt) return b instanceof ConstantInt && a.value === b.value;
    if (a instanceof ConstantFP) return b instanceof ConstantFP && sameNumber(a, b);
    if (a instanceof SimpleConstant) return b instanceof SimpleConstant && a.which === b.which;
    if (a instanceof GlobalValue || !(a instanceof User) || !(b instanceof User)) return false;
    if (a.constructor !== b.constructor || a.operandCount !== b.operandCount) return false;
    if (a instanceof ConstantExpr && b instanceof ConstantExpr) {
      if (a.opcode !== b.opcode || a.flags !== b.flags || a.sourceType !== b.sourceType) return false;
    }
    return a.operands.every((operand, i) => this.equal(operand, b.operand(i)));
  }
}

function sameNumber(a: ConstantFP, b: ConstantFP): boolean {
  return a.text === b.text || (a.number !== undefined && Object.is(a.number, b.number));
}
