/**
 * Gives a meaning to the lanes of vectors that have none. Code whose result nobody reads is computed in them: for the
 * reverse sweep, zero times such a lane must be zero. They get a value that another lane has, so that nothing overflows,
 * or is divided by zero, that would not be anyway.
 */
import type { Fn, Instruction, Value, VectorType } from '../../ir/index.ts';
import {
  ConstantAggregate,
  ConstantInt,
  InsertElementInst,
  ShuffleVectorInst,
  SimpleConstant,
  constantInt,
  constantLanes,
  i32,
  isInstruction,
  poison,
  shuffleMask,
  vectorType,
  zeroOf,
} from '../../ir/index.ts';

export function defineLanes(fn: Fn): void {
  for (const block of fn.blocks) {
    for (const inst of block) {
      if (inst.opcode === 'shufflevector') defineShuffle(inst);
      else if (inst.opcode === 'insertelement') defineInserts(inst);
      else if (inst.opcode !== 'call') defineConstants(inst);
    }
  }
}

const isUndefined = (value: Value): boolean =>
  value instanceof SimpleConstant && (value.which === 'poison' || value.which === 'undef');

/** Which lanes have a meaning by what is written there: constants, and chains of insertions into them. */
function definedLanes(vector: Value): readonly boolean[] {
  const { length } = vector.type as VectorType;
  const defined = new Array<boolean>(length).fill(false);
  let at = vector;
  while (isInstruction(at) && at.opcode === 'insertelement') {
    const index = at.operand(2);
    if (!(index instanceof ConstantInt)) return defined.fill(true);
    if (!isUndefined(at.operand(1))) defined[Number(index.unsigned)] = true;
    at = at.operand(0);
  }
  const lanes = constantLanes(at);
  return defined.map((d, i) => d || !lanes || !isUndefined(lanes[i]!));
}

function defineShuffle(inst: ShuffleVectorInst): void {
  const mask = shuffleMask(inst.operand(2));
  if (!mask || inst.operand(0).type.kind !== 'vector') return;
  const defined = [...definedLanes(inst.operand(0)), ...definedLanes(inst.operand(1))];
  const isDefined = (lane: number | undefined): boolean => lane !== undefined && (defined[lane] ?? false);
  if (mask.every(isDefined)) return;
  const other = mask.find(isDefined);
  if (other === undefined) return inst.replaceAllUsesWith(zeroOf(inst.type));
  const lanes = mask.map((lane) => constantInt(i32, isDefined(lane) ? lane! : other));
  inst.setOperand(2, new ConstantAggregate(vectorType(i32, lanes.length), lanes));
}

/** At the end of a chain of insertions: its beginning is filled if lanes are left open that somebody sees. */
function defineInserts(end: InsertElementInst): void {
  const users = [...end.users()] as unknown as Instruction[];
  if (
    end.type.kind !== 'vector' ||
    end.type.scalable ||
    (users.length === 1 && users[0]!.opcode === 'insertelement')
  )
    return;
  const defined = definedLanes(end);
  if (defined.every((d) => d) || users.every((user) => readsOnly(user, defined))) return;
  let first: Instruction = end;
  for (let at = end.operand(0); isInstruction(at) && at.opcode === 'insertelement'; at = at.operand(0))
    first = at;
  const base = constantLanes(first.operand(0));
  if (!base) return;
  const constant = base.find((lane) => !isUndefined(lane));
  if (constant) return first.setOperand(0, filled(first.operand(0), base, constant));
  const block = first.parent!;
  const type = first.type as VectorType;
  const element = isUndefined(first.operand(1)) ? zeroOf(type.element) : first.operand(1);
  const single = block.insertBefore(new InsertElementInst(poison(type), element, constantInt(i32, 0)), first);
  const everywhere = zeroOf(vectorType(i32, type.length));
  first.setOperand(0, block.insertBefore(new ShuffleVectorInst(single, poison(type), everywhere), first));
}

/** Whether an instruction looks at lanes only that have a meaning. */
function readsOnly(user: Instruction, defined: readonly boolean[]): boolean {
  if (user.opcode === 'extractelement') {
    const index = user.operand(1);
    return index instanceof ConstantInt && (defined[Number(index.unsigned)] ?? false);
  }
  // What it takes from lanes without a meaning is seen to when it is visited itself.
  return user.opcode === 'shufflevector';
}

function filled(vector: Value, lanes: readonly Value[], by: Value): Value {
  return new ConstantAggregate(vector.type, lanes.map((lane) => (isUndefined(lane) ? by : lane))); // prettier-ignore
}

/** Constant operands of everything else. */
function defineConstants(inst: Instruction): void {
  for (const use of inst.operandUses) {
    const lanes = use.value.type.kind === 'vector' ? constantLanes(use.value) : undefined;
    if (!lanes?.some(isUndefined)) continue;
    const other = lanes.find((lane) => !isUndefined(lane));
    use.set(other ? filled(use.value, lanes, other) : zeroOf(use.value.type));
  }
}
