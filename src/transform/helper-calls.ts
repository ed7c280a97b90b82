/**
 * Calls of the convention that ask for no derivative, but say something to the differentiation:
 *
 *     __enzyme_call_inactive(f, args…)       f(args…), through which no derivative flows
 *     __enzyme_ignore_derivatives(x)         x, as a constant
 *     __enzyme_iter(x, …)                    x
 *     __enzyme_virtualreverse(f)             the shadow of a function or virtual table: here, itself (ARCHITECTURE.md)
 *     __enzyme_double(p, bytes) and its kin  what is in memory (`rules/type-hints.ts`)
 */
import { locate } from '../analysis/source-location.ts';
import { fail } from '../diagnostics/index.ts';
import type { Fn, Module, Value } from '../ir/index.ts';
import {
  BasicBlock,
  CallInst,
  Fn as FnClass,
  IRBuilder,
  InvokeInst,
  isInstruction,
  voidType,
} from '../ir/index.ts';
import { eraseInstruction, Replacements } from '../passes/debug-values.ts';
import { removePhiEdge } from '../passes/edges.ts';
import { declareRule } from '../rules/index.ts';
import { typeHint } from '../rules/type-hints.ts';
import { inactiveRule } from './registrations.ts';
import { resolveFunction } from './request.ts';

/** Before the differentiation: what is no more than another way of writing something. */
export function lowerHelperCalls(module: Module): void {
  forEachCall(module, '__enzyme_iter', passOn);
  forEachCall(module, '__enzyme_virtualreverse', passOn);
  forEachCall(module, '__enzyme_call_inactive', (call) => callInactive(module, call));
  for (const fn of entries(module, '__enzyme_ignore_derivatives')) declareRule(fn, inactiveRule);
}

/** After it: what the derivatives have copied, too. */
export function removeHelperCalls(module: Module): void {
  forEachCall(module, '__enzyme_ignore_derivatives', passOn);
  for (const fn of module.functions) {
    if (typeHint(fn.name)) for (const call of callsOf(fn)) replace(call, undefined);
  }
}

const entries = (module: Module, entry: string): Fn[] =>
  module.functions.filter((fn) => fn.isDeclaration && fn.name?.includes(entry));

type HelperCall = CallInst | InvokeInst;

function forEachCall(module: Module, entry: string, lower: (call: HelperCall) => void): void {
  for (const fn of entries(module, entry)) for (const call of callsOf(fn)) lower(call);
}

function callsOf(fn: Fn): HelperCall[] {
  return [...fn.users()].filter(
    (user): user is HelperCall =>
      isInstruction(user) && (user.opcode === 'call' || user.opcode === 'invoke') && user.callee === fn,
  );
}

/** The first argument in place of the call. */
function passOn(call: HelperCall): void {
  const value = call.args[0];
  if (value?.type !== call.type)
    fail('FX3006', `'${call.callee.name ?? ''}' must return what it is passed: a value of type ${call.type}`, { span: locate(call) }); // prettier-ignore
  replace(call, value);
}

/** Puts a value, if there is one, in place of a call, which throws nothing. */
function replace(call: HelperCall, by: Value | undefined): void {
  const caller = call.parent!.parent!;
  if (call.opcode === 'invoke') {
    new IRBuilder(call.parent!, call).br(call.normal);
    removePhiEdge(call.parent!, call.unwind);
  }
  const replacements = new Replacements();
  if (by) replacements.replace(call, by);
  else eraseInstruction(call);
  replacements.updateDebugValues(caller);
}

/** Calls a function of its own, which calls the one that is passed, and is declared to have no derivative. */
function callInactive(module: Module, call: HelperCall): void {
  const [operand, ...args] = call.args;
  const callee = operand && resolveFunction(operand);
  const { parameters, returnType } = callee?.valueType ?? {};
  const fits = parameters?.length === args.length && parameters.every((t, i) => t === args[i]!.type);
  if (!callee || !fits || (call.type !== voidType && call.type !== returnType))
    fail('FX3006', `'${call.callee.name ?? ''}' must be passed a function and the arguments that it takes`, { span: locate(call) }); // prettier-ignore
  const inner = inactiveCallOf(module, callee);
  const made =
    call.opcode === 'invoke'
      ? new InvokeInst(inner.valueType, inner, args, call.normal, call.unwind)
      : new CallInst(inner.valueType, inner, args);
  const location = call.getMetadata('dbg');
  if (location) made.setMetadata('dbg', location);
  call.parent!.insertBefore(made, call);
  const replacements = new Replacements();
  const caller = call.parent!.parent!;
  if (call.type === voidType) eraseInstruction(call);
  else replacements.replace(call, made);
  replacements.updateDebugValues(caller);
}

function inactiveCallOf(module: Module, callee: Fn): Fn {
  const name = `__fluxion_inactive_${callee.name ?? ''}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, callee.valueType, callee.args.map((a) => a.name))); // prettier-ignore
  fn.linkage = 'internal';
  const b = new IRBuilder(fn.appendBlock(new BasicBlock('entry')));
  const result = b.call(callee, fn.args);
  b.ret(callee.returnType === voidType ? undefined : result);
  declareRule(fn, inactiveRule);
  return fn;
}
