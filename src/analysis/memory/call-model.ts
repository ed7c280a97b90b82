import type { AttributeList, CallBase, GlobalVariable, MDNode, Type, Value } from '../../ir/index.ts';
import { ConstantInt, Fn, findAttribute, hasAttribute } from '../../ir/index.ts';
import type { ArgumentAccess, LibraryMemory } from './library.ts';
import { libraryMemory } from './library.ts';
import type { MemoryLimits } from './memory-attribute.ts';
import { ModRef, argumentLimits, captureOf, memoryLimits } from './memory-attribute.ts';
import type { Offset } from './offset.ts';
import { anyOffset, zeroOffset } from './offset.ts';

/** An access by a callee, in terms that a caller understands. */
export interface ModelAccess {
  /**
   * What the address is based on: an argument by its index, a global, the memory that the call makes ('fresh'), memory that
   * escaped ('unknown'), or everything that code elsewhere can name ('anything').
   */
  readonly target: number | GlobalVariable | 'fresh' | 'unknown' | 'anything';
  readonly offset: Offset;
  readonly size: number | undefined;
  readonly tbaa?: MDNode | undefined;
  readonly release?: 'heap' | 'stack' | undefined;
  /** No pointer goes through this access. */
  readonly pointerFree?: boolean | undefined;
}

/** What a call, or a function, does to memory and to the pointers that it is given. */
export interface CallModel {
  readonly reads: readonly ModelAccess[];
  readonly writes: readonly ModelAccess[];
  /** By argument; arguments beyond the list are kept. */
  readonly kept: readonly boolean[];
  /** The arguments that the result may be based on, with the bytes it may be moved by. */
  readonly returns: readonly { readonly argument: number; readonly offset: Offset }[];
  /** 'empty' is fresh memory that holds no pointer, 'fresh' fresh memory that may hold some. */
  readonly result: 'empty' | 'fresh' | 'unknown' | 'none';
  readonly copies?: LibraryMemory['copies'];
}

/** The function that a call calls, through aliases that nothing can replace. */
export function calledFunction(call: CallBase): Fn | undefined {
  return call.callee instanceof Fn ? call.callee : undefined;
}

const harmlessBundles = new Set([
  'funclet',
  'kcfi',
  'ptrauth',
  'convergencectrl',
  'deopt',
  'gc-live',
  'gc-transition',
]);

/** The model of a call. `summarize` gives that of a function with a body. */
export function modelCall(call: CallBase, summarize: (fn: Fn) => CallModel): CallModel {
  const callee = calledFunction(call);
  const model = baseModel(call, callee, summarize);
  const limits = limitsOfCall(call, callee);
  const returned = returnedArgument(call, callee);
  const fresh = model.result === 'unknown' && returnsFresh(call, callee);
  return {
    reads: copyReads(call, callee, limitAccesses(model.reads, ModRef.read, call, callee, limits)),
    writes: limitAccesses(model.writes, ModRef.write, call, callee, limits),
    kept: call.args.map((_, i) => (model.kept[i] ?? true) && captures(call, callee, i).kept),
    returns: returned ?? model.returns.filter((r) => captures(call, callee, r.argument).returned),
    result: returned ? 'none' : fresh ? 'fresh' : model.result,
    copies: model.copies,
  };
}

function baseModel(call: CallBase, callee: Fn | undefined, summarize: (fn: Fn) => CallModel): CallModel {
  if (!callee) return unknownModel(call, undefined);
  const name = callee.name ?? '';
  if (name.startsWith('llvm.lifetime.')) return lifetimeModel(call);
  const known = libraryMemory(callee, call.functionType);
  if (known) return libraryModel(call, known);
  if (callee.isDeclaration || isReplaceable(callee)) return unknownModel(call, callee);
  return summarize(callee);
}

/** Whether the linker may take another body than this one. */
export function isReplaceable(fn: Fn): boolean {
  return fn.linkage === 'weak' || fn.linkage === 'linkonce' || fn.linkage === 'extern_weak';
}

/** The start or the end of an alloca's lifetime: from then on it does not hold what it held. */
function lifetimeModel(call: CallBase): CallModel {
  // Up to LLVM 21 the size stands before the pointer.
  const target = call.argumentCount - 1;
  return {
    reads: [],
    writes: [{ target, offset: anyOffset, size: undefined, release: 'stack', pointerFree: true }],
    kept: call.args.map(() => false),
    returns: [],
    result: 'none',
  };
}

function libraryModel(call: CallBase, known: LibraryMemory): CallModel {
  const args = call.args;
  const access = (a: ArgumentAccess): ModelAccess => ({
    target: a.argument,
    offset: zeroOffset,
    size: constantSize(a.bytesArgument === undefined ? undefined : args[a.bytesArgument]),
    tbaa: call.getMetadata('tbaa'),
    pointerFree: !a.pointers,
  });
  const reads = known.reads === 'arguments' ? args.map((_, argument) => ({ argument })) : known.reads;
  const from = known.writesFrom ?? args.length;
  const writes = known.writes.map(access);
  for (let argument = from; argument < args.length; argument++) writes.push(access({ argument }));
  if (known.frees !== undefined) {
    writes.push({
      target: known.frees,
      offset: anyOffset,
      size: undefined,
      release: 'heap',
      pointerFree: true,
    });
  }
  const returned = { argument: known.returns ?? 0, offset: known.moved ? anyOffset : zeroOffset };
  return {
    reads: reads.map(access),
    writes,
    kept: args.map(() => known.keeps === true),
    returns: known.returns === undefined ? [] : [returned],
    result: known.result ?? 'none',
    copies: known.copies,
  };
}

function constantSize(value: Value | undefined): number | undefined {
  if (!(value instanceof ConstantInt)) return undefined;
  const size = Number(value.unsigned);
  return Number.isSafeInteger(size) ? size : undefined;
}

/** A function of which nothing but its attributes is known. */
export function unknownModel(call: CallBase, callee: Fn | undefined): CallModel {
  const all: ModelAccess[] = [{ target: 'anything', offset: anyOffset, size: undefined }];
  call.args.forEach((_, target) => all.push({ target, offset: anyOffset, size: undefined }));
  return {
    reads: all,
    writes: all,
    kept: call.args.map(() => true),
    returns: call.args.flatMap((_, argument) =>
      captures(call, callee, argument).returned ? [{ argument, offset: anyOffset }] : [],
    ),
    result: 'unknown',
  };
}

/** The summary of a function that may do anything. */
export function summarizeUnknown(fn: Fn): CallModel {
  const all: ModelAccess[] = [{ target: 'anything', offset: anyOffset, size: undefined }];
  for (const { index } of fn.args) all.push({ target: index, offset: anyOffset, size: undefined });
  const returns = fn.args.map(({ index }) => ({ argument: index, offset: anyOffset }));
  return { reads: all, writes: all, kept: fn.args.map(() => true), returns, result: 'unknown' };
}

const attributesOf = (call: CallBase, callee: Fn | undefined, index: number): readonly AttributeList[] => {
  const lists: AttributeList[] = [call.argumentAttributes[index] ?? []];
  const parameter = callee?.args[index];
  if (parameter) lists.push(parameter.attributes);
  return lists;
};

function captures(
  call: CallBase,
  callee: Fn | undefined,
  index: number,
): { kept: boolean; returned: boolean } {
  let kept = true;
  let returned = true;
  for (const list of attributesOf(call, callee, index)) {
    const capture = captureOf(list);
    kept &&= capture.kept;
    returned &&= capture.returned;
  }
  return { kept, returned };
}

/** The argument that an attribute says is the result. */
function returnedArgument(call: CallBase, callee: Fn | undefined): CallModel['returns'] | undefined {
  for (let argument = 0; argument < call.argumentCount; argument++) {
    const lists = attributesOf(call, callee, argument);
    if (lists.some((list) => hasAttribute(list, 'returned'))) return [{ argument, offset: zeroOffset }];
  }
  return undefined;
}

function returnsFresh(call: CallBase, callee: Fn | undefined): boolean {
  return (
    hasAttribute(call.returnAttributes, 'noalias') ||
    (!!callee && hasAttribute(callee.returnAttributes, 'noalias'))
  );
}

function limitsOfCall(call: CallBase, callee: Fn | undefined): MemoryLimits {
  const own = memoryLimits(call.functionAttributes);
  // Operand bundles may read and write whatever the callee does not.
  const bundled = call.bundleShapes.some((b) => !harmlessBundles.has(b.tag));
  if (!callee || bundled) return own;
  const declared = memoryLimits(callee.attributes);
  return { arguments: own.arguments & declared.arguments, other: own.other & declared.other };
}

function limitAccesses(
  accesses: readonly ModelAccess[],
  kind: number,
  call: CallBase,
  callee: Fn | undefined,
  limits: MemoryLimits,
): readonly ModelAccess[] {
  return accesses.filter(({ target, release }) => {
    if (target === 'fresh' || release) return true;
    if (typeof target !== 'number') return (limits.other & kind) !== 0;
    if ((limits.arguments & kind) === 0) return false;
    return attributesOf(call, callee, target).every((list) => (argumentLimits(list) & kind) !== 0);
  });
}

/** Passing an argument by value reads what it points to. */
function copyReads(
  call: CallBase,
  callee: Fn | undefined,
  reads: readonly ModelAccess[],
): readonly ModelAccess[] {
  const copied: ModelAccess[] = [];
  for (let i = 0; i < call.argumentCount; i++) {
    if (byValueType(call, callee, i)) copied.push({ target: i, offset: anyOffset, size: undefined });
  }
  return copied.length ? [...reads, ...copied] : reads;
}

function byValueType(call: CallBase, callee: Fn | undefined, index: number): Type | undefined {
  for (const list of attributesOf(call, callee, index)) {
    const attribute = findAttribute(list, 'byval');
    if (attribute?.kind === 'type') return attribute.type;
  }
  return undefined;
}
