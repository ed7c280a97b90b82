import type { BasicBlock, BinaryOpcode, CastOpcode, FCmpPredicate, Fn, ICmpPredicate, Instruction, PhiInst, Value } from '../ir/index.ts'; // prettier-ignore
import {
  BinaryInst,
  CastInst,
  ConstantAggregate,
  ConstantExpr,
  ExtractElementInst,
  FCmpInst,
  GetElementPtrInst,
  ICmpInst,
  InsertElementInst,
  InsertValueInst,
  SelectInst,
  ShuffleVectorInst,
  constantInt,
  i32,
  poison,
} from '../ir/index.ts';

/**
 * Turns constant expressions that instructions use into instructions before the user (for a phi: at the end of the
 * incoming block), so that whatever is computed beside each instruction is computed beside them too. Constant structs,
 * arrays and vectors that hold one are built up element by element. Stays out of operands that must be constants: the
 * clauses and arguments of exception pads; and out of callees.
 */
export function lowerConstantExpressions(fn: Fn): boolean {
  let changed = false;
  for (const block of fn.blocks) {
    for (const inst of block) {
      if (inst.opcode === 'phi' ? lowerPhi(inst) : lowerOperands(inst)) changed = true;
    }
  }
  return changed;
}

/** The operands of an instruction that `lowerConstantExpressions` would lower. */
export function loweredOperands(inst: Instruction): Value[] {
  if (!takesInstructions(inst)) return [];
  if (inst.opcode === 'phi') {
    return [...inst.incoming()].flatMap(([v, b]) => (holdsExpression(v) && canComputeIn(b) ? [v] : []));
  }
  return inst.operands.filter((v, i) => !isCallee(inst, i) && holdsExpression(v));
}

function takesInstructions(inst: Instruction): boolean {
  return inst.opcode !== 'landingpad' && inst.opcode !== 'catchpad' && inst.opcode !== 'cleanuppad';
}

function isCallee(inst: Instruction, index: number): boolean {
  const isCall = inst.opcode === 'call' || inst.opcode === 'invoke' || inst.opcode === 'callbr';
  return isCall && index === inst.operandCount - 1;
}

/** A block with a `catchswitch` holds nothing else. */
function canComputeIn(block: BasicBlock): boolean {
  return block.terminator !== undefined && block.terminator.opcode !== 'catchswitch';
}

/** Whether a constant is an expression that has an instruction, or contains one. */
function holdsExpression(value: Value): boolean {
  if (value instanceof ConstantExpr) return isKnown(value.opcode);
  return value instanceof ConstantAggregate && value.operands.some(holdsExpression);
}

function lowerOperands(inst: Instruction): boolean {
  if (!takesInstructions(inst)) return false;
  let changed = false;
  inst.operandUses.forEach((use, i) => {
    if (isCallee(inst, i) || !holdsExpression(use.value)) return;
    use.set(lower(use.value, inst));
    changed = true;
  });
  return changed;
}

function lowerPhi(phi: PhiInst): boolean {
  // Two edges from one block must bring the same value.
  const lowered = new Map<BasicBlock, Value>();
  for (let i = 0; i < phi.incomingCount; i++) {
    const [value, block] = [phi.incomingValue(i), phi.incomingBlock(i)];
    if (!holdsExpression(value) || !canComputeIn(block)) continue;
    let replacement = lowered.get(block);
    if (!replacement) lowered.set(block, (replacement = lower(value, block.terminator!)));
    phi.setIncomingValue(i, replacement);
  }
  return lowered.size > 0;
}

/** Emits the instructions for a constant before another instruction. Nesting is as deep as the parser allows. */
function lower(constant: Value, before: Instruction): Value {
  if (!holdsExpression(constant)) {
    // `add (i32 1, ptrtoint (…))`: operands that are expressions are lowered, the others stay.
    return constant;
  }
  const emit = <T extends Instruction>(inst: T): T => {
    const location = before.getMetadata('dbg');
    if (location) inst.setMetadata('dbg', location);
    return before.parent!.insertBefore(inst, before);
  };
  const operands = (constant as ConstantExpr | ConstantAggregate).operands.map((v) => lower(v, before));
  if (constant instanceof ConstantAggregate) return lowerAggregate(constant, operands, emit);
  return emit(instructionFor(constant as ConstantExpr, operands));
}

function lowerAggregate(
  constant: ConstantAggregate,
  elements: readonly Value[],
  emit: <T extends Instruction>(inst: T) => T,
): Value {
  const { type } = constant;
  const isVector = type.kind === 'vector';
  // A splat has one operand for all lanes.
  const count = isVector ? type.length : elements.length;
  let value: Value = poison(type);
  for (let i = 0; i < count; i++) {
    const element = elements[constant.splat ? 0 : i]!;
    value = isVector
      ? emit(new InsertElementInst(value, element, constantInt(i32, i)))
      : emit(new InsertValueInst(value, element, [i]));
  }
  return value;
}

const binaryOpcodes = new Set(['add', 'sub', 'mul', 'udiv', 'sdiv', 'urem', 'srem', 'shl', 'lshr', 'ashr', 'and', 'or', 'xor']); // prettier-ignore
const castOpcodes = new Set(['trunc', 'zext', 'sext', 'fptrunc', 'fpext', 'fptoui', 'fptosi', 'uitofp', 'sitofp', 'ptrtoint', 'ptrtoaddr', 'inttoptr', 'bitcast', 'addrspacecast']); // prettier-ignore
const otherOpcodes = new Set(['getelementptr', 'icmp', 'fcmp', 'select', 'extractelement', 'insertelement', 'shufflevector']); // prettier-ignore

const isKnown = (opcode: string): boolean =>
  binaryOpcodes.has(opcode) || castOpcodes.has(opcode) || otherOpcodes.has(opcode);

function instructionFor(expr: ConstantExpr, operands: readonly Value[]): Instruction {
  const { opcode, flags } = expr;
  const [a, b, c] = operands as [Value, Value, Value];
  if (binaryOpcodes.has(opcode)) return new BinaryInst(opcode as BinaryOpcode, a, b, flags);
  if (castOpcodes.has(opcode)) return new CastInst(opcode as CastOpcode, a, expr.type, flags);
  switch (opcode) {
    case 'getelementptr':
      return new GetElementPtrInst(expr.sourceType!, a, operands.slice(1), flags);
    case 'icmp':
      return new ICmpInst(expr.predicate as ICmpPredicate, a, b, flags);
    case 'fcmp':
      return new FCmpInst(expr.predicate as FCmpPredicate, a, b, flags);
    case 'select':
      return new SelectInst(a, b, c, flags);
    case 'extractelement':
      return new ExtractElementInst(a, b);
    case 'insertelement':
      return new InsertElementInst(a, b, c);
    case 'shufflevector':
      return new ShuffleVectorInst(a, b, c);
    default:
      throw new Error(`no instruction for the constant expression '${opcode}'`);
  }
}
