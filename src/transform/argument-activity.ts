import type { Activity } from '../analysis/activity.ts';
import { directCallee } from '../analysis/activity.ts';
import { isShadowless } from '../analysis/shadowless.ts';
import type { CallBase } from '../ir/index.ts';
import type { PlainPointers } from './plain-pointers.ts';
import type { ArgumentActivity } from './spec.ts';

/** How each argument of a call is differentiated. */
export function activityOfArguments(
  call: CallBase,
  activity: Activity,
  plain: PlainPointers,
): ArgumentActivity[] {
  const callee = directCallee(call);
  return call.args.map((arg, i) => {
    if (arg.type.kind === 'pointer') {
      if (isShadowless(callee, i)) return 'const';
      return activity.pointers.has(arg) ? 'dup' : plain.has(arg) ? 'plain' : 'const';
    }
    return activity.values.has(arg) && activity.adjointType(arg) ? 'out' : 'const';
  });
}
