/**
 * Which values of the primal the reverse sweep uses, and in which block's reverse.
 */
import type { BasicBlock, Instruction, PhiInst, StoreInst, Value } from '../ir/index.ts';
import { usesOperand, usesResult } from '../rules/expr.ts';
import type { Action, MemoryPattern, Release, UpdateAction } from './action.ts';
import { termsOf } from './action.ts';
import type { SteppedPhi } from './stepped-phis.ts';
import { bitNeeds } from './bits-adjoint.ts';
import type { WaysBack } from './way-back.ts';

export interface Need {
  readonly value: Value;
  /** The block whose reverse uses it. */
  readonly block: BasicBlock;
}

export interface NeedsInput {
  readonly actions: ReadonlyMap<Instruction, Action>;
  readonly ways: WaysBack;
  readonly stepped: ReadonlyMap<PhiInst, SteppedPhi>;
  /** The shadow of an active pointer. */
  shadowOf(pointer: Value, access: Instruction): Value;
  /** Undefined for memory of which nobody asks for the shadow. */
  shadowOfAllocation(allocation: Value): Value | undefined;
}

/** All needs of the blocks that the reverse sweep visits. */
export function collectNeeds(input: NeedsInput): Need[] {
  const needs: Need[] = [];
  for (const [block, way] of input.ways.of) {
    if (way.kind === 'condition') needs.push({ value: way.condition, block });
    if (way.kind === 'number') needs.push({ value: way.phi, block });
    for (const { exits } of input.stepped.values()) {
      const end = exits.get(block);
      if (end) needs.push({ value: end, block });
    }
    for (const { count } of input.ways.exitCounts.get(block) ?? []) needs.push({ value: count, block });
    for (const inst of block) {
      const action = input.actions.get(inst);
      if (action) for (const value of needsOf(inst, action, input)) needs.push({ value, block });
    }
  }
  // Used between the reverses of two blocks, where the record of neither is at hand: so two blocks are named.
  for (const { loop, amount } of input.stepped.values()) {
    for (const block of [loop.preheader!, loop.latches[0]!]) needs.push({ value: amount, block });
  }
  return needs;
}

const none: readonly Value[] = [];

/** The primal values that the reverse of one instruction reads. */
export function needsOf(inst: Instruction, action: Action, input: NeedsInput): readonly Value[] {
  switch (action.kind) {
    case 'partials':
      return needsOfPartials(inst, action, input);
    case 'select':
      return [inst.operand(0)];
    case 'load':
      return [input.shadowOf(inst.operand(0), inst)];
    case 'store':
      return [input.shadowOf((inst as StoreInst).pointer, inst)];
    case 'store-pointer':
      return action.union ? [input.shadowOf((inst as StoreInst).pointer, inst)] : none;
    case 'update':
      return needsOfUpdate(inst, action, input);
    case 'copy':
      if (action.pattern.floats.length === 0) return none;
      return [
        input.shadowOf(action.dest, inst),
        ...(action.sourceActive ? [input.shadowOf(action.source, inst)] : []),
        ...sizeNeeds(action.size, action.pattern),
      ];
    case 'fill':
      if (action.all) return [input.shadowOf(action.dest, inst), action.size];
      if (action.pattern.floats.length === 0) return none;
      return [input.shadowOf(action.dest, inst), ...sizeNeeds(action.size, action.pattern)];
    case 'text':
      return [action.dest, ...(action.source ? [action.source] : [])].map((p) => input.shadowOf(p, inst)).concat(action.size); // prettier-ignore
    case 'no-adjoint':
      return [input.shadowOf(action.pointer, inst)];
    case 'allocation':
      return needsOfAllocation(inst, action, input);
    case 'call':
      return action.call.args.flatMap((arg, i) =>
        action.parameters[i] === 'dup' ? [arg, input.shadowOf(arg, inst)] : [arg],
      );
    case 'bits':
      return action.shares.flatMap((share) => bitNeeds(share, inst, action.amount));
    case 'number':
      return action.sources?.map((s) => s.value) ?? none;
    case 'extract-element':
      return [inst.operand(1)];
    case 'insert-element':
      return [inst.operand(2)];
    case 'convert':
    case 'move':
    case 'phi':
    case 'release':
    case 'extract-value':
    case 'insert-value':
    case 'shuffle':
    case 'sum':
    case 'no-address':
      return none;
  }
}

const sizeNeeds = (size: Value, pattern: MemoryPattern): readonly Value[] =>
  pattern.floats.length ? [size] : none;

function needsOfPartials(
  inst: Instruction,
  action: Action & { kind: 'partials' },
  input: NeedsInput,
): Value[] {
  const terms = termsOf(action);
  const operands = action.operands.filter((_, i) => terms.some((t) => usesOperand(t.partial, i)));
  const result = terms.some((t) => usesResult(t.partial)) ? [inst] : [];
  return [...operands, ...result, ...action.outputs.map((o) => input.shadowOf(o.pointer, inst))];
}

function needsOfUpdate(inst: Instruction, action: UpdateAction, input: NeedsInput): Value[] {
  const compares = action.operation === 'fmax' || action.operation === 'fmin';
  return [
    input.shadowOf(action.pointer, inst),
    ...(compares ? [inst, action.value] : []),
    ...(action.success ? [action.success] : []),
  ];
}

/** The operands of an allocation that the function which frees it is passed. */
function releaseOperands(inst: Instruction, { args }: Release): Value[] {
  return args.flatMap((a) => (a === 'memory' ? [] : [inst.operand(a)]));
}

function needsOfAllocation(
  inst: Instruction,
  action: Action & { kind: 'allocation' },
  input: NeedsInput,
): readonly Value[] {
  if (inst.opcode === 'alloca') return none;
  const shadow = input.shadowOfAllocation(inst);
  const freed = shadow === undefined || shadow === inst ? [] : [shadow];
  if (!action.release) return none;
  return [inst, ...freed, ...releaseOperands(inst, action.release)];
}
