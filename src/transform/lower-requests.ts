import { locate } from '../analysis/source-location.ts';
import { FluxionError, fail } from '../diagnostics/index.ts';
import type { Argument, Fn, Instruction, Module, Type, Value } from '../ir/index.ts';
import { BranchInst, CallBase, Fn as FnClass, IRBuilder, constantFP, isFloatingPoint, isInteger, poison, voidType } from '../ir/index.ts'; // prettier-ignore
import { Differentiation } from './differentiate.ts';
import type { AutodiffRequest } from './request.ts';
import { findRequests, readRequest } from './request.ts';

/**
 * Lowers every marker call of the module. A request inside a function that another one differentiates is lowered first.
 *
 * @returns how many there were
 * @throws FluxionError when one is malformed or cannot be differentiated
 */
export function lowerRequests(module: Module): { requests: number } {
  const pending = new Set(findRequests(module));
  const requests = pending.size;
  while (pending.size > 0) {
    const ready = [...pending].find((call) => !reaches(readRequest(call).fn, pending));
    // A function that differentiates itself has no innermost request.
    const call = ready ?? [...pending][0]!;
    if (!ready) fail('FX3006', 'a function requests the derivative of itself', { span: locate(call) });
    pending.delete(call);
    lowerRequest(module, readRequest(call));
  }
  removeUnusedEntryPoints(module);
  return { requests };
}

/** Whether the function, or one that it calls, holds one of the calls. */
function reaches(fn: Fn, calls: ReadonlySet<unknown>): boolean {
  const seen = new Set<Fn>([fn]);
  for (const at of seen) {
    for (const inst of at.instructions()) {
      if (calls.has(inst)) return true;
      if (inst instanceof CallBase && inst.callee instanceof FnClass) seen.add(inst.callee);
    }
  }
  return false;
}

function lowerRequest(module: Module, request: AutodiffRequest): void {
  const { call, fn, spec } = request;
  const gradient = placeAt(call, () => new Differentiation(module).gradient(fn, spec));
  const b = new IRBuilder(call.parent!, call);
  b.debugLocation = call.getMetadata('dbg');
  const args = request.args.map((arg, i) => convertArgument(b, request, arg, gradient.args[i]!));
  if (spec.returnActivity === 'active') args.push(oneOf(fn.returnType));
  const result = b.call(gradient, args);
  if (request.resultPointer && result.type !== voidType) b.store(result, request.resultPointer);
  if (call.type !== voidType) call.replaceAllUsesWith(convertResult(b, request, result));
  // An invoke goes on to its normal destination: the derivative itself throws nothing.
  if (call.opcode === 'invoke') {
    const { normal, unwind } = call;
    for (const phi of unwind.phis()) {
      for (let i = phi.incomingCount - 1; i >= 0; i--)
        if (phi.incomingBlock(i) === call.parent) phi.removeIncoming(i);
    }
    b.insert(BranchInst.unconditional(normal));
  }
  call.erase();
}

/** What is reported without a place of its own concerns the request. */
function placeAt<T>(call: Instruction, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (!(error instanceof FluxionError)) throw error;
    throw new FluxionError(error.diagnostics.map((d) => ({ ...d, span: d.span ?? locate(call) })));
  }
}

function oneOf(type: Type): Value {
  if (!isFloatingPoint(type)) throw new Error(`no seed of type ${type}`);
  return constantFP(type, 1);
}

/** Undoes C's promotions of variable arguments: float to double, short integers to int. */
function convertArgument(b: IRBuilder, request: AutodiffRequest, value: Value, parameter: Argument): Value {
  const { type } = parameter;
  if (value.type === type) return value;
  if (isFloatingPoint(type) && isFloatingPoint(value.type) && type.bits < value.type.bits) {
    return b.cast('fptrunc', value, type);
  }
  if (isInteger(type) && isInteger(value.type) && type.bits < value.type.bits)
    return b.cast('trunc', value, type);
  return fail(
    'FX3006',
    `the argument for '${parameter.name ?? parameter.index}' is ${describeType(value.type)}, but '${request.fn.name ?? ''}' takes ${describeType(type)}`,
    {
      span: locate(request.call),
      help: ['convert it to the type of the parameter: variable arguments are passed as they are'],
    },
  );
}

function describeType(type: Type): string {
  if (isInteger(type)) return `a ${type.bits}-bit integer`;
  if (type.kind === 'pointer') return 'a pointer';
  return isFloatingPoint(type) ? `a ${type}` : `of type ${type}`;
}

/** The gradient's result as the type that the call was declared with. */
function convertResult(b: IRBuilder, request: AutodiffRequest, value: Value): Value {
  const type = request.call.type;
  if (value.type === type) return value;
  if (isFloatingPoint(type) && isFloatingPoint(value.type)) {
    return b.cast(type.bits > value.type.bits ? 'fpext' : 'fptrunc', value, type);
  }
  const members = memberTypes(value.type);
  const wanted = memberTypes(type);
  if (members.length > 0 && members.length === wanted.length && members.every((m, i) => m === wanted[i])) {
    return repack(b, value, type, members.length);
  }
  if (!request.call.hasUses) return poison(type);
  return fail('FX3006', `this call is declared to return ${type}, but the gradient is ${value.type}`, {
    span: locate(request.call),
    help: ['declare a result with one member for each adjoint, in the order of the parameters'],
  });
}

function memberTypes(type: Type): readonly Type[] {
  if (type.kind === 'struct') return type.elements ?? [];
  if (type.kind === 'array' && type.length <= 1024)
    return Array.from({ length: type.length }, () => type.element);
  return type === voidType ? [] : [type];
}

function repack(b: IRBuilder, value: Value, type: Type, count: number): Value {
  const isPacked = (t: Type): boolean => t.kind === 'struct' || t.kind === 'array';
  const member = (i: number): Value => (isPacked(value.type) ? b.extractValue(value, [i]) : value);
  if (!isPacked(type)) return member(0);
  let packed: Value = poison(type);
  for (let i = 0; i < count; i++) packed = b.insertValue(packed, member(i), [i]);
  return packed;
}

function removeUnusedEntryPoints(module: Module): void {
  for (const fn of [...module.functions]) {
    if (fn.isDeclaration && !fn.hasUses && fn.name?.includes('__enzyme_')) module.remove(fn);
  }
}
