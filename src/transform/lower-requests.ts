import { parameterName } from '../analysis/debug-signature.ts';
import { findPassedWords } from '../analysis/passed-words.ts';
import type { PassedArguments } from '../analysis/types/index.ts';
import { TypeCache } from '../analysis/types/index.ts';
import { mayUnwind } from '../analysis/unwind.ts';
import { locate } from '../analysis/source-location.ts';
import type { Diagnostic } from '../diagnostics/index.ts';
import { FluxionError, diagnosticsOf, distinctDiagnostics, fail } from '../diagnostics/index.ts';
import type { Fn, Instruction, InvokeInst, Module, Type, Value } from '../ir/index.ts';
import { CallBase, Fn as FnClass, IRBuilder, constantFP, hasAttribute, isFloatingPoint, isInteger, poison, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
import { replaceDanglingCasts } from '../passes/dangling-casts.ts';
import { retypePointerParameters } from '../passes/pointer-parameters.ts';
import { lowerDynamicCasts } from '../passes/lower-dynamic-casts.ts';
import { Replacements, eraseInstruction } from '../passes/debug-values.ts';
import { removePhiEdge } from '../passes/edges.ts';
import { isolateInvoke } from '../passes/isolate-invokes.ts';
import { canBeInlined } from '../passes/inline-call.ts';
import { passWordsInMemory } from '../passes/words-in-memory.ts';
import { declaredRule } from '../rules/declared-rules.ts';
import { restorePointerTables } from '../passes/tables-of-distances.ts';
import { catchAround, personalityOf } from '../passes/unify-unwinding.ts';
import { addLibraryBodies, dropGenericBodies } from './add-library-bodies.ts';
import { readTop, writeTop } from './arena.ts';
import { AliasChecks } from './argument-aliases/checks.ts';
import { dropNotedExtents } from './argument-aliases/extent.ts';
import { enterArguments, unseenAliases } from './argument-aliases/enter.ts';
import { emitWriteCount, hasTable } from './argument-aliases/table.ts';
import type { RequestCall } from './branch-requests.ts';
import { declareAllocators } from './allocator-attributes.ts';
import { branchRequest } from './branch-requests.ts';
import { TargetFinder } from './call-targets.ts';
import type { Hooks } from './differentiate.ts';
import { lowerHelperCalls, removeHelperCalls } from './helper-calls.ts';
import { Differentiation } from './differentiate.ts';
import { defineMemoryRelease } from './release-memory.ts';
import type { SeparatedInvoke } from './invokes.ts';
import { joinInvoke, separateInvoke } from './invokes.ts';
import type { AutodiffRequest } from './request.ts';
import { readTextAsBytesIfNeeded } from './numbers-in-text.ts';
import { convertResult, resultConversion } from './request-result.ts';
import { readRegistrations, unusedGradients } from './registrations.ts';
import { findRequests, functionOperand, isMarker, readRequest, resolveFunction } from './request.ts';
import { findSeparateArguments } from './separate-arguments.ts';
import { specializeCalls } from './specialize-calls.ts';
import { calleesFirst, shortenUnoptimised } from './unoptimised.ts';
import type { GradientSpec } from './spec.ts';
import { dropUnusedArguments } from './unused-arguments.ts';

/**
 * Lowers every marker call of the module. A request inside a function that another one differentiates is lowered first.
 *
 * @returns how many there were
 * @throws FluxionError with all that is wrong, when a request is malformed or cannot be differentiated
 */
export function lowerRequests(module: Module, hooks?: Hooks): { requests: number } {
  lowerHelperCalls(module);
  const found = findRequests(module);
  if (found.length > 0) {
    restorePointerTables(module);
    declareAllocators(module);
  }
  const calls = found.flatMap((call) => {
    const at = functionOperand(call);
    return at >= call.argumentCount || resolveFunction(call.operand(at))
      ? [call]
      : branchRequest(module, call, at);
  });
  if (calls.length > 0) for (const d of unusedGradients(module)) hooks?.warn?.(d);
  if (calls.length > 0) readTextAsBytesIfNeeded(module);
  const generic = calls.length > 0 ? addLibraryBodies(module) : new Set<Fn>();
  if (calls.length > 0) {
    replaceDanglingCasts(module);
    lowerDynamicCasts(module);
    retypePointerParameters(module);
  }
  const diagnostics: Diagnostic[] = [];
  const collect = <T>(call: RequestCall, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      // What is reported without a place of its own concerns the request.
      for (const d of diagnosticsOf(error, 'reading a request', locate(call)))
        diagnostics.push({ ...d, span: d.span ?? locate(call) });
      return undefined;
    }
  };
  const pending = new Map<RequestCall, AutodiffRequest>();
  const failed = new Set<CallBase>();
  for (const call of calls) {
    const request = collect(call, () => readRequest(call));
    if (request) pending.set(call, request);
    else failed.add(call);
  }
  specializeCalls(module, [...pending.values()].map((request) => request.fn), generic); // prettier-ignore
  dropGenericBodies(generic);
  const finder = new TargetFinder(module);
  const requesting = new Set(calls.map((call) => call.parent!.parent!));
  // Calls of functions whose derivatives the program supplies stay calls. What is wrong with those, each request reports.
  const areRead = pending.size > 0 && tryReadRegistrations(module);
  const roots = areRead ? [...pending.values()].map((request) => request.fn) : [];
  const restoreBodies = shortenUnoptimised(module, roots, requesting);
  passWords(module, roots, requesting);
  const aliasChecks = new AliasChecks(module, roots, finder);
  // Before anything is lowered: gradients keep shadow pointers on the tape.
  const separateArguments = findSeparateArguments(pending);
  const all = [...pending.values()];
  const differentiated = new Set(
    [...pending.keys()].filter((call) => all.some(({ fn }) => reaches(fn, new Set([call]), finder))),
  );
  while (pending.size > 0) {
    const innermost = (through?: TargetFinder): RequestCall | undefined =>
      [...pending.keys()].find((call) => !reaches(pending.get(call)!.fn, pending, through));
    // Not all functions that may be called through a pointer are. A function that differentiates itself has no innermost request.
    const ready = innermost(finder) ?? innermost();
    const call = ready ?? [...pending.keys()][0]!;
    const request = pending.get(call)!;
    pending.delete(call);
    // What a request that failed would compute is not known: that has been reported.
    const isHindered = reaches(request.fn, failed, undefined);
    const done =
      !isHindered &&
      collect(call, () => {
        if (!ready) fail('FX3006', 'a function requests the derivative of itself');
        const read = withSeparate(readRequest(call), separateArguments.get(call));
        const spec = { ...read.spec, differentiated: differentiated.has(call) };
        lowerRequest(module, { ...read, spec }, aliasChecks, hooks);
        return true;
      });
    if (!done) failed.add(call);
  }
  aliasChecks.finish();
  dropNotedExtents(module);
  restoreBodies();
  if (diagnostics.length > 0) throw new FluxionError(distinctDiagnostics(diagnostics));
  removeHelperCalls(module);
  removeUnusedEntryPoints(module);
  dropUnusedArguments(module);
  defineMemoryRelease(module);
  defineUsedMarkers(module);
  return { requests: calls.length };
}

/** Words of unions that may be numbers or addresses are passed in memory. Numbers tell themselves apart from addresses of 64 bits. */
function passWords(module: Module, roots: readonly Fn[], excluded: ReadonlySet<Fn>): void {
  if (module.dataLayout.pointerBits() !== 64) return;
  const fns = calleesFirst(roots).filter((fn) => !excluded.has(fn) && declaredRule(fn) === undefined);
  const types = new TypeCache(module);
  // What callees show of types is kept for the derivatives.
  const words = findPassedWords(fns, (fn) => types.of(fn, []));
  for (const fn of words.keys()) if (!canBeInlined(fn)) words.delete(fn);
  if (words.size > 0) passWordsInMemory(words, new Set(fns));
}

function tryReadRegistrations(module: Module): boolean {
  try {
    readRegistrations(module);
    return true;
  } catch (error) {
    if (error instanceof FluxionError) return false;
    throw error;
  }
}

/** Whether the function, or one that it may call, holds one of the calls. */
function reaches(
  fn: Fn,
  calls: { has(call: RequestCall): boolean },
  finder: TargetFinder | undefined,
): boolean {
  const seen = new Set<Fn>([fn]);
  for (const at of seen) {
    for (const inst of at.instructions()) {
      if (!(inst instanceof CallBase)) continue;
      if (calls.has(inst)) return true;
      if (inst.callee instanceof FnClass) seen.add(inst.callee);
      else if (finder) for (const target of finder.find(inst).functions) seen.add(target);
    }
  }
  return false;
}

function withSeparate(
  request: AutodiffRequest,
  noaliasParameters: ReadonlySet<number> | undefined,
): AutodiffRequest {
  return noaliasParameters ? { ...request, spec: { ...request.spec, noaliasParameters } } : request;
}

function lowerRequest(
  module: Module,
  request: AutodiffRequest,
  checks: AliasChecks,
  hooks: Hooks | undefined,
): void {
  const { fn, spec } = request;
  const differentiation = new Differentiation(module, hooks);
  const gradient = differentiation.gradient(fn, spec, (f) => passedByRequest(request, f));
  try {
    checkTypes(request, gradient);
  } catch (error) {
    differentiation.discard();
    throw error;
  }
  const invoke = request.call.opcode === 'invoke' ? separate(request.call) : undefined;
  const call = invoke?.call ?? request.call;
  const place = invoke?.point ?? call;
  const b = new IRBuilder(place.parent!, place);
  b.debugLocation = call.getMetadata('dbg');
  const args = request.args.map((arg, i) => convertArgument(b, arg, gradient.args[i]!.type));
  if (spec.returnActivity === 'active') args.push(oneOf(fn.returnType));
  // One that is differentiated itself would be with what it tells the table.
  const isEntered = (checks.areNeeded || hasTable(module)) && !spec.differentiated;
  const entered = isEntered ? enterArguments(b, place, request) : undefined;
  for (const d of unseenAliases(call, entered?.unseen ?? [], checks.read)) hooks?.warn?.(d);
  const before = entered?.before;
  const result = callGradient(b, gradient, args, invoke, before);
  b.positionAt(call.parent!, call);
  if (before) emitWriteCount(b, module, before);
  const { dataLayout } = module;
  const { resultMemory } = request;
  if (resultMemory) {
    const { pointer, type } = resultMemory;
    const conversion = resultConversion(result.type, type, dataLayout)!;
    b.store(convertResult(b, result, type, conversion, dataLayout), pointer);
  }
  // Where the two do not fit, nobody uses it.
  const conversion = resultConversion(result.type, call.type, dataLayout);
  const returned = conversion
    ? convertResult(b, result, call.type, conversion, dataLayout)
    : poison(call.type);
  replaceCall(call, call.type === voidType ? undefined : returned);
}

/** For each parameter what is passed for it; and once more the shadows, which are of the same types. */
function passedByRequest({ call, spec, args }: AutodiffRequest, fn: Fn): PassedArguments[] {
  const values: (Value | undefined)[] = [];
  const shadows: (Value | undefined)[] = [];
  let at = 0;
  spec.parameters.forEach((activity, i) => {
    const value = args[at++]!;
    const fits = value.type === fn.args[i]!.type;
    values.push(fits ? value : undefined);
    shadows.push(activity === 'dup' ? args[at++] : undefined);
  });
  return [values, shadows].map((passed) => ({ call, passed }));
}

/** Variables of the debug information that held the call's result hold the gradient's. */
function replaceCall(call: Instruction, by: Value | undefined): void {
  const caller = call.parent!.parent!;
  const replacements = new Replacements();
  if (by) replacements.replace(call, by);
  else eraseInstruction(call);
  replacements.updateDebugValues(caller);
}

/** Before the call is replaced: the arguments fit the gradient, and its result what the call was declared to return. */
function checkTypes({ call, fn, spec, args, resultMemory }: AutodiffRequest, gradient: Fn): void {
  const parameters = describeParameters(fn, spec);
  args.forEach((arg, i) => {
    const wanted = gradient.args[i]!.type;
    if (argumentConversion(arg.type, wanted) !== undefined) return;
    fail(
      'FX3006',
      `the argument for ${parameters[i]!} is ${describeType(arg.type)}, but '${fn.name ?? ''}' takes ${describeType(wanted)}`,
      { help: ['convert it to the type of the parameter: variable arguments are passed as they are'] },
    );
  });
  const declared = resultMemory?.type ?? call.type;
  const { dataLayout } = gradient.parent!;
  const isUsed = resultMemory !== undefined || call.hasUses;
  if (!isUsed || resultConversion(gradient.returnType, declared, dataLayout) !== undefined) return;
  fail('FX3006', `this call is declared to return ${declared}, but the gradient is ${gradient.returnType}`, {
    help: ['declare a result with one member for each adjoint, in the order of the parameters'],
  });
}

/** What each argument of a gradient is for: a pointer with a shadow counts twice. */
function describeParameters(fn: Fn, { parameters }: GradientSpec): string[] {
  return parameters.flatMap((activity, i) => {
    const name = `'${parameterName(fn.args[i]!)}'`;
    return activity === 'dup' ? [name, `the shadow of ${name}`] : [name];
  });
}

/** The call of an invoke stands in its normal destination from now on. */
function separate(call: InvokeInst): SeparatedInvoke {
  isolateInvoke(call);
  const separated = separateInvoke(call);
  separated.unwound?.erase();
  return separated;
}

/**
 * Calls the gradient. An exception that leaves it takes its records off the tape.
 *
 * @param entered how many arguments were in the table before, if any were put there
 */
function callGradient(
  b: IRBuilder,
  gradient: Fn,
  args: readonly Value[],
  invoke: SeparatedInvoke | undefined,
  entered: Value | undefined,
): Value {
  const module = gradient.parent!;
  const throws = [...gradient.instructions()].some((i) => i instanceof CallBase && mayUnwind(i));
  const unwinds = throws && !hasAttribute(gradient.attributes, 'nounwind');
  const personality = personalityOf(module);
  if (unwinds && (invoke || personality)) {
    const top = readTop(b, module);
    const made = invoke ? joinInvoke(invoke, { callee: gradient, args }) : catchAround(b.call(gradient, args), personality!); // prettier-ignore
    const pad = new IRBuilder(made.unwind, made.unwind.firstNonPhi!.next);
    pad.debugLocation = b.debugLocation;
    if (top) writeTop(pad, module, top);
    if (entered) emitWriteCount(pad, module, entered);
    return made;
  }
  const result = b.call(gradient, args);
  if (invoke) {
    const { point } = invoke;
    b.br(point.normal);
    removePhiEdge(point.parent!, point.unwind);
    point.erase();
  }
  return result;
}

function oneOf(type: Type): Value {
  if (!isFloatingPoint(type)) throw new Error(`no seed of type ${type}`);
  return constantFP(type, 1);
}

/** C's promotions of variable arguments, undone: float to double, short integers to int. */
function argumentConversion(from: Type, to: Type): 'none' | 'fptrunc' | 'trunc' | undefined {
  if (from === to) return 'none';
  if (isFloatingPoint(to) && isFloatingPoint(from) && to.bits < from.bits) return 'fptrunc';
  if (isInteger(to) && isInteger(from) && to.bits < from.bits) return 'trunc';
  return undefined;
}

function convertArgument(b: IRBuilder, value: Value, type: Type): Value {
  const conversion = argumentConversion(value.type, type);
  return conversion === undefined || conversion === 'none' ? value : b.cast(conversion, value, type);
}

function describeType(type: Type): string {
  if (isInteger(type)) return `a ${type.bits}-bit integer`;
  if (type.kind === 'pointer') return 'a pointer';
  return isFloatingPoint(type) ? `a ${type}` : `of type ${type}`;
}

/**
 * Rust's debug builds look at the address of a marker before they load it: those that are still used become variables of the
 * module's own, since nobody defines them.
 */
function defineUsedMarkers(module: Module): void {
  for (const global of module.globals) {
    if (global.initializer || !global.hasUses || !isMarker(global)) continue;
    global.initializer = zeroOf(global.valueType);
    global.linkage = 'internal';
    global.visibility = undefined;
  }
}

function removeUnusedEntryPoints(module: Module): void {
  for (const fn of [...module.functions]) {
    if (fn.isDeclaration && !fn.hasUses && fn.name?.includes('__enzyme_')) module.remove(fn);
  }
}
