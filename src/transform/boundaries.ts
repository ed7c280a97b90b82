/**
 * Values that carry derivatives over the boundary of a function must be known to be floats, or to carry some, on its inside
 * too: a caller that hands an adjoint over must not hand it to nobody.
 */
import type { Activity } from '../analysis/activity.ts';
import { returnsConstant } from '../analysis/constant-results.ts';
import { locate } from '../analysis/source-location.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { CallBase, Fn, Instruction, Value } from '../ir/index.ts';
import { Fn as FnClass, isConstantData, isInstruction, isInteger } from '../ir/index.ts';
import type { ArgumentActivity } from './spec.ts';

/** Reports active arguments, an active result, and results of active calls of which it is not known what they hold. */
export function checkBoundaries(
  fn: Fn,
  activity: Activity,
  parameters: readonly ArgumentActivity[],
  returnActive: boolean,
  isKnownInteger: (value: Value) => boolean,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const check = (value: Value, what: string, at: Instruction | undefined): void => {
    const unknown =
      isInteger(value.type) && value.type.bits >= 16 && !isConstantData(value) && isMovedOn(value);
    if (unknown && !activity.adjointType(value) && !isKnownInteger(value)) diagnostics.push(report(what, at));
  };
  fn.args.forEach((arg, i) => {
    if (parameters[i] === 'out')
      check(arg, `the argument '${arg.name ?? i}'`, fn.blocks[0]?.firstNonPhi ?? undefined);
  });
  for (const inst of fn.instructions()) {
    if (inst.opcode === 'ret' && returnActive && inst.value) check(inst.value, 'the result', inst);
    const isCall = inst.opcode === 'call' || inst.opcode === 'invoke';
    if (isCall && activity.calls.has(inst) && !returnsConstantOf(inst))
      check(inst, 'the result of this call', inst);
  }
  return diagnostics;
}

const returnsConstantOf = ({ callee }: CallBase): boolean =>
  callee instanceof FnClass && returnsConstant(callee);

/** Whether somebody does more with a value than to compare it. */
function isMovedOn(value: Value): boolean {
  return [...value.users()].some(
    (user) => !isInstruction(user) || (user.opcode !== 'icmp' && user.opcode !== 'switch'),
  );
}

function report(what: string, at: Instruction | undefined): Diagnostic {
  return {
    code: 'FX3003',
    severity: 'error',
    message: `cannot tell whether ${what}, which is passed as an integer, holds floating-point numbers`,
    span: at && locate(at),
    notes: ['small structures are passed in integers'],
    help: ['compile with -g, so that debug information tells the types'],
  };
}
