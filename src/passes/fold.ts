import type { BinaryInst, CastInst, ExtractValueInst, ICmpInst, ICmpPredicate, InsertElementInst, IntegerType, PhiInst, SelectInst } from '../ir/index.ts'; // prettier-ignore
import type { Instruction, Value } from '../ir/index.ts';
import { knownBits } from '../analysis/known-bits.ts';
import {
  ConstantAggregate,
  ConstantFP,
  ConstantInt,
  constantBool,
  constantInt,
  constantLanes,
  isInstruction,
} from '../ir/index.ts';

/** Constants that are added one after the other to what is rounded. */
const mostAdded = 4;

/**
 * A value that exists already or is a constant, and equals the result of the instruction: constant integer operations,
 * neutral operands, selects that do not choose. Undefined when there is none. Flags such as `nsw` allow the result to be
 * poison where the folded one is a number, which is a refinement. Phis are folded by `foldPhi`.
 */
export function foldInstruction(inst: Instruction): Value | undefined {
  switch (inst.opcode) {
    case 'add':
    case 'sub':
    case 'mul':
    case 'udiv':
    case 'sdiv':
    case 'urem':
    case 'srem':
    case 'shl':
    case 'lshr':
    case 'ashr':
    case 'and':
    case 'or':
    case 'xor': // prettier-ignore
      return inst.type.kind === 'integer' ? foldBinary(inst, inst.type) : undefined;
    case 'trunc':
    case 'zext':
    case 'sext':
      return foldIntegerCast(inst);
    case 'bitcast':
      return inst.operand(0).type === inst.type ? inst.operand(0) : undefined;
    case 'inttoptr':
      return foldPointerCast(inst);
    case 'insertelement':
      return foldInsertion(inst);
    case 'extractvalue':
      return foldExtraction(inst);
    case 'icmp':
      return foldComparison(inst);
    case 'select':
      return foldSelect(inst);
    case 'freeze':
      return inst.operand(0) instanceof ConstantInt ? inst.operand(0) : undefined;
    default:
      return undefined;
  }
}

/** The member that was inserted. */
function foldExtraction(inst: ExtractValueInst): Value | undefined {
  const path = inst.path.join();
  const from = inst.operand(0);
  return isInstruction(from) && from.opcode === 'insertvalue' && from.path.join() === path ? from.operand(1) : undefined; // prettier-ignore
}

function foldBinary(inst: BinaryInst, type: IntegerType): Value | undefined {
  const [left, right] = [inst.operand(0), inst.operand(1)];
  if (left instanceof ConstantInt && right instanceof ConstantInt) {
    const result = evaluateBinary(inst.opcode, left, right);
    return result === undefined ? undefined : constantInt(type, result);
  }
  if (right instanceof ConstantInt && isRightNeutral(inst.opcode, right.value)) return left;
  if (left instanceof ConstantInt && isLeftNeutral(inst.opcode, left.value)) return right;
  return inst.opcode === 'and' && right instanceof ConstantInt
    ? foldRounding(left, right.unsigned)
    : undefined;
}

/** `(x + 15) & -16`, if x is a multiple of 16. */
function foldRounding(sum: Value, mask: bigint): Value | undefined {
  const { bits } = sum.type as IntegerType;
  const low = ((1n << BigInt(bits)) - 1n) & ~mask;
  if (low === 0n || (low & (low + 1n)) !== 0n) return undefined;
  let added = 0n;
  let base = sum;
  for (let i = 0; i < mostAdded && isInstruction(base); i++) {
    if (base.opcode !== 'add' && base.opcode !== 'sub') break;
    const constant = base.operand(1);
    if (!(constant instanceof ConstantInt)) break;
    added += base.opcode === 'add' ? constant.value : -constant.value;
    base = base.operand(0);
  }
  const isRounded = added >= 0n && added <= low && (knownBits(base).zero & low) === low;
  return isRounded ? base : undefined;
}

function isRightNeutral(opcode: string, value: bigint): boolean {
  switch (opcode) {
    case 'add':
    case 'sub':
    case 'shl':
    case 'lshr':
    case 'ashr':
    case 'or':
    case 'xor': // prettier-ignore
      return value === 0n;
    case 'mul':
      return value === 1n;
    case 'and':
      return value === -1n;
    default:
      return false;
  }
}

function isLeftNeutral(opcode: string, value: bigint): boolean {
  switch (opcode) {
    case 'add':
    case 'or':
    case 'xor':
    case 'mul':
    case 'and':
      return isRightNeutral(opcode, value);
    default:
      return false;
  }
}

/** The result before it wraps to the type; undefined where LLVM leaves it undefined. */
function evaluateBinary(opcode: string, left: ConstantInt, right: ConstantInt): bigint | undefined {
  const [a, b] = [left.value, right.value];
  const [ua, ub] = [left.unsigned, right.unsigned];
  const { bits } = left.type;
  const isOverflow = b === -1n && a === -(1n << BigInt(bits - 1));
  switch (opcode) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
    case 'udiv':
      return ub === 0n ? undefined : ua / ub;
    case 'urem':
      return ub === 0n ? undefined : ua % ub;
    case 'sdiv':
      return b === 0n || isOverflow ? undefined : a / b;
    case 'srem':
      return b === 0n || isOverflow ? undefined : a % b;
    case 'shl':
      return ub >= BigInt(bits) ? undefined : a << ub;
    case 'lshr':
      return ub >= BigInt(bits) ? undefined : ua >> ub;
    case 'ashr':
      return ub >= BigInt(bits) ? undefined : a >> ub;
    default:
      return undefined;
  }
}

function foldIntegerCast(inst: CastInst): Value | undefined {
  const operand = inst.operand(0);
  if (!(operand instanceof ConstantInt) || inst.type.kind !== 'integer') return undefined;
  return constantInt(inst.type, inst.opcode === 'zext' ? operand.unsigned : operand.value);
}

/** A constant with another lane. */
function foldInsertion(inst: InsertElementInst): Value | undefined {
  const [vector, element, index] = [inst.operand(0), inst.operand(1), inst.operand(2)];
  const isNumber = element instanceof ConstantInt || element instanceof ConstantFP;
  const lanes = isNumber && index instanceof ConstantInt ? constantLanes(vector) : undefined;
  if (!lanes || inst.type.kind !== 'vector') return undefined;
  const at = Number((index as ConstantInt).unsigned);
  return at < lanes.length ? new ConstantAggregate(inst.type, lanes.with(at, element)) : undefined;
}

/** A pointer that was an integer of its width in between. */
function foldPointerCast(inst: CastInst): Value | undefined {
  const from = inst.operand(0);
  if (!isInstruction(from) || from.opcode !== 'ptrtoint') return undefined;
  const pointer = from.operand(0);
  const layout = inst.parent?.parent?.parent?.dataLayout;
  const isWhole = layout && from.type.kind === 'integer' && from.type.bits === layout.pointerBits();
  return isWhole && pointer.type === inst.type ? pointer : undefined;
}

function foldComparison(inst: ICmpInst): Value | undefined {
  const [left, right] = [inst.operand(0), inst.operand(1)];
  if (!(left instanceof ConstantInt && right instanceof ConstantInt)) return undefined;
  return constantBool(compareIntegers(inst.predicate, left, right));
}

export function compareIntegers(predicate: ICmpPredicate, left: ConstantInt, right: ConstantInt): boolean {
  const isSigned = predicate.startsWith('s');
  const [a, b] = isSigned ? [left.value, right.value] : [left.unsigned, right.unsigned];
  switch (predicate) {
    case 'eq':
      return a === b;
    case 'ne':
      return a !== b;
    case 'ugt':
    case 'sgt':
      return a > b;
    case 'uge':
    case 'sge':
      return a >= b;
    case 'ult':
    case 'slt':
      return a < b;
    case 'ule':
    case 'sle':
      return a <= b;
  }
}

function foldSelect(inst: SelectInst): Value | undefined {
  const { condition, ifTrue, ifFalse } = inst;
  if (ifTrue === ifFalse) return ifTrue;
  if (!(condition instanceof ConstantInt)) return undefined;
  return condition.value === 0n ? ifFalse : ifTrue;
}

/**
 * The one value that comes in over every edge, if the phi has no other but itself. It dominates the phi, since it
 * dominates every predecessor.
 */
export function foldPhi(phi: PhiInst): Value | undefined {
  let only: Value | undefined;
  for (const [value] of phi.incoming()) {
    if (value === phi || sameValue(value, only)) continue;
    if (only) return undefined;
    only = value;
  }
  return only;
}

/** Number constants can be equal without being the same object. */
function sameValue(a: Value, b: Value | undefined): boolean {
  if (a === b) return true;
  if (a instanceof ConstantFP && b instanceof ConstantFP) return a.type === b.type && a.text === b.text;
  return a instanceof ConstantInt && b instanceof ConstantInt && a.type === b.type && a.value === b.value;
}
