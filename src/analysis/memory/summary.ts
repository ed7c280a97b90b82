import type { Fn } from '../../ir/index.ts';
import { CallBase, Fn as Function } from '../../ir/index.ts';
import { stronglyConnectedComponents } from '../cfg.ts';
import type { Access } from './access.ts';
import type { AliasInfo } from './alias-query.ts';
import { analyzeAliasesWith, mayRelease } from './alias-query.ts';
import type { CallModel, ModelAccess } from './call-model.ts';
import { calledFunction, isReplaceable, summarizeUnknown } from './call-model.ts';
import { memoryEffect } from './effects.ts';
import type { MemoryObject } from './object.ts';
import { PointerInfo, argumentObject } from './object.ts';
import type { Offset } from './offset.ts';
import { anyOffset, joinOffsets } from './offset.ts';
import { holdsPointer } from './pointer-type.ts';

/** What a function with a body does to memory, as its callers see it. */
export type FunctionSummary = CallModel;

const summaries = new WeakMap<Fn, FunctionSummary>();

/** Recursive functions whose summaries have not settled after this many rounds may do anything. */
const maxRounds = 16;

/**
 * The summary of a function with a body: a fixpoint over the functions that it reaches. Computed once for each function;
 * a pass that changes what a function does to memory calls `forgetSummary`. Attributes of the function are not
 * applied here but where it is called.
 */
export function summarizeFunction(fn: Fn): FunctionSummary {
  const known = summaries.get(fn);
  if (known) return known;
  const { functions, callees } = callGraphFrom(fn);
  const nodes = functions.map((_, i) => i);
  // Components come callees first.
  for (const component of stronglyConnectedComponents(nodes, callees, () => true)) {
    summarizeTogether(component.map((i) => functions[i]!));
  }
  return summaries.get(fn)!;
}

/** Drops what is known of a function whose body changed its meaning. Its callers' summaries are not touched. */
export function forgetSummary(fn: Fn): void {
  summaries.delete(fn);
}

/** The functions without a summary that calls lead to, as a graph. */
function callGraphFrom(root: Fn): { functions: Fn[]; callees: number[][] } {
  const functions = [root];
  const numbers = new Map([[root, 0]]);
  const callees: number[][] = [];
  for (let i = 0; i < functions.length; i++) {
    const targets = new Set<number>();
    for (const callee of calleesOf(functions[i]!)) {
      if (callee.isDeclaration || isReplaceable(callee) || summaries.has(callee)) continue;
      let number = numbers.get(callee);
      if (number === undefined) {
        numbers.set(callee, (number = functions.length));
        functions.push(callee);
      }
      targets.add(number);
    }
    callees.push([...targets]);
  }
  return { functions, callees };
}

function* calleesOf(fn: Fn): IterableIterator<Fn> {
  for (const inst of fn.instructions()) {
    const callee = inst instanceof CallBase ? calledFunction(inst) : undefined;
    if (callee instanceof Function) yield callee;
  }
}

/** Summarizes functions that call each other. */
function summarizeTogether(functions: readonly Fn[]): void {
  const current = new Map<Fn, FunctionSummary>(functions.map((f) => [f, bottom(f)]));
  const lookUp = (f: Fn): FunctionSummary => current.get(f) ?? summarizeFunction(f);
  const recursive = functions.length > 1 || [...calleesOf(functions[0]!)].includes(functions[0]!);
  let changed = true;
  for (let round = 0; changed; round++) {
    changed = false;
    for (const fn of functions) {
      const old = current.get(fn)!;
      const next = round > maxRounds ? summarizeUnknown(fn) : joinSummaries(old, summarizeBody(fn, lookUp));
      if (summaryKey(next) === summaryKey(old)) continue;
      current.set(fn, next);
      changed = recursive;
    }
  }
  for (const [fn, summary] of current) summaries.set(fn, summary);
}

function bottom(fn: Fn): FunctionSummary {
  return { reads: [], writes: [], kept: fn.args.map(() => false), returns: [], result: 'none' };
}

function summarizeBody(fn: Fn, lookUp: (f: Fn) => FunctionSummary): FunctionSummary {
  const alias = analyzeAliasesWith(fn, {}, lookUp);
  const reads: ModelAccess[] = [];
  const writes: ModelAccess[] = [];
  for (const inst of fn.instructions()) {
    const effect = memoryEffect(inst, alias);
    for (const access of effect.reads) reads.push(...outerAccesses(access, alias));
    for (const access of effect.writes) writes.push(...outerAccesses(access, alias));
  }
  return {
    reads: mergeAccesses(reads),
    writes: mergeAccesses(writes),
    kept: fn.args.map((arg) => !holdsPointer(arg.type) || isKept(arg.type, argumentObject(arg), alias)),
    ...returned(fn, alias),
  };
}

/** A pointer inside of an aggregate is not followed. */
function isKept(type: Fn['returnType'], object: MemoryObject, alias: AliasInfo): boolean {
  return type.kind !== 'pointer' || alias.isKept(object);
}

/** An access as callers see it: what concerns memory of the function's own is left out. */
function* outerAccesses(access: Access, alias: AliasInfo): IterableIterator<ModelAccess> {
  const { pointer, size, tbaa, release } = access;
  if (pointer === 'anything') {
    yield { target: pointer, offset: anyOffset, size: undefined };
    return;
  }
  const info = pointer instanceof PointerInfo ? pointer : alias.pointerInfo(pointer);
  for (const [object, offset] of info.offsets) {
    const target = targetOf(object, alias);
    if (target !== undefined && mayRelease(access, object)) yield { target, offset, size, tbaa, release };
  }
}

function targetOf(object: MemoryObject, alias: AliasInfo): ModelAccess['target'] | undefined {
  switch (object.kind) {
    case 'unknown':
      return 'unknown';
    case 'alloca':
      return undefined;
    case 'allocation':
      // Whoever gets hold of the new memory sees what was written there, and may overwrite it.
      return alias.isKept(object) ? 'unknown' : alias.escapes(object) ? 'fresh' : undefined;
    case 'argument':
      return alias.isByValue(object) ? undefined : object.arg.index;
    case 'global':
      return object.global.isConstant ? undefined : object.global;
  }
}

/** Where the result may point. */
function returned(fn: Fn, alias: AliasInfo): Pick<FunctionSummary, 'returns' | 'result'> {
  const offsets = new Map<number, Offset>();
  let result: FunctionSummary['result'] = 'none';
  for (const block of fn.blocks) {
    const value = block.last?.opcode === 'ret' ? block.last.value : undefined;
    if (!value || !holdsPointer(value.type)) continue;
    for (const [object, offset] of alias.pointerInfo(value).offsets) {
      if (object.kind === 'argument') {
        const known = offsets.get(object.arg.index);
        offsets.set(object.arg.index, known ? joinOffsets(known, offset) : offset);
      } else if (object.kind === 'allocation' && !alias.isCaptured(object)) {
        if (result === 'none') result = value.type.kind === 'pointer' ? 'fresh' : 'unknown';
      } else result = 'unknown';
    }
  }
  if (result === 'fresh' && offsets.size > 0) result = 'unknown';
  return { returns: [...offsets].map(([argument, offset]) => ({ argument, offset })), result };
}

const maxAccesses = 48;

/** Drops repetitions; of a long list first the places, then the types, and in the end the globals. */
function mergeAccesses(list: readonly ModelAccess[]): ModelAccess[] {
  const exact = distinct(list);
  if (exact.length <= maxAccesses) return exact;
  const anywhere = distinct(exact.map((a) => ({ ...a, offset: anyOffset, size: undefined })));
  if (anywhere.length <= maxAccesses) return anywhere;
  const untyped = distinct(anywhere.map((a) => ({ ...a, tbaa: undefined })));
  if (untyped.length <= maxAccesses) return untyped;
  const coarse = untyped.map((a): ModelAccess =>
    typeof a.target === 'object' ? { ...a, target: 'anything' } : a,
  );
  return distinct(coarse);
}

function distinct(list: readonly ModelAccess[]): ModelAccess[] {
  const byKey = new Map(list.map((access) => [accessKey(access), access]));
  return [...byKey.values()];
}

const nodeIds = new WeakMap<object, number>();
let nextNodeId = 0;

function idOf(node: object | undefined): number {
  if (!node) return -1;
  let id = nodeIds.get(node);
  if (id === undefined) nodeIds.set(node, (id = nextNodeId++));
  return id;
}

function accessKey(a: ModelAccess): string {
  const target = typeof a.target === 'object' ? `g${idOf(a.target)}` : a.target;
  return `${target}:${a.offset.base}:${a.offset.stride}:${a.size}:${idOf(a.tbaa)}:${a.release}:${a.pointerFree}`;
}

function summaryKey(s: FunctionSummary): string {
  const list = (accesses: readonly ModelAccess[]): string => accesses.map(accessKey).sort().join();
  const returns = s.returns.map((r) => `${r.argument}:${r.offset.base}:${r.offset.stride}`).sort();
  return [list(s.reads), list(s.writes), s.kept.join(), returns.join(), s.result].join('|');
}

const resultOrder = ['none', 'empty', 'fresh', 'unknown'] as const;

function joinSummaries(a: FunctionSummary, b: FunctionSummary): FunctionSummary {
  const offsets = new Map(a.returns.map((r) => [r.argument, r.offset]));
  for (const { argument, offset } of b.returns) {
    const known = offsets.get(argument);
    offsets.set(argument, known ? joinOffsets(known, offset) : offset);
  }
  const rank = (s: FunctionSummary): number => resultOrder.indexOf(s.result);
  return {
    reads: mergeAccesses([...a.reads, ...b.reads]),
    writes: mergeAccesses([...a.writes, ...b.writes]),
    kept: a.kept.map((kept, i) => kept || b.kept[i]!),
    returns: [...offsets].map(([argument, offset]) => ({ argument, offset })),
    result: rank(a) >= rank(b) ? a.result : b.result,
  };
}
