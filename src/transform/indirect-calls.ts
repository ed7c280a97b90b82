/**
 * Calls through pointers are calls of dispatchers (`dispatcher.ts`) while derivatives are generated. The program itself is
 * left as it was: afterwards each call of a dispatcher that is left, in the program or in a derivative that calls without
 * differentiating, is turned back into a call through its pointer.
 */
import { locate } from '../analysis/source-location.ts';
import type { CallBase, Fn, FunctionType, Instruction, Module } from '../ir/index.ts';
import {
  CallBase as CallBaseClass,
  Fn as FnClass,
  GlobalAlias,
  InlineAsm,
  isInstruction,
} from '../ir/index.ts';
import { ruleOfFunction } from '../rules/index.ts';
import { customGradientOf } from './custom-gradient.ts';
import { TargetFinder } from './call-targets.ts';
import type { DispatchTarget } from './dispatcher.ts';
import { abiAttributes, emitDispatcher, messageName } from './dispatcher.ts';
import { declareLibraryCall, isLibrarys } from './library-calls.ts';
import { asksWhat, declareWhat, isWhat } from './library-what.ts';

/** By the key of the dispatcher: the targets whose derivatives turned out impossible, and why. */
export type Refusals = ReadonlyMap<string, ReadonlyMap<Fn, string>>;

export interface Dispatcher {
  readonly fn: Fn;
  /** The same for the same calls and targets, whatever has been refused. */
  readonly key: string;
  readonly targets: readonly DispatchTarget[];
  /** One of the calls. */
  readonly site: CallBase & Instruction;
  /** The type of the calls. */
  readonly callType: FunctionType;
  /** Whether the pointer is always one of the targets. */
  readonly closed: boolean;
}

/** Names of dispatchers, so that what was generated for one serves later requests. */
const namesOf = new WeakMap<Module, Map<string, string>>();

export class IndirectCalls {
  readonly #module: Module;
  readonly #refusals: Refusals;
  readonly #finder: TargetFinder;
  readonly #byKey = new Map<string, Dispatcher>();
  readonly #byFn = new Map<Fn, Dispatcher>();
  readonly #open = new Map<Fn, boolean>();

  constructor(module: Module, refusals: Refusals) {
    this.#module = module;
    this.#refusals = refusals;
    this.#finder = new TargetFinder(module);
  }

  dispatcher(fn: Fn | undefined): Dispatcher | undefined {
    return fn && this.#byFn.get(fn);
  }

  /** Redirects the calls in the function, and in all that it may call. */
  resolve(root: Fn): void {
    const seen = new Set<Fn>([root]);
    for (const fn of seen) {
      for (const inst of fn.instructions()) {
        if (inst instanceof CallBaseClass) this.#redirect(inst as CallBase & Instruction);
        for (const { value } of inst.operandUses) {
          if (value instanceof FnClass && !value.isDeclaration) seen.add(value);
        }
      }
    }
  }

  #redirect(call: CallBase & Instruction): void {
    const target = call.callee instanceof GlobalAlias ? aliasedFunction(call.callee) : undefined;
    if (target?.valueType === call.functionType) call.callee = target;
    if (call.callee instanceof FnClass || call.callee instanceof InlineAsm || call.opcode === 'callbr')
      return;
    const dispatcher = this.#dispatcherFor(call);
    if (dispatcher) call.passCalleeTo(dispatcher.fn, dispatcher.fn.valueType);
  }

  #dispatcherFor(call: CallBase & Instruction): Dispatcher | undefined {
    if (isLibrarys(call)) return this.#libraryDispatcher(call);
    const { functions, closed } = this.#finder.find(call);
    if (functions.every(isWhat) && asksWhat(call)) return this.#whatDispatcher(call);
    const key = keyOf(call, functions, closed);
    const known = this.#byKey.get(key);
    if (known) return known;
    const refused = this.#refusals.get(key);
    const targets = functions.map((fn): DispatchTarget => ({
      fn,
      refusal: refused?.get(fn) ?? knownObstacle(fn),
    }));
    if (targets.every((t) => t.refusal !== undefined)) return undefined;
    const name = this.#nameFor([key, ...targets.map((t) => t.refusal ?? '')].join('\n'));
    const fn = emitDispatcher(this.#module, { name, call, targets, place: placeOf(call) });
    const dispatcher = { fn, key, targets, site: call, callType: call.functionType, closed };
    this.#byKey.set(key, dispatcher);
    this.#byFn.set(fn, dispatcher);
    return dispatcher;
  }

  /** One for all calls of `what`, whichever exception says it. */
  #whatDispatcher(call: CallBase & Instruction): Dispatcher {
    const key = 'what';
    const known = this.#byKey.get(key);
    if (known) return known;
    const fn = declareWhat(this.#module);
    const dispatcher = { fn, key, targets: [], site: call, callType: call.functionType, closed: true };
    this.#byKey.set(key, dispatcher);
    this.#byFn.set(fn, dispatcher);
    return dispatcher;
  }

  /** One for all calls of a type that were inlined from the library. */
  #libraryDispatcher(call: CallBase & Instruction): Dispatcher {
    const key = `library ${keyOf(call, [], true)}`;
    const known = this.#byKey.get(key);
    if (known) return known;
    const fn = declareLibraryCall(this.#module, call, this.#byKey.size);
    const dispatcher = { fn, key, targets: [], site: call, callType: call.functionType, closed: true };
    this.#byKey.set(key, dispatcher);
    this.#byFn.set(fn, dispatcher);
    return dispatcher;
  }

  #nameFor(key: string): string {
    let names = namesOf.get(this.#module);
    if (!names) namesOf.set(this.#module, (names = new Map()));
    let name = names.get(key);
    if (name === undefined) names.set(key, (name = `__fluxion_dispatch_${names.size}`));
    return name;
  }

  /**
   * Whether the call may run functions that nothing is known of: a call through a pointer that is not differentiated calls
   * whatever the pointer points to. One that is differentiated stops at a function that is not known.
   */
  mayRunUnknown(call: CallBase, differentiated: boolean): boolean {
    const callee = call.callee instanceof FnClass ? call.callee : undefined;
    if (!callee) return false;
    const dispatcher = this.#byFn.get(callee);
    return (!!dispatcher && !dispatcher.closed && !differentiated) || this.#holdsOpenCalls(callee);
  }

  /** Whether the function, or one that it calls, calls through pointers. */
  #holdsOpenCalls(fn: Fn): boolean {
    const known = this.#open.get(fn);
    if (known !== undefined) return known;
    const seen = new Set<Fn>([fn]);
    for (const at of seen) {
      for (const inst of at.instructions()) {
        if (!(inst instanceof CallBaseClass) || !(inst.callee instanceof FnClass)) continue;
        const dispatcher = this.#byFn.get(inst.callee);
        if (dispatcher && !dispatcher.closed) {
          this.#open.set(fn, true);
          return true;
        }
        seen.add(inst.callee);
      }
    }
    for (const at of seen) this.#open.set(at, false);
    return false;
  }

  /** Turns the calls back, and removes the dispatchers. */
  restore(): void {
    for (const { fn, callType } of this.#byFn.values()) {
      for (const { user, index } of [...fn.uses()]) {
        if (user instanceof CallBaseClass && index === user.operandCount - 1) user.callLastArgument(callType);
      }
      fn.dropBody();
    }
    for (const fn of this.#byFn.keys()) this.#module.remove(fn);
    for (const global of [...this.#module.globals])
      if (global.name?.startsWith(messageName) && !global.hasUses) this.#module.remove(global);
  }
}

/** The function that an alias stands for, if the linker takes no other. */
function aliasedFunction(alias: GlobalAlias): Fn | undefined {
  if (alias.kind !== 'alias' || /^(weak|linkonce)$/.test(alias.linkage ?? '')) return undefined;
  if (alias.target instanceof FnClass) return alias.target;
  return alias.target instanceof GlobalAlias ? aliasedFunction(alias.target) : undefined;
}

/** What is in the way of differentiating a target, as far as it shows without trying. */
function knownObstacle(fn: Fn): string | undefined {
  if (!fn.isDeclaration) return fn.valueType.variadic ? 'it takes variable arguments' : undefined;
  if (ruleOfFunction(fn) || customGradientOf(fn)) return undefined;
  return 'it has no body here and no derivative rule';
}

function keyOf(call: CallBase, functions: readonly Fn[], closed: boolean): string {
  const attributes = [call.returnAttributes, ...call.argumentAttributes].map((list) =>
    abiAttributes(list).map(
      (a) => `${a.name} ${a.kind === 'type' ? a.type : a.kind === 'integer' ? a.value : ''}`,
    ),
  );
  return JSON.stringify([
    `${call.functionType}`,
    call.args.map((a) => `${a.type}`),
    call.callingConvention,
    attributes,
    functions.map((f) => f.name),
    closed,
  ]);
}

function placeOf(call: CallBase & Instruction): string {
  const span = locate(call);
  return span ? `${span.file ?? ''}:${span.line}` : `'${call.parent!.parent!.name ?? ''}'`;
}

/** What is known of the targets of a call that has no dispatcher: facts for a message. */
export function explainTargets(call: CallBase): string[] {
  if (!isInstruction(call)) return [];
  const { functions } = new TargetFinder(call.parent!.parent!.parent!).find(call);
  if (functions.length === 0) return ['no function of this type has its address taken in this program'];
  return functions.slice(0, 4).map((f) => `it may be '${f.name ?? ''}': ${knownObstacle(f) ?? 'known'}`);
}
