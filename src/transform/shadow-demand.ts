/**
 * Which pointers need shadows: those whose shadow memory the reverse sweep, or the forward sweep's copying of pointers, accesses, and
 * those that these are computed from. Others stay without, even if they point to active memory: what is read through
 * them is never differentiated (the pointer to a virtual table, an array of indices), and the shadow that the user gave may
 * hold nothing in their place.
 */
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import type { CallInst, Fn, Instruction, StoreInst, Value } from '../ir/index.ts';
import { isInstruction } from '../ir/index.ts';
import type { Action } from './action.ts';
import { calleeRule } from './callee-rule.ts';
import { forwardedPointer } from './shadow.ts';

export interface ShadowDemandInput {
  readonly fn: Fn;
  readonly actions: ReadonlyMap<Instruction, Action>;
  /** Whether the caller wants the shadow of the pointer that is returned. */
  readonly returnsShadow: boolean;
}

export function findDemandedShadows({ fn, actions, returnsShadow }: ShadowDemandInput): ReadonlySet<Value> {
  const demanded = new Set<Value>();
  for (const [inst, action] of actions) for (const pointer of demandsOf(inst, action)) demanded.add(pointer);
  if (returnsShadow) {
    for (const { terminator } of fn.blocks)
      if (terminator?.opcode === 'ret' && terminator.value) demanded.add(terminator.value);
  }
  // The set grows while it is walked.
  for (const pointer of demanded) for (const source of sourcesOf(pointer)) demanded.add(source);
  return demanded;
}

function demandsOf(inst: Instruction, action: Action): readonly Value[] {
  switch (action.kind) {
    case 'partials':
      return action.outputs.map((o) => o.pointer);
    case 'load':
      return [inst.operand(0)];
    case 'store':
      return [(inst as StoreInst).pointer];
    case 'store-pointer':
      return [(inst as StoreInst).pointer, (inst as StoreInst).value];
    case 'copy':
      return action.sourceActive || action.pattern.pointers.length
        ? [action.dest, action.source]
        : [action.dest];
    case 'fill':
      return [action.dest];
    case 'text':
      return action.source ? [action.dest, action.source] : [action.dest];
    case 'update':
    case 'no-adjoint':
      return [action.pointer];
    case 'release':
      return [(inst as CallInst).args[action.pointer]!];
    case 'call':
      return action.call.args.filter((_, i) => action.parameters[i] === 'dup');
    case 'convert':
    case 'move':
    case 'select':
    case 'phi':
    case 'allocation':
    case 'extract-value':
    case 'insert-value':
    case 'extract-element':
    case 'insert-element':
    case 'bits':
    case 'number':
    case 'shuffle':
    case 'sum':
    case 'no-address':
      return [];
  }
}

/** The pointers whose shadows the shadow of a pointer is computed from. */
function sourcesOf(pointer: Value): readonly Value[] {
  if (!isInstruction(pointer)) return [];
  switch (pointer.opcode) {
    case 'phi':
      return [...pointer.incoming()].map(([value]) => value);
    case 'select':
      return [pointer.ifTrue, pointer.ifFalse];
    case 'load':
      return [pointer.pointer];
    case 'freeze':
    case 'getelementptr':
    case 'bitcast':
    case 'addrspacecast':
    case 'extractvalue':
      return [pointer.operand(0)];
    case 'insertvalue':
      return holdsPointer(pointer.operand(1).type) ? pointer.operands : [pointer.operand(0)];
    case 'call': {
      const rule = calleeRule(pointer);
      const forwarded = rule && forwardedPointer(rule);
      return forwarded === undefined ? [] : [pointer.args[forwarded]!];
    }
    default:
      return [];
  }
}
