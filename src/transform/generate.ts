/**
 * Generates one derivative: the stages in order, and the assembly of forward and reverse sweep into functions.
 */
import type { Activity } from '../analysis/activity.ts';
import { analyzeActivity } from '../analysis/activity.ts';
import { findMovedBytes, findUnclearWords } from '../analysis/moved-bytes.ts';
import { reversePostOrder } from '../analysis/cfg.ts';
import { computeDominators, computePostDominators } from '../analysis/dominators.ts';
import type { Loops } from '../analysis/loops.ts';
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { ClobberOptions, Reload } from '../analysis/memory/index.ts';
import { analyzeAliases, analyzeClobbers } from '../analysis/memory/index.ts';
import type { TypeInfo } from '../analysis/types/index.ts';
import { analyzeTypes } from '../analysis/types/index.ts';
import type { Argument, BasicBlock, CallBase, Fn, GlobalVariable, Instruction, Value } from '../ir/index.ts';
import { CallBase as CallBaseClass, cloneFunction } from '../ir/index.ts';
import { canonicalize } from '../passes/canonicalize.ts';
import { demoteMixedIntegers } from '../passes/demote-mixed.ts';
import { rebaseAddresses } from '../passes/rebase-addresses.ts';
import { retypePointers } from '../passes/retype-pointers.ts';
import { restoreNumbers } from '../passes/numbers-as-pointers.ts';
import { unifyReturns } from '../passes/unify-returns.ts';
import { findExit, personalityOf, unifyUnwinding } from '../passes/unify-unwinding.ts';
import { keepAccumulations } from './accumulations.ts';
import type { Action } from './action.ts';
import { AliasScopes } from './alias-scopes.ts';
import type { SplitFunctions } from './call-adjoint.ts';
import { mayBeConstantIn } from './constant-memory.ts';
import { MarkChecks } from './mark-checks.ts';
import { checkBoundaries } from './boundaries.ts';
import { decideActions } from './decide/index.ts';
import type { Differentiation, Job } from './differentiate.ts';
import { assembleCombined, assembleSplit } from './assemble.ts';
import type { SeparatedInvoke } from './invokes.ts';
import { separateInvokes } from './invokes.ts';
import { dropFinishes } from './deferred-release.ts';
import { copyByvalArguments, deferFrees, dropTailCalls, extendLocalMemory } from './local-memory.ts';
import { hoistLoads } from './hoist-loads.ts';
import { isolateExchanges } from './isolate-exchanges.ts';
import { lowerAllocations } from './lower-allocations.ts';
import { PlainPointers } from './plain-pointers.ts';
import type { ReversePlan } from './plan.ts';
import { guardAllValues, guardSelectedValues } from './selected-values.ts';
import { copyUnions } from './union-copies.ts';
import { useValuesAtHand } from './values-at-hand.ts';
import { planReverse } from './plan.ts';
import type { Shadows } from './shadow.ts';
import { findDemandedShadows } from './shadow-demand.ts';
import { insertShadows } from './shadow.ts';
import type { ArgumentActivity } from './spec.ts';

/** What the analyses have found out about one function that is to be differentiated, and what follows for each instruction. */
export interface Findings {
  readonly job: Job;
  /** The canonical clone of the primal, with shadows: it becomes the forward sweep. */
  readonly fn: Fn;
  readonly parameters: readonly ArgumentActivity[];
  readonly returnActive: boolean;
  readonly types: TypeInfo;
  readonly activity: Activity;
  readonly actions: ReadonlyMap<Instruction, Action>;
  /** For each load and call: whether what it reads may be read again in the reverse sweep. */
  readonly reloads: ReadonlyMap<Instruction, Reload>;
}

/** Everything that has been decided about one derivative; what the emitters read. */
export interface Derivation extends Findings {
  /** The block that every way out passes (see `findExit`); undefined when the function is never left. */
  readonly exit: BasicBlock | undefined;
  readonly loops: Loops;
  readonly shadows: Shadows;
  readonly plan: ReversePlan | undefined;
  readonly calls: ReadonlyMap<Instruction, SplitFunctions>;
  readonly activeGlobals: ReadonlySet<GlobalVariable>;
  readonly invokes: readonly SeparatedInvoke[];
  readonly scopes: AliasScopes;
  /** Whether memory to which globals point before the gradient counts as constant. */
  readonly keepsConstants: boolean;
  /** Whether the derivative is differentiated itself. */
  readonly isDifferentiated: boolean;
}

export function generate(differentiation: Differentiation, job: Job): void {
  const derivation = derive(differentiation, job);
  // Where something was reported nothing is emitted, but the rest is still looked at, so that all is reported in one run.
  if (!derivation || differentiation.failed) return;
  if (job.kind === 'combined') assembleCombined(derivation, job);
  else assembleSplit(derivation, job);
  differentiation.module.remove(derivation.fn);
}

/** Runs the analyses and makes the decisions. Undefined when something cannot be differentiated: it has been reported. */
export function derive(differentiation: Differentiation, job: Job): Derivation | undefined {
  const { fn, exit, invokes } = prepareClone(differentiation, job);
  const before = differentiation.diagnostics.length;
  const failed = (): boolean => differentiation.diagnostics.length > before;
  const order = blocksThatLeave(fn, exit);
  const parameters = job.kind === 'combined' ? job.spec.parameters : job.split.parameters;
  const returnActive =
    job.kind === 'combined' ? job.spec.returnActivity === 'active' : job.split.returnActive;
  const aliasOptions = { noaliasArguments: noaliasArguments(job) };
  const types = typesOfPointers(differentiation, job, fn);
  const release = deferFrees(fn, new Set(order));
  const aliases = analyzeAliases(fn, aliasOptions);
  hoistLoads(fn, aliases);
  const returnsShadow = job.kind === 'split' && job.returnsShadow;
  const activeGlobals = differentiation.activeGlobals(job.fn);
  const activeArguments = new Set(
    fn.args.filter((_, i) => parameters[i] === 'dup' || parameters[i] === 'out'),
  );
  const activity = analyzeActivity({
    fn,
    aliases,
    types,
    activeArguments,
    returnActive,
    returnsShadow,
    activeGlobals,
    movedBytes: findMovedBytes(order, types, aliases),
    order,
  });
  const plain = new PlainPointers(aliases, new Set(fn.args.filter((_, i) => parameters[i] === 'plain')));
  const {
    actions: decided,
    diagnostics,
    places,
  } = decideActions({
    fn,
    activity,
    types,
    release,
    plain,
    blocks: order,
    unclearWords: findUnclearWords(order, types),
  });
  differentiation.report(job, diagnostics, places);
  const isInteger = (v: Value): boolean => types.valueKind(v)?.kind === 'integer';
  differentiation.report(job, checkBoundaries(fn, activity, parameters, returnActive, isInteger), places);
  const guarded = differentiation.strongZero
    ? guardAllValues(decided)
    : guardSelectedValues(order, decided, computePostDominators(fn));
  const actions = useValuesAtHand(fn, guarded, computeDominators(fn));
  keepAccumulations(actions);

  const unknownCalls = findUnknownCalls(differentiation, fn, actions);
  const clobberAliases = unknownCalls.size > 0 ? analyzeAliases(fn, { ...aliasOptions, unknownCalls }) : aliases; // prettier-ignore
  const reloads = snapshotReloads(fn, analyzeClobbers(fn, clobberAliases, clobberOptions(job, actions)));
  const demanded = findDemandedShadows({ fn, actions, returnsShadow });
  const calls = requestCallees({ differentiation, actions, activity, demanded, reloads, invokes, order });
  const findings: Findings = { job, fn, parameters, returnActive, types, activity, actions, reloads };
  if (failed()) return notDerived(differentiation, findings);

  const scopes = new AliasScopes();
  for (const inst of fn.instructions()) scopes.markPrimal(inst);
  const shadows = insertShadows({
    fn,
    activity,
    aliases,
    plain,
    types,
    actions,
    order,
    argumentShadows: argumentShadows(fn, job),
    demanded,
    returnsShadow,
    marks: differentiation.marksMayBeSeen ? new MarkChecks(fn, aliases, (arg) => isAlwaysShadowed(job, arg)) : undefined, // prettier-ignore
    mayBeConstant: differentiation.constantsMixed ? mayBeConstantIn(aliases, (arg) => isAlwaysShadowed(job, arg)) : undefined, // prettier-ignore
  });
  differentiation.report(job, shadows.diagnostics);
  if (failed()) return notDerived(differentiation, findings);

  const dominators = computeDominators(fn);
  const loops = computeLoops(fn, dominators);
  const split = job.kind === 'split';
  const plan =
    exit && planReverse({ fn, exit, dominators, loops, aliases, actions, shadows, reloads, split });
  const derivation: Derivation = {
    ...findings,
    exit,
    loops,
    shadows,
    plan,
    calls,
    activeGlobals,
    invokes,
    scopes,
    keepsConstants: differentiation.keepsConstants,
    isDifferentiated: differentiation.isDifferentiated,
  };
  differentiation.observe(derivation);
  return derivation;
}

/** The caller of the gradient passes shadows that are none of the primal's memory. */
const isAlwaysShadowed = (job: Job, { index }: Argument): boolean =>
  job.kind === 'combined' && job.spec.parameters[index] === 'dup';

/** What is known is of interest all the same. */
function notDerived(differentiation: Differentiation, findings: Findings): undefined {
  differentiation.observe(findings);
  return undefined;
}

interface PreparedClone {
  readonly fn: Fn;
  readonly exit: BasicBlock | undefined;
  readonly invokes: readonly SeparatedInvoke[];
}

function prepareClone(differentiation: Differentiation, job: Job): PreparedClone {
  const { fn } = cloneFunction(job.fn, `${job.fn.name ?? ''}.primal`);
  differentiation.track(fn);
  dropTailCalls(fn);
  dropFinishes(fn);
  copyByvalArguments(fn);
  lowerAllocations(fn);
  isolateExchanges(fn);
  const isReversedAfterThrow = job.kind === 'split' && job.unwinds;
  if (isReversedAfterThrow) {
    unifyReturns(fn);
    unifyUnwinding(fn, personalityOf(differentiation.module));
  }
  canonicalize(fn);
  restoreNumbers(fn);
  const invokes = separateInvokes(fn);
  extendLocalMemory(fn, job.kind === 'split');
  return { fn, exit: isReversedAfterThrow ? findExit(fn) : returnBlock(fn), invokes };
}

function returnBlock(fn: Fn): BasicBlock | undefined {
  return fn.blocks.find((b) => b.terminator?.opcode === 'ret');
}

/** The blocks from which control can come to the exit, and those behind it, in reverse post-order. Others are never walked back. */
function blocksThatLeave(fn: Fn, exit: BasicBlock | undefined): BasicBlock[] {
  const leaving = new Set(exit ? [exit] : []);
  for (const block of leaving) for (const p of block.predecessors) leaving.add(p);
  for (const block of exit?.successors ?? []) leaving.add(block);
  return reversePostOrder(fn).filter((block) => leaving.has(block));
}

/** The types, once each integer that is known to be a pointer has become one, and those that may be one have become memory. */
function typesOfPointers(differentiation: Differentiation, job: Job, fn: Fn): TypeInfo {
  let types = typesWithCallers(differentiation, job, fn);
  const again = (): void => {
    differentiation.types.forget(fn);
    types = typesWithCallers(differentiation, job, fn);
  };
  if (copyUnions(fn, types)) {
    extendLocalMemory(fn, job.kind === 'split');
    again();
  }
  if (retypePointers(fn, (value) => types.valueKind(value)?.kind === 'pointer')) again();
  if (rebaseAddresses(fn)) again();
  if (demoteMixedIntegers(fn, types)) {
    extendLocalMemory(fn, job.kind === 'split');
    again();
  }
  return types;
}

/** Nobody calls the clone, but the callers of the original know what they pass. */
function typesWithCallers({ types: cache }: Differentiation, job: Job, fn: Fn): TypeInfo {
  const callers = cache.passedTo(job.fn).flatMap(({ call, passed }) => {
    const caller = call.parent!.parent!;
    return caller === fn || caller === job.fn ? [] : [{ types: cache.of(caller), call, passed }];
  });
  return analyzeTypes(fn, { callers, cache });
}

function noaliasArguments(job: Job): ReadonlySet<number> {
  const separate = job.kind === 'combined' ? (job.spec.noaliasParameters ?? false) : false;
  if (typeof separate !== 'boolean') return separate;
  if (!separate) return new Set();
  return new Set(job.fn.args.map((_, i) => i));
}

function clobberOptions(job: Job, actions: ReadonlyMap<Instruction, Action>): ClobberOptions {
  return {
    argumentsOverwrittenLater: job.kind === 'split' && !job.argumentsKept,
    // A free that is put off overwrites nothing.
    treatFreeAsWrite: (call) => actions.get(call as CallBase & Instruction)?.kind !== 'release',
  };
}

/** Asks once, before the forward sweep is added to: the answers are about the primal. */
function snapshotReloads(fn: Fn, reloadOf: (inst: Instruction) => Reload): Map<Instruction, Reload> {
  const reloads = new Map<Instruction, Reload>();
  for (const inst of fn.instructions()) {
    if (inst.opcode === 'load' || inst.opcode === 'call') reloads.set(inst, reloadOf(inst));
  }
  return reloads;
}

/** The calls that may run functions of which nothing is known: they may overwrite what the reverse sweep would read again. */
function findUnknownCalls(
  { indirect }: Differentiation,
  fn: Fn,
  actions: ReadonlyMap<Instruction, Action>,
): Set<CallBase> {
  const calls = new Set<CallBase>();
  for (const inst of fn.instructions()) {
    if (!(inst instanceof CallBaseClass)) continue;
    const differentiated = actions.get(inst as CallBase & Instruction)?.kind === 'call';
    if (indirect.mayRunUnknown(inst, differentiated)) calls.add(inst);
  }
  return calls;
}

interface CalleeRequests {
  readonly differentiation: Differentiation;
  readonly actions: Map<Instruction, Action>;
  readonly activity: Activity;
  readonly demanded: ReadonlySet<Value>;
  readonly reloads: ReadonlyMap<Instruction, Reload>;
  readonly invokes: readonly SeparatedInvoke[];
  readonly order: readonly BasicBlock[];
}

/** Asks for the functions that each call needs. A callee that throws is walked back like one that returns. */
function requestCallees(input: CalleeRequests): Map<Instruction, SplitFunctions> {
  const { differentiation, actions, activity, demanded, reloads } = input;
  const invokes = new Map(input.invokes.map((invoke) => [invoke.call as Instruction, invoke]));
  const unwound = new Set<Instruction | undefined>(input.invokes.map((invoke) => invoke.unwound));
  const order = new Set(input.order);
  const calls = new Map<Instruction, SplitFunctions>();
  for (const [inst, action] of [...actions]) {
    if (action.kind !== 'call') continue;
    if (unwound.has(inst)) continue;
    const { parameters } = action;
    const returnActive = activity.values.has(inst);
    const returnsShadow = holdsPointer(inst.type) && demanded.has(inst);
    const argumentsKept = reloads.get(inst)?.repeatable ?? false;
    const invoke = invokes.get(inst);
    const unwinds = invoke !== undefined && order.has(invoke.point.unwind);
    const split = differentiation.split(action.callee, { parameters, returnActive, returnsShadow, argumentsKept, unwinds }); // prettier-ignore
    calls.set(inst, split);
    if (!unwinds || !invoke.unwound) continue;
    actions.set(invoke.unwound, { kind: 'call', call: invoke.unwound, callee: action.callee, parameters });
    calls.set(invoke.unwound, split);
  }
  for (const { call, unwound: thrown } of input.invokes) {
    const action = thrown && actions.get(thrown);
    if (!thrown || action?.kind !== 'call' || calls.has(call) || actions.has(call)) continue;
    // A callee that only ever throws: nothing was decided for its return.
    const argumentsKept = reloads.get(thrown)?.repeatable ?? false;
    const { callee, parameters } = action;
    const split = differentiation.split(callee, { parameters, returnActive: false, returnsShadow: false, argumentsKept, unwinds: true }); // prettier-ignore
    calls.set(call, split);
    calls.set(thrown, split);
  }
  // What is left was decided for calls that are not differentiated when they return.
  for (const inst of unwound) if (inst && !calls.has(inst)) actions.delete(inst);
  return calls;
}

/** The shadows of the clone's pointer arguments: parameters of the function that the clone will become. */
function argumentShadows(fn: Fn, job: Job): Map<Argument, Value> {
  const target = job.kind === 'combined' ? job.target : job.split.augmented;
  const parameters = job.kind === 'combined' ? job.spec.parameters : job.split.parameters;
  const shadows = new Map<Argument, Value>();
  let at = 0;
  fn.args.forEach((arg, i) => {
    at++;
    if (parameters[i] === 'dup') shadows.set(arg, target.args[at++]!);
  });
  return shadows;
}
