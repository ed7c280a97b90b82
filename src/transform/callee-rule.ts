import { directCallee } from '../analysis/activity.ts';
import type { CallBase } from '../ir/index.ts';
import type { CalleeRule } from '../rules/index.ts';
import { ruleOfFunction } from '../rules/index.ts';

/** The rule of a call to a function of a library. */
export function calleeRule(call: CallBase): CalleeRule | undefined {
  const callee = directCallee(call);
  return callee && ruleOfFunction(callee);
}
