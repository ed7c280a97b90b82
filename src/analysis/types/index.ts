/**
 * Which bytes of a value, or of the memory behind a pointer, are a floating-point number, an integer or a pointer.
 *
 * It matters where an instruction moves bits without saying what they are: memcpy, loads and stores of integers that
 * move doubles, unions, integer phis. The answer is weighed from, strongest first: what the program does with the bits
 * (`memory-seeds.ts`, `value-seeds.ts`), TBAA (`tbaa.ts`), debug info (`debug-seeds.ts`) and LLVM's own types
 * (`declared.ts`). Pointers that flow together share a region of abstract memory (`region.ts`, `pointer-flow.ts`);
 * functions with bodies pass what they know to their callers, each thing once (`export.ts`), and take what these know
 * (`import.ts`). Evidence that contradicts makes no choice: the bytes count as unknown (`kinds.ts`, `segments.ts`).
 */
import type {
  Argument,
  CallBase,
  FloatingPointType,
  Fn,
  Instruction,
  LoadInst,
  Module,
  StoreInst,
  Type,
  Value,
} from '../../ir/index.ts';
import { Argument as ArgumentClass, doubleType, InstructionBase } from '../../ir/index.ts';
import { seedDebugInfo, seedGlobals } from './debug-seeds.ts';
import { isKnownByRule } from '../../rules/declared-rules.ts';
import { GraphExport } from './export.ts';
import { settleBitArithmetic, settleSlots, spreadPointees } from './fixpoint.ts';
import type { TypeReaders } from './graph.ts';
import { makeReaders, TypeGraph } from './graph.ts';
import { importFromCaller, viewOfCallee, viewOfItself } from './import.ts';
import type { MemoryLayout, ScalarKind } from './kinds.ts';
import { integerKind, judge, kindName, Rank } from './kinds.ts';
import { scalarOfType, seedMemory } from './memory-seeds.ts';
import type { CopiedWord } from './copied-words.ts';
import { isDerivative, isKeptBody } from '../derivative-names.ts';
import { directCallee, PointerFlow } from './pointer-flow.ts';
import { MemoryQueries } from './query.ts';
import { RegionQueries } from './region-queries.ts';
import type { SummaryStore } from './summary-store.ts';
import { summaryStoreOf } from './summary-store.ts';
import { ValueSeeds } from './value-seeds.ts';
import { isLocal, leavesOf } from './value-leaf.ts';

export type { Field, MemoryLayout, ScalarKind } from './kinds.ts';
export type { MixedField } from './mixed.ts';

/** The types of one function's values and memory. */
export interface TypeInfo {
  readonly fn: Fn;
  /**
   * What the bits of a value are: of an integer, floating-point or pointer type, or a vector of one. A 64-bit integer that
   * carries a double is a float. A float narrower than the integer means that several are packed in it; a wider one, that the
   * integer is a part of one. Constants of integer type are integers. Undefined: unknown or contradictory.
   */
  valueKind(value: Value): ScalarKind | undefined;
  /**
   * The kind of the floats that a leaf of a value carries, an integer or a vector of integers: one float, or several beside
   * each other, with integers between them or not. Undefined when it carries none, or nothing is known.
   */
  carriedFloat(value: Value, leaf?: number): FloatingPointType | undefined;
  /**
   * Whether what is done with an integer proves it one, even if the memory that it is kept in also holds something else (a
   * union), and no address is known to go into it.
   */
  isProvenInteger(value: Value): boolean;
  /** Whether an integer is one by what is done with it, and declared a pointer, and no float. */
  isNumberOrAddress(value: Value): boolean;
  /** Whether an integer of 64 bits carries a double at one time and a pointer at another. */
  isMixed(value: Value): boolean;
  /** What so many bytes hold, if some words are pointers at some times, and a `double` at others, whatever their tag says. */
  unionAt(pointer: Value, size: number): readonly CopiedWord[] | undefined;
  /** Whether there may be pointers in the memory that a pointer points into, wherever in it. */
  keepsPointers(pointer: Value): boolean;
  /** The kind of all floats in the memory that a pointer points into, if each lies at a multiple of its size. */
  alignedFloats(pointer: Value): FloatingPointType | undefined;
  /** The kind of the floats of which there may be one at every multiple of its size from a pointer on, if all else there are integers. */
  denseFloats(pointer: Value): FloatingPointType | undefined;
  /** Whether a pointer goes through memory of floats in steps that are no multiple of their size. */
  stepsIntoFloats(pointer: Value): boolean;
  /** Whether an access itself tells what is loaded or stored: by its tag, or as that of a member of the library. */
  isKnownItself(access: LoadInst | StoreInst): boolean;
  /** What says that there may be parts of floats where a pointer goes on in steps that are no multiple of their size, though they are accessed as something else. */
  mayTouchFloats(pointer: Value, size: number): string | undefined;
  /** Whether anything says that the bits are an integer, even if something else contradicts. */
  mayBeInteger(value: Value): boolean;
  /** The evidence behind `valueKind`, for messages. */
  valueReasons(value: Value): readonly string[];
  /**
   * The layout of so many bytes at a pointer, as an instruction uses it; for a size that is only known at run time
   * (undefined) a layout with a period. An access's own tag, and the other side of a copy, are taken into account.
   */
  memoryAt(pointer: Value, size: number | undefined, at: Instruction): MemoryLayout;
  /** As `memoryAt`, by what is known of the memory itself, whatever is copied from it or to it. */
  ownMemoryAt(pointer: Value, size: number | undefined): MemoryLayout;
}

/** A call whose caller has been analysed. */
export interface CallSite {
  readonly types: TypeInfo;
  readonly call: CallBase;
  /** What the call passes for each parameter, or what has the same type as that; its arguments unless given. */
  readonly passed?: PassedArguments['passed'] | undefined;
}

/** A call that passes arguments to a function, though that may not be what it calls: a request of its derivative. */
export interface PassedArguments {
  readonly call: CallBase;
  readonly passed: readonly (Value | undefined)[];
}

export interface TypeOptions {
  /** Where the function is called from; unless given, all direct calls in its module. */
  readonly callers?: readonly CallSite[];
  /** Results to share between calls, as long as the module does not change. */
  readonly cache?: TypeCache;
}

/** Analyses the types in a function with a body. Reads the functions that it calls and that call it. */
export function analyzeTypes(fn: Fn, options: TypeOptions = {}): TypeInfo {
  const module = fn.parent;
  if (!module || fn.isDeclaration) throw new Error(`@${fn.name ?? ''} has no body or no module`);
  const cache = options.cache ?? new TypeCache(module);
  return cache.of(fn, options.callers);
}

type Caller = CallSite & { readonly types: FunctionTypes };

/** Callers' callers are followed this far. */
const maxAncestors = 256;

/** The analyses of a module's functions. To be thrown away when the module changes. */
export class TypeCache {
  readonly #readers: TypeReaders;
  /** What a function and its callees show. */
  readonly #summaries = new Map<Fn, FunctionTypes>();
  /** How many functions have been analysed, those that were analysed again included. */
  analyses = 0;
  /** That, and what callers know. */
  readonly #complete = new Map<Fn, FunctionTypes>();

  readonly #store: SummaryStore;
  readonly #requests: ReadonlyMap<Fn, readonly PassedArguments[]>;

  /** @param requests what passes arguments to functions besides their calls */
  constructor(module: Module, requests: ReadonlyMap<Fn, readonly PassedArguments[]> = new Map()) {
    this.#readers = makeReaders(module);
    this.#store = summaryStoreOf(module);
    this.#requests = requests;
  }

  /** All that passes arguments to a function. */
  passedTo(fn: Fn): PassedArguments[] {
    const calls = callsOf(fn).map((call) => ({ call, passed: call.args }));
    return [...calls, ...(this.#requests.get(fn) ?? [])];
  }

  /** After a function that nobody calls has changed: it is analysed anew when it is asked for. */
  forget(fn: Fn): void {
    this.#summaries.delete(fn);
    this.#complete.delete(fn);
  }

  of(fn: Fn, callers?: readonly CallSite[]): TypeInfo {
    const known = callers ? undefined : this.#complete.get(fn);
    if (known) return known;
    if (callers) {
      const sites = callers.filter((c): c is Caller => c.types instanceof FunctionTypes);
      return this.#build(fn, sites, calleesOf);
    }
    const callersOf = (f: Fn): Fn[] => this.passedTo(f).map(({ call }) => call.parent!.parent!);
    for (const ancestor of postOrder(fn, callersOf, maxAncestors, this.#complete)) {
      this.#complete.set(ancestor, this.#withCallers(ancestor));
    }
    return this.#complete.get(fn)!;
  }

  #withCallers(fn: Fn): FunctionTypes {
    const sites: Caller[] = [];
    for (const { call, passed } of this.passedTo(fn)) {
      const caller = call.parent!.parent!;
      const types = this.#complete.get(caller);
      if (types && caller !== fn) sites.push({ types, call, passed });
    }
    return this.#build(fn, sites, ownCalleesOf);
  }

  #build(fn: Fn, callers: readonly Caller[], callees: (fn: Fn) => Fn[]): FunctionTypes {
    const summaryOf = (f: Fn): FunctionTypes | undefined => this.#summaries.get(f);
    // Each after the functions with bodies that it calls.
    for (const callee of postOrder(fn, callees, Infinity, this.#summaries)) {
      // What is known without callers is of no use when there are some.
      if (callee === fn && callers.length > 0) continue;
      const kept = this.#store.get(callee, summaryOf);
      const summary = kept ?? this.#buildOne(callee, []);
      if (!kept) this.#store.set(callee, summary, summaryOf);
      this.#summaries.set(callee, summary);
    }
    if (callers.length === 0) return this.#summaries.get(fn)!;
    return this.#buildOne(fn, callers);
  }

  #buildOne(fn: Fn, callers: readonly Caller[]): FunctionTypes {
    this.analyses++;
    const graph = new TypeGraph(fn, this.#readers);
    const summary = this.#summaries.get(fn)?.graph;
    for (const { types, call, passed } of callers)
      importFromCaller(graph, types, passed ?? call.args, summary ?? graph);
    const flow = new PointerFlow(graph, (call) => {
      const callee = directCallee(call);
      if (!callee || isKnownByRule(callee) || isReplaceable(callee)) return undefined;
      if (callee === fn) return viewOfItself(graph);
      const summary = this.#summaries.get(callee);
      return summary && viewOfCallee(summary, graph);
    });
    flow.run();
    const values = new ValueSeeds(graph);
    values.visitParameters();
    for (const inst of fn.instructions()) {
      seedMemory(graph, inst);
      const isCall = inst.opcode === 'call' || inst.opcode === 'invoke' || inst.opcode === 'callbr';
      values.visit(inst, isCall ? flow.viewOf(inst) : undefined);
    }
    seedDebugInfo(graph);
    seedGlobals(graph);
    spreadPointees(graph, flow);
    const queries = new MemoryQueries(graph);
    settleSlots(graph, queries);
    if (settleBitArithmetic(graph)) settleSlots(graph, queries);
    queries.forgetQuestions();
    return new FunctionTypes(graph, queries);
  }
}

/** A definition that the linker may replace by a different one says nothing. */
function isReplaceable(fn: Fn): boolean {
  return /^(weak|linkonce|extern_weak|common)$/.test(fn.linkage ?? '');
}

export class FunctionTypes implements TypeInfo {
  readonly graph: TypeGraph;
  readonly #queries: MemoryQueries;
  readonly #regions: RegionQueries;
  #exported: GraphExport | undefined;
  constructor(graph: TypeGraph, queries: MemoryQueries) {
    this.graph = graph;
    this.#queries = queries;
    this.#regions = new RegionQueries(this.graph);
  }

  get fn(): Fn {
    return this.graph.fn;
  }

  /** What the graph has to tell other functions. */
  get exported(): GraphExport {
    return (this.#exported ??= new GraphExport(this.graph));
  }

  valueKind(value: Value): ScalarKind | undefined {
    const byType = scalarOfType(value.type);
    if (byType) return byType;
    const { type } = value;
    const element = type.kind === 'vector' ? type.element : type;
    if (element.kind !== 'integer') return undefined;
    return isLocal(value) ? this.graph.slot(value).scalar : integerKind;
  }

  carriedFloat(value: Value, leaf = 0): FloatingPointType | undefined {
    const type = leavesOf(this.graph.layout, value.type)[leaf]?.type;
    if (!type || !isLocal(value)) return undefined;
    const { evidence, packed: inMemory } = this.graph.slot(value, leaf);
    const { verdict } = judge(evidence);
    // An integer that is written to a union is none of its floats. What comes from elsewhere may be one where it is not used as an integer.
    const isInteger =
      verdict?.scalar.kind === 'integer' && inMemory?.bits === scalarBits(type) && !isHandedOver(value);
    if (inMemory && !isInteger && verdict?.scalar.kind !== 'float') return inMemory;
    if (verdict) return verdict.scalar.kind === 'float' ? verdict.scalar.type : undefined;
    // Floats that are packed beside integers: the parts contradict each other, and none is the whole.
    const floats = evidence.flatMap(({ scalar }) => (scalar.kind === 'float' ? [scalar.type] : []));
    const packed = floats.length === 1 && evidence.every(({ scalar }) => scalar.kind !== 'pointer');
    // One that is used both as a float and as an integer of its size is a float at times: a union's bits.
    return packed && floats[0]!.bits <= scalarBits(type) ? floats[0] : undefined;
  }

  keepsPointers(pointer: Value): boolean {
    return this.#regions.keepsPointers(pointer);
  }

  alignedFloats(pointer: Value): FloatingPointType | undefined {
    return this.#regions.alignedFloats(pointer);
  }

  denseFloats(pointer: Value): FloatingPointType | undefined {
    return this.#regions.denseFloats(pointer);
  }

  stepsIntoFloats(pointer: Value): boolean {
    return this.#regions.stepsIntoFloats(pointer);
  }

  isKnownItself(access: LoadInst | StoreInst): boolean {
    return this.#queries.isKnownItself(access);
  }

  mayTouchFloats(pointer: Value, size: number): string | undefined {
    return this.#queries.mayTouchFloats(pointer, size);
  }

  unionAt(pointer: Value, size: number): readonly CopiedWord[] | undefined {
    return this.#queries.unionAt(pointer, size);
  }

  mayBeInteger(value: Value): boolean {
    return !isLocal(value) || this.graph.slot(value).evidence.some(({ scalar }) => scalar.kind === 'integer');
  }

  isProvenInteger(value: Value): boolean {
    if (!isLocal(value)) return true;
    const slot = this.graph.slot(value);
    return slot.isProvenInteger && slot.scalar?.kind === 'integer' && !this.#isMadeOfAddress(value);
  }

  isNumberOrAddress(value: Value): boolean {
    if (!isLocal(value)) return false;
    const slot = this.graph.slot(value);
    return slot.isProvenInteger && slot.evidence.every(({ scalar }) => scalar.kind !== 'float');
  }

  isMixed(value: Value): boolean {
    if (value.type.kind !== 'integer' || value.type.bits !== 64 || !isLocal(value)) return false;
    if (this.graph.layout.pointerBits() !== 64) return false;
    const evidence = this.graph.slot(value).evidence.filter((e) => e.rank > Rank.weak);
    const kinds = evidence.map(({ scalar }) => (scalar.kind === 'float' ? scalar.type.name : scalar.kind));
    if (kinds.includes('pointer') && kinds.includes('double')) return true;
    if (!(value instanceof InstructionBase)) return false;
    const inst = value as unknown as Instruction;
    if (inst.opcode !== 'load') return false;
    const { mixed = [] } = this.memoryAt(inst.pointer, 8, inst);
    return mixed.some((word) => word.offset === 0 && word.mixed.pointers && word.mixed.type === doubleType);
  }

  /** Whether the bits of a pointer may go into an integer. */
  #isMadeOfAddress(integer: Value): boolean {
    const seen = new Set<Value>([integer]);
    for (const value of seen) {
      if (!(value instanceof InstructionBase)) continue;
      const inst = value as unknown as Instruction;
      if (inst.opcode === 'ptrtoint') return true;
      if (inst.opcode === 'call' && directCallee(inst)?.isDeclaration !== true) return true;
      if (inst.opcode === 'load') {
        const size = this.graph.layout.storeSize(inst.type);
        const { fields } = this.memoryAt(inst.pointer, size, inst);
        if (fields.some((f) => f.scalar.kind === 'pointer')) return true;
      } else if (inst.opcode !== 'call' && inst.opcode !== 'icmp')
        for (const operand of inst.operands) if (operand.type.kind === 'integer') seen.add(operand);
    }
    return false;
  }

  valueReasons(value: Value): readonly string[] {
    if (!isLocal(value)) return [];
    const { evidence } = this.graph.slot(value);
    const { conflict } = judge(evidence);
    const said = conflict ?? evidence;
    return said.map((e) => `${kindName(e.scalar)}: ${e.reason}`);
  }

  memoryAt(pointer: Value, size: number | undefined, at: Instruction): MemoryLayout {
    return this.#queries.layoutAt(pointer, size, at);
  }

  ownMemoryAt(pointer: Value, size: number | undefined): MemoryLayout {
    return this.#queries.ownLayoutAt(pointer, size);
  }
}

/** Whether a value comes from another function. */
function isHandedOver(value: Argument | Instruction): boolean {
  if (value instanceof ArgumentClass) return true;
  return value.opcode === 'call' || value.opcode === 'invoke' || value.opcode === 'extractvalue';
}

function scalarBits(type: Type): number {
  const element = type.kind === 'vector' ? type.element : type;
  return element.kind === 'integer' ? element.bits : 0;
}

/**
 * The direct calls of a function in its module. What derivatives pass on is what the program passes; they count only where
 * they are differentiated themselves.
 */
export function callsOf(fn: Fn): CallBase[] {
  const calls = allCallsOf(fn);
  if (isDerivative(fn)) return calls;
  const own = calls.filter((call) => !isDerivative(call.parent!.parent!));
  return own.length > 0 ? own : calls;
}

function allCallsOf(fn: Fn): CallBase[] {
  const calls: CallBase[] = [];
  for (const user of fn.users()) {
    if (!(user instanceof InstructionBase) || !user.parent?.parent) continue;
    const inst = user as unknown as Instruction;
    const isCall = inst.opcode === 'call' || inst.opcode === 'invoke' || inst.opcode === 'callbr';
    if (isCall && inst.callee === fn && !isKeptBody(inst.parent!.parent!)) calls.push(inst);
  }
  return calls.reverse();
}

type Done = ReadonlyMap<Fn, unknown>;

function calleesOf(fn: Fn): Fn[] {
  const callees = new Set<Fn>();
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'call' && inst.opcode !== 'invoke' && inst.opcode !== 'callbr') continue;
    const callee = directCallee(inst);
    if (callee && !isKnownByRule(callee)) callees.add(callee);
  }
  return [...callees];
}

/**
 * Without the derivatives that have taken the place of requests meanwhile: what is asked about is what its callers tell, and
 * these would be looked at for each request that is still to come.
 */
function ownCalleesOf(fn: Fn): Fn[] {
  const callees = calleesOf(fn);
  return isDerivative(fn) ? callees : callees.filter((callee) => !isDerivative(callee));
}

/** The start last, and before each what is next to it, but for cycles; none that is done, nor what only such ones lead to. */
function postOrder(start: Fn, next: (fn: Fn) => readonly Fn[], limit: number, done: Done): Fn[] {
  if (done.has(start)) return [];
  const order: Fn[] = [];
  const seen = new Set([start]);
  const stack = [{ fn: start, rest: [...next(start)] }];
  while (stack.length) {
    const top = stack[stack.length - 1]!;
    const fn = top.rest.pop();
    if (!fn) {
      order.push(top.fn);
      stack.pop();
    } else if (!seen.has(fn) && !done.has(fn) && seen.size < limit) {
      seen.add(fn);
      stack.push({ fn, rest: [...next(fn)] });
    }
  }
  return order;
}
