/**
 * Function values that a partial derivative asks for and that the primal has computed anyway: the sine of x for the derivative of the
 * cosine of x. They are read instead of computed a second time.
 */
import type { Dominators } from '../analysis/dominators.ts';
import type { CallInst, Fn, Instruction, Value } from '../ir/index.ts';
import type { Expr } from '../rules/expr.ts';
import { children, mapChildren } from '../rules/expr.ts';
import type { Action, PartialTerm } from './action.ts';
import { termsOf } from './action.ts';
import { calleeRule } from './callee-rule.ts';

type Partials = Action & { kind: 'partials' };

/** The actions, with such function values among the operands of the expressions. */
export function useValuesAtHand(
  fn: Fn,
  actions: ReadonlyMap<Instruction, Action>,
  dominators: Dominators,
): Map<Instruction, Action> {
  const known = collectFunctionValues(fn);
  const changed = new Map(actions);
  if (known.size === 0) return changed;
  for (const [inst, action] of actions) {
    if (action.kind !== 'partials' || !termsOf(action).some((t) => containsCall(t.partial))) continue;
    // What dominates the block, or stands in it, has its value of that time when the reverse of the block runs.
    const isAtHand = (call: CallInst): boolean =>
      call !== inst && call.type === inst.type && dominators.dominates(call.parent!, inst.parent!);
    changed.set(inst, replaceCalls(action, known, isAtHand));
  }
  return changed;
}

/** The calls of functions of one argument, by the argument. */
function collectFunctionValues(fn: Fn): Map<Value, { name: string; call: CallInst }[]> {
  const known = new Map<Value, { name: string; call: CallInst }[]>();
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'call') continue;
    const rule = calleeRule(inst);
    if (rule?.kind !== 'math' || rule.outputs.length > 0 || inst.args.length !== 1) continue;
    const argument = inst.args[0]!;
    const list = known.get(argument);
    if (list) list.push({ name: rule.name, call: inst });
    else known.set(argument, [{ name: rule.name, call: inst }]);
  }
  return known;
}

const containsCall = (expr: Expr): boolean => expr.kind === 'call' || children(expr).some(containsCall);

function replaceCalls(
  action: Partials,
  known: ReadonlyMap<Value, readonly { name: string; call: CallInst }[]>,
  isAtHand: (call: CallInst) => boolean,
): Partials {
  const operands = [...action.operands];
  const replace = (expr: Expr): Expr => {
    const value = expr.kind === 'call' ? find(expr) : undefined;
    if (!value) return mapChildren(expr, replace);
    if (!operands.includes(value)) operands.push(value);
    return { kind: 'operand', index: operands.indexOf(value), integer: false };
  };
  const find = (expr: Expr & { kind: 'call' }): CallInst | undefined => {
    const [argument] = expr.args;
    if (expr.args.length !== 1 || argument?.kind !== 'operand') return undefined;
    const candidates = known.get(operands[argument.index]!) ?? [];
    return candidates.find(({ name, call }) => name === expr.name && isAtHand(call))?.call;
  };
  const inTerms = (terms: readonly PartialTerm[]): PartialTerm[] =>
    terms.map((t) => ({ ...t, partial: replace(t.partial) }));
  const results = action.results.map((r) => ({ ...r, terms: inTerms(r.terms) }));
  const outputs = action.outputs.map((o) => ({ ...o, terms: inTerms(o.terms) }));
  return { ...action, operands, results, outputs };
}
