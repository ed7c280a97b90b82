/**
 * Generates derivatives: one gradient (combined mode) for each request, and for each function that it calls a pair of
 * augmented primal and reverse function (split mode), once for each way of being called.
 *
 * Calls through pointers become calls of dispatchers first (`indirect-calls.ts`). What one of a dispatcher's targets cannot be
 * differentiated for stops the program when that target is called, and generation starts over; unless it is the only
 * target, or is called by its name too.
 *
 * For each of them the stages run in order: clone and canonicalise, analyse, decide actions, insert shadows, plan the way
 * back and the tape, emit. Only the last two change more than they add.
 */
import type { Diagnostic } from '../diagnostics/index.ts';
import {
  FluxionError,
  internalCodes,
  diagnosticsOf,
  distinctDiagnostics,
  fail,
} from '../diagnostics/index.ts';
import { derivativePrefixes } from '../analysis/derivative-names.ts';
import { locate, locateFunction } from '../analysis/source-location.ts';
import { subprogramOf } from '../analysis/debug-signature.ts';
import type { PassedArguments } from '../analysis/types/index.ts';
import { TypeCache } from '../analysis/types/index.ts';
import type { Fn, GlobalVariable, Instruction, Module } from '../ir/index.ts';
import { BasicBlock, CallBase, Fn as FnClass, IRBuilder, voidType } from '../ir/index.ts';
import { declaredRule, ruleOfFunction } from '../rules/index.ts';
import { expandIndirectBranches } from '../passes/expand-indirect-branches.ts';
import { builtConstants } from './built-constants.ts';
import { findActiveGlobals, globalsWithin } from './active-globals.ts';
import type { SplitFunctions } from './call-adjoint.ts';
import { customGradientOf } from './custom-gradient.ts';
import { defineCustomGradient } from './define-custom-gradient.ts';
import { finishReleases } from './deferred-release.ts';
import type { Derivation, Findings } from './generate.ts';
import { generate } from './generate.ts';
import type { Dispatcher, Refusals } from './indirect-calls.ts';
import { mayHoldMarks } from './global-pointers.ts';
import { IndirectCalls } from './indirect-calls.ts';
import { lintParameters } from './lint.ts';
import { augmentedType, derivativeAttributes, gradientType, isSeedable, reverseType, shadowedNames } from './signature.ts'; // prettier-ignore
import { readRegistrations } from './registrations.ts';
import type { GradientSpec, ArgumentActivity } from './spec.ts';

/** One derivative to generate. */
export type Job =
  | { readonly kind: 'combined'; readonly fn: Fn; readonly spec: GradientSpec; readonly target: Fn }
  | {
      readonly kind: 'split';
      readonly fn: Fn;
      readonly split: SplitFunctions;
      readonly returnsShadow: boolean;
      /** The caller does not overwrite what the arguments point to before the reverse function has run. */
      readonly argumentsKept: boolean;
      /** The caller may catch an exception and return: then the reverse function walks back from where it was thrown. */
      readonly unwinds: boolean;
      /** The derivative that calls this one, for the first time. */
      readonly requestedBy?: Job | undefined;
    };

/** Takes the findings about a function; the whole derivation unless something was reported. */
export type Observer = (seen: Findings | Derivation) => void;

export interface Hooks {
  /** A gradient is begun. `again`: what was observed since it was begun before does not hold. */
  readonly begin?: ((again: boolean) => void) | undefined;
  /** Sees what has been decided about each function, before anything is emitted and the clone is changed. */
  readonly observe?: Observer | undefined;
  /** Takes what is suspicious in a request, though it can be differentiated. */
  readonly warn?: ((diagnostic: Diagnostic) => void) | undefined;
}

/** The ways of calling a function that need derivatives of their own. */
export interface CallMode {
  readonly parameters: readonly ArgumentActivity[];
  readonly returnActive: boolean;
  readonly returnsShadow: boolean;
  readonly argumentsKept: boolean;
  readonly unwinds: boolean;
}

/** Something that was reported while a derivative was generated. */
interface Failure {
  readonly job: Job;
  readonly diagnostic: Diagnostic;
  /** The function that is called where it failed. (The call is one of a copy, which is gone soon.) */
  readonly callee: Fn | undefined;
}

const splitFunctions = new WeakMap<Module, Map<string, SplitFunctions>>();

export class Differentiation {
  readonly module: Module;
  readonly diagnostics: Diagnostic[] = [];
  readonly #hooks: Hooks | undefined;
  /** What is known of the types in the functions of the module, none of which changes meanwhile. */
  types: TypeCache;
  indirect: IndirectCalls;
  /** The mutable globals that have shadows in this gradient, whichever of its functions writes them. */
  #activeGlobals: ReadonlySet<GlobalVariable> | undefined;
  readonly #globalsWithin = new Map<Fn, ReadonlySet<GlobalVariable>>();
  #jobs: Job[] = [];
  #current: Job | undefined;
  #failures: Failure[] = [];
  #created: Fn[] = [];
  readonly #known: Map<string, SplitFunctions>;
  #newKeys: string[] = [];
  #clone: Fn | undefined;
  /** What the request passes, when it is looked at for types. */
  #requests: ReadonlyMap<Fn, readonly PassedArguments[]> | undefined;
  /** Variables that are taken for constants, as long as nothing speaks against it. */
  #constants: ReadonlySet<GlobalVariable> = new Set();
  /** What `GradientSpec` says of it. */
  strongZero = false;
  /** Pointers to constant memory are their own shadows (`constant-memory.ts`): so once it is known that some need one. */
  constantsMixed = false;
  /** So are those that global variables held before the gradient, unless that was tried and cannot be done: then marks are. */
  #keptAsConstants = true;
  /** `GradientSpec.differentiated` */
  isDifferentiated = false;

  constructor(module: Module, hooks?: Hooks) {
    this.module = module;
    this.#hooks = hooks;
    this.types = new TypeCache(module);
    this.indirect = new IndirectCalls(module, new Map());
    let known = splitFunctions.get(module);
    if (!known) splitFunctions.set(module, (known = new Map()));
    this.#known = known;
  }

  /**
   * Adds the gradient of a function and all that it needs. On failure the module has no new functions.
   * @param passedTo what the request passes for the parameters of a function: asked for where types are not known without
   */
  gradient(requested: Fn, spec: GradientSpec, passedTo?: (fn: Fn) => readonly PassedArguments[]): Fn {
    readRegistrations(this.module);
    expandIndirectBranches(this.module);
    const fn = this.#withoutRule(requested);
    checkSpec(fn, spec);
    this.strongZero = spec.strongZero ?? false;
    this.isDifferentiated = spec.differentiated ?? false;
    this.#constants = builtConstants(this.module);
    this.#keptAsConstants = true;
    const refusals = new Map<string, Map<Fn, string>>();
    for (let again = false; ; again = true) {
      this.#hooks?.begin?.(again);
      try {
        const target = this.#attempt(fn, spec, refusals);
        if (target) return target;
      } catch (error) {
        const isUnknownType = this.diagnostics.some((d) => d.code === 'FX3003');
        if (!isUnknownType || !passedTo || this.#requests) throw error;
        this.#requests = new Map([[fn, passedTo(fn)]]);
      }
    }
  }

  /**
   * What the program declares of a function, or a rule says of one of the library, holds for its calls: of one that is differentiated
   * itself, a call is differentiated.
   */
  #withoutRule(fn: Fn): Fn {
    const isKnown = fn.isDeclaration && ruleOfFunction(fn)?.kind === 'math';
    if (!isKnown && declaredRule(fn) === undefined) return fn;
    const name = `__fluxion_call_${fn.name ?? ''}`;
    return this.module.getFunction(name) ?? defineCallOf(this.module, fn, name);
  }

  /** Undefined when some targets of calls through pointers were refused meanwhile. */
  #attempt(fn: Fn, spec: GradientSpec, refusals: Map<string, Map<Fn, string>>): Fn | undefined {
    this.#start(refusals);
    try {
      this.indirect.resolve(fn);
      this.#activeGlobals = undefined;
      this.activeGlobals(fn);
      if (this.keepsConstants) this.constantsMixed = true;
      const target = this.#generateAll(fn, spec);
      if (this.#failures.length === 0) return target;
      if (this.diagnostics.some((d) => d.code === 'FX3009') && this.#changeConstants()) {
        this.discard();
        return undefined;
      }
      if (this.#constants.size > 0) {
        this.#constants = new Set();
        this.constantsMixed = false;
        this.#keptAsConstants = true;
        this.discard();
        return undefined;
      }
      const refused = this.#refuse(refusals);
      if (!refused) throw new FluxionError(distinctDiagnostics(this.diagnostics));
      this.discard();
      return undefined;
    } catch (error) {
      this.discard();
      throw error;
    } finally {
      this.indirect.restore();
    }
  }

  /** Another way to treat pointers to constant memory; false when there is none left. */
  #changeConstants(): boolean {
    if (this.keepsConstants) this.#keptAsConstants = this.constantsMixed = false;
    else if (this.constantsMixed) return false;
    else this.constantsMixed = true;
    return true;
  }

  #start(refusals: Refusals): void {
    this.types = new TypeCache(this.module, this.#requests);
    this.indirect = new IndirectCalls(this.module, refusals);
    this.diagnostics.length = 0;
    this.#failures = [];
    this.#jobs = [];
    this.#created = [];
    this.#newKeys = [];
  }

  #generateAll(fn: Fn, spec: GradientSpec): Fn {
    const returnActive = spec.returnActivity === 'active';
    const type = gradientType(fn, spec.parameters, returnActive, spec.primalReturn);
    const names = [...shadowedNames(fn, spec.parameters), ...(returnActive ? ['seed'] : [])];
    const target = this.#create(`${derivativePrefixes.gradient}${fn.name ?? ''}`, type, names, fn);
    this.#jobs.push({ kind: 'combined', fn, spec, target });
    for (let job = this.#jobs.pop(); job; job = this.#jobs.pop()) this.#generate(job);
    if (!this.failed) finishReleases(this.module, target);
    return target;
  }

  /**
   * Those of the mutable globals with shadows that a function may reach. The function that is differentiated as a whole is the
   * first that is asked for: it clears the shadows of all.
   */
  activeGlobals(fn: Fn): ReadonlySet<GlobalVariable> {
    if (!this.#activeGlobals) {
      this.#activeGlobals = findActiveGlobals(fn, this.#constants);
      this.#globalsWithin.clear();
      this.#globalsWithin.set(fn, this.#activeGlobals);
    }
    let within = this.#globalsWithin.get(fn);
    if (!within) this.#globalsWithin.set(fn, (within = globalsWithin(this.#activeGlobals, fn)));
    return within;
  }

  /** Whether memory to which global variables point before the gradient counts as constant: a pointer to it is its own shadow. */
  get keepsConstants(): boolean {
    return this.#keptAsConstants && mayHoldMarks(this.#activeGlobals ?? []);
  }

  /** Whether marks stand for pointers to such memory. */
  get marksMayBeSeen(): boolean {
    return !this.#keptAsConstants && mayHoldMarks(this.#activeGlobals ?? []);
  }

  /** What was decided about one function. */
  observe(seen: Findings | Derivation): void {
    if (seen.job.kind === 'combined') for (const d of lintParameters(seen)) this.#hooks?.warn?.(d);
    // Dispatchers are no part of the program.
    if (!this.indirect.dispatcher(seen.job.fn)) this.#hooks?.observe?.(seen);
  }

  /** Whether something cannot be differentiated: then nothing more is emitted. */
  get failed(): boolean {
    return this.diagnostics.length > 0;
  }

  /** An error in one function, even one of Fluxion's own, does not hide what is wrong with the others. */
  #generate(job: Job): void {
    this.#current = job;
    try {
      generate(this, job);
    } catch (error) {
      const place = locateFunction(job.fn);
      this.report(job, diagnosticsOf(error, `differentiating '${sourceName(job.fn)}'`, place));
    }
    this.#dropClone();
  }

  /** `places`: the instruction that a diagnostic is about. */
  report(job: Job, found: readonly Diagnostic[], places?: ReadonlyMap<Diagnostic, Instruction>): void {
    const site = this.indirect.dispatcher(job.fn)?.site;
    const at = site?.parent?.parent ?? job.fn;
    for (const reported of found) {
      const place = places?.get(reported);
      const span = reported.span ?? (site && locate(site));
      const diagnostic: Diagnostic = { function: sourceName(at), ...reported, ...(span && { span }) };
      this.diagnostics.push(diagnostic);
      const callee = place instanceof CallBase && place.callee instanceof FnClass ? place.callee : undefined;
      this.#failures.push({ job, diagnostic, callee });
    }
  }

  /** Refuses the targets that are to blame. False when something else is, or a dispatcher would be left without a target. */
  #refuse(refusals: Map<string, Map<Fn, string>>): boolean {
    for (const failure of this.#failures) {
      const blamed = this.#blame(failure);
      if (!blamed || failure.diagnostic.code in internalCodes) return false;
      const { dispatcher, target } = blamed;
      const refused = refusals.get(dispatcher.key) ?? new Map<Fn, string>();
      refusals.set(dispatcher.key, refused);
      const { message, span } = failure.diagnostic;
      refused.set(target, span ? `${message} (${span.file ?? ''}:${span.line})` : message);
      if (dispatcher.targets.every((t) => t.refusal !== undefined || refused.has(t.fn))) return false;
    }
    return true;
  }

  /** The innermost target of a call through a pointer whose derivative asked for the one that failed. */
  #blame({ job, callee }: Failure): { dispatcher: Dispatcher; target: Fn } | undefined {
    const own = this.indirect.dispatcher(job.fn);
    if (own && callee) return { dispatcher: own, target: callee };
    for (let at = job; at.kind === 'split' && at.requestedBy; at = at.requestedBy) {
      const dispatcher = this.indirect.dispatcher(at.requestedBy.fn);
      if (dispatcher) return { dispatcher, target: at.fn };
    }
    return undefined;
  }

  #create(name: string, type: Fn['valueType'], names: readonly (string | undefined)[], model: Fn): Fn {
    const fn = this.module.add(new FnClass(name, type, names));
    fn.linkage = 'internal';
    fn.attributes = derivativeAttributes(model);
    this.#created.push(fn);
    return fn;
  }

  /** The temporary clone that the present job works on. */
  track(fn: Fn): void {
    this.#clone = fn;
  }

  /** What is left of the clone when a job fails: its calls would count as calls of the program. */
  #dropClone(): void {
    const clone = this.#clone;
    this.#clone = undefined;
    if (!clone?.parent) return;
    clone.dropBody();
    this.module.remove(clone);
  }

  /** Takes out again what was added to the module. */
  discard(): void {
    for (const key of this.#newKeys) this.#known.delete(key);
    for (const fn of this.#created) if (fn.parent) fn.dropBody();
    for (const fn of this.#created) if (fn.parent) this.module.remove(fn);
  }

  /** The augmented primal and the reverse function of a callee; generated later if they are new. */
  split(callee: Fn, mode: CallMode): SplitFunctions {
    const { parameters, returnActive, returnsShadow, argumentsKept, unwinds } = mode;
    const globals = [...this.activeGlobals(callee)].map((g) => g.name);
    const key = [
      callee.name,
      parameters,
      returnActive,
      returnsShadow,
      argumentsKept,
      unwinds,
      globals,
      this.marksMayBeSeen,
      this.strongZero,
      this.constantsMixed,
      this.isDifferentiated,
    ].join('|');
    const known = this.#known.get(key);
    if (known) return known;
    const names = shadowedNames(callee, parameters);
    const name = callee.name ?? '';
    const augmented = this.#create(`${derivativePrefixes.augmented}${name}`, augmentedType(callee, parameters, returnsShadow), names, callee); // prettier-ignore
    const seeded = [...names, ...(returnActive ? ['seed'] : [])];
    const reverse = this.#create(`${derivativePrefixes.reverse}${name}`, reverseType(callee, parameters, returnActive), seeded, callee); // prettier-ignore
    const split = { parameters, returnActive, augmented, reverse };
    this.#known.set(key, split);
    this.#newKeys.push(key);
    const custom = customGradientOf(callee);
    if (custom) {
      defineCustomGradient(this, callee, custom, split, returnsShadow);
      return split;
    }
    const requestedBy = this.#current;
    this.#jobs.push({ kind: 'split', fn: callee, split, returnsShadow, argumentsKept, unwinds, requestedBy });
    return split;
  }
}

/** A function that does nothing but call another. */
function defineCallOf(module: Module, callee: Fn, name: string): Fn {
  const fn = module.add(new FnClass(name, callee.valueType, callee.args.map((a) => a.name))); // prettier-ignore
  fn.linkage = 'internal';
  fn.attributes = derivativeAttributes(callee);
  const b = new IRBuilder(fn.appendBlock(new BasicBlock('entry')));
  const result = b.call(callee, fn.args);
  b.ret(callee.returnType === voidType ? undefined : result);
  return fn;
}

/** The name of a function in its source. */
const sourceName = (fn: Fn): string => subprogramOf(fn)?.stringField('name') ?? fn.name ?? '';

function checkSpec(fn: Fn, spec: GradientSpec): void {
  if (fn.isDeclaration) {
    fail('FX3001', `the function '${fn.name ?? ''}' has no body here, so it cannot be differentiated`, {
      missing: fn.name,
      help: ['compile the source that defines it together with this file'],
    });
  }
  if (fn.valueType.variadic) fail('FX3006', `the function '${fn.name ?? ''}' takes variable arguments`);
  if (spec.parameters.length !== fn.args.length) {
    fail(
      'FX3006',
      `the function has ${fn.args.length} parameters, but ${spec.parameters.length} are described`,
    );
  }
  if (spec.returnActivity === 'active' && (fn.returnType === voidType || !isSeedable(fn.returnType))) {
    fail('FX3006', `the result of '${fn.name ?? ''}' is of type ${fn.returnType}, which cannot be active`);
  }
  spec.parameters.forEach((activity, i) => {
    const { type, name } = fn.args[i]!;
    if (activity === 'dup' && type.kind !== 'pointer')
      fail('FX3006', `the parameter '${name ?? i}' is no pointer`);
    if (activity === 'out' && !isSeedable(type)) fail('FX3006', `the parameter '${name ?? i}' is no float`);
  });
}
