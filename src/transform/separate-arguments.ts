/**
 * Which pointer arguments of a request lead to memory of their own. Few programs say `restrict`, but where the gradient is
 * requested one often sees what the pointers are: a local variable for the result, arrays fresh from malloc.
 */
import type { AliasInfo, FunctionSummary } from '../analysis/memory/index.ts';
import { analyzeAliases, summarizeFunction, unknownModel } from '../analysis/memory/index.ts';
import type { CallBase } from '../ir/index.ts';
import type { AutodiffRequest } from './request.ts';

/**
 * For each request, the parameters of its function whose memory nothing but the parameter leads to while the gradient is
 * computed: local variables and allocations of the caller of which no pointer is kept anywhere, and that no other argument
 * points into.
 */
export function findSeparateArguments(
  requests: ReadonlyMap<CallBase, AutodiffRequest>,
): Map<CallBase, ReadonlySet<number>> {
  const models = new Map([...requests].map(([call, request]) => [call, modelOf(request)]));
  const aliases = new Map<object, AliasInfo>();
  const found = new Map<CallBase, ReadonlySet<number>>();
  for (const [call, request] of requests) {
    const caller = request.call.parent!.parent!;
    let info = aliases.get(caller);
    if (!info) aliases.set(caller, (info = analyzeAliases(caller, { models })));
    found.set(call, separateArguments(request, info));
  }
  return found;
}

/** The derivative reads and writes what its arguments lead to, and keeps no pointer that the function itself does not keep. */
function modelOf({ call, fn, spec, args }: AutodiffRequest): FunctionSummary {
  const keeps = fn.isDeclaration ? [] : summarizeFunction(fn).kept;
  const kept = new Set<unknown>();
  let at = 0;
  spec.parameters.forEach((activity, i) => {
    const values = args.slice(at, (at += activity === 'dup' ? 2 : 1));
    if (keeps[i] ?? true) for (const value of values) kept.add(value);
  });
  return { ...unknownModel(call, undefined), kept: call.args.map((arg) => kept.has(arg)), returns: [] };
}

function separateArguments({ spec, args }: AutodiffRequest, aliases: AliasInfo): Set<number> {
  const objectsOf = args.map((arg) =>
    arg.type.kind === 'pointer' ? [...aliases.pointerInfo(arg).objects] : [],
  );
  const separate = new Set<number>();
  let at = 0;
  spec.parameters.forEach((activity, i) => {
    const own = at;
    at += activity === 'dup' ? 2 : 1;
    if (args[own]?.type.kind !== 'pointer') return;
    const others = objectsOf.flatMap((objects, j) => (j === own ? [] : objects));
    const isOwn = objectsOf[own]!.every(
      (object) =>
        (object.kind === 'alloca' || object.kind === 'allocation') &&
        !aliases.reachedByUnknown(object) &&
        !others.some((other) => aliases.objectsMayAlias(object, other)),
    );
    if (isOwn) separate.add(i);
  });
  return separate;
}
