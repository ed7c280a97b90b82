/**
 * What is suspicious in a request: an input that is differentiated, but of which the result does not depend through anything
 * differentiable. Its derivative is zero, which is right, and seldom what was meant.
 */
import { parameterName, subprogramOf } from '../analysis/debug-signature.ts';
import { locateFunction } from '../analysis/source-location.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import type { Argument, Value } from '../ir/index.ts';
import { CallBase, isInstruction } from '../ir/index.ts';
import type { Findings } from './generate.ts';

export function lintParameters(findings: Findings): Diagnostic[] {
  const { fn, job, parameters } = findings;
  const span = locateFunction(job.fn);
  return fn.args.flatMap((arg, i): Diagnostic[] => {
    if (parameters[i] === 'const' || hasInfluence(findings, arg)) return [];
    const name = parameterName(job.fn.args[i]!);
    return [
      {
        code: 'FX3101',
        severity: 'warning',
        function: subprogramOf(job.fn)?.stringField('name') ?? job.fn.name ?? '',
        message: `the parameter '${name}' has no influence on the result: its derivative is zero`,
        span,
        notes: [whyNone(arg)],
        help: [`if that is meant, differentiate by the other parameters only`],
      },
    ];
  });
}

function whyNone(arg: Argument): string {
  if (!arg.hasUses) return 'it is not used';
  if (arg.type.kind === 'pointer')
    return 'nothing that is read from it reaches the result through differentiable operations';
  return 'it only enters where the derivative is zero (comparisons, rounding, conversions to integers), or what the result does not depend on';
}

/** Whether the gradient by the parameter may be anything but zero, for all that the analyses know. */
export function hasInfluence({ activity, actions }: Findings, arg: Argument): boolean {
  if (arg.type.kind !== 'pointer') return activity.useful.has(arg);
  const pointers = new Set<Value>([arg]);
  for (const pointer of pointers) {
    for (const user of pointer.users()) {
      if (!isInstruction(user)) return true;
      if (user.opcode === 'load') {
        if (user.type.kind === 'pointer' || activity.values.has(user)) return true;
      } else if (user.opcode === 'store' || user instanceof CallBase) {
        // A store of something inactive to memory that is an output still counts as one.
        if (actions.has(user)) return true;
      } else if (user.type.kind === 'pointer') pointers.add(user);
      else if (user.opcode !== 'icmp') return true;
    }
  }
  return false;
}
