/**
 * Constant memory that is mixed with differentiated memory: a struct of two pointers, a pointer that is chosen. Which of the two a
 * pointer leads to is known while the program runs: a pointer to constant memory is its own shadow, and so are the pointers that are
 * loaded from there. Where an access may be to constant memory, the forward sweep compares the pointer with its shadow. What
 * would be added to the adjoint of a constant goes to a place that nobody reads; the adjoint of what is written to constant memory is taken
 * from a place that is zero. A program that writes something with a derivative to constant memory is stopped.
 *
 * None of that is done for a gradient that needs no such pointer (`differentiate.ts`).
 */
import type { AliasInfo } from '../analysis/memory/index.ts';
import type { Argument, CallInst, Instruction, Module, StoreInst, Type, Value } from '../ir/index.ts';
import {
  BasicBlock,
  Fn,
  GlobalVariable,
  IRBuilder,
  arrayType,
  functionType,
  i8,
  ptr,
  voidType,
  zeroOf,
} from '../ir/index.ts';
import type { Action } from './action.ts';
import { customGradientOf } from './custom-gradient.ts';
import { emitCopyAdjoint, emitFillAdjoint } from './memory-adjoint.ts';
import { toIndex } from './index-conversion.ts';
import { linkRuntime } from './runtime-module.ts';
import { emitStop } from './runtime-stop.ts';
import { emitZeroFill } from './shadow.ts';

const prefix = '__fluxion_constant_';

const nullPointer = zeroOf(ptr);

/**
 * Whether the shadow of a pointer may be the pointer itself, as far as is known.
 * @param isShadowed whether a parameter always comes with a shadow of its own
 */
export function mayBeConstantIn(
  aliases: AliasInfo,
  isShadowed: (argument: Argument) => boolean,
): (pointer: Value) => boolean {
  return (pointer) =>
    [...aliases.pointerInfo(pointer).objects].some(
      (o) => o.kind === 'unknown' || (o.kind === 'argument' && !isShadowed(o.arg)),
    );
}

export interface GuardContext {
  readonly module: Module;
  shadowOf(pointer: Value): Value;
  mayBeConstant(pointer: Value): boolean;
  /** Reports that something cannot be done through a pointer that may be its own shadow. */
  refuse(pointer: Value): void;
}

/**
 * Emits what the forward sweep does about an access that may be to constant memory, after it.
 * @returns the shadows that the reverse sweep uses in place of those of the pointers: null stands for constant memory in a copy or fill
 */
export function guardAccess(
  context: GuardContext,
  inst: Instruction,
  action: Action,
): ReadonlyMap<Value, Value> | undefined {
  const refused = unguardable(inst, action).find((p) => context.mayBeConstant(p));
  if (refused) {
    context.refuse(refused);
    return undefined;
  }
  const b = new IRBuilder(inst.parent!, inst.next);
  b.debugLocation = inst.getMetadata('dbg');
  const guard = (pointer: Value, instead: Value): readonly [Value, Value][] => {
    if (!context.mayBeConstant(pointer)) return [];
    const shadow = context.shadowOf(pointer);
    return [[pointer, b.select(b.icmp('eq', shadow, pointer), instead, shadow)]];
  };
  const size = (type: Type): number => context.module.dataLayout.allocSize(type);
  const zeros = (bytes: number): Value => placeFor(context.module, 'zeros', bytes);
  const check = (pointer: Value): void => {
    if (context.mayBeConstant(pointer))
      b.call(runtime(context.module, 'check'), [context.shadowOf(pointer), pointer]);
  };
  switch (action.kind) {
    case 'load': {
      // Bytes of adjoints are not added up anywhere.
      const sums = action.type.kind === 'integer' ? nullPointer : placeFor(context.module, 'sums', size(action.type)); // prettier-ignore
      return new Map(guard(inst.operand(0), sums));
    }
    case 'store': {
      const { pointer } = inst as StoreInst;
      if (action.active) check(pointer);
      return new Map(guard(pointer, zeros(size(action.type))));
    }
    case 'store-pointer':
      return action.union && new Map(guard((inst as StoreInst).pointer, zeros(size(ptr))));
    case 'no-adjoint': {
      const ends = action.words.map(({ offset, type }) => offset + size(type));
      return new Map(guard(action.pointer, zeros(Math.max(...ends))));
    }
    case 'partials':
      for (const { pointer, terms } of action.outputs) if (terms.length > 0) check(pointer);
      return new Map(action.outputs.flatMap(({ pointer, type }) => guard(pointer, zeros(size(type)))));
    case 'text': {
      if (action.source && context.mayBeConstant(action.dest))
        b.call(runtime(context.module, 'check_copy'), bothOf(context, action.dest, action.source));
      return new Map([
        ...guard(action.dest, nullPointer),
        ...(action.source ? guard(action.source, nullPointer) : []),
      ]);
    }
    case 'copy': {
      if (context.mayBeConstant(action.dest) && (action.sourceActive || action.pattern.pointers.length > 0))
        b.call(runtime(context.module, 'check_copy'), bothOf(context, action.dest, action.source));
      const source = action.sourceActive ? guard(action.source, nullPointer) : [];
      return new Map([...guard(action.dest, nullPointer), ...source]);
    }
    case 'fill':
      return new Map(guard(action.dest, nullPointer));
    default:
      return undefined;
  }
}

/** The shadow of each of two pointers, and the pointer. */
const bothOf = ({ shadowOf }: GuardContext, dest: Value, source: Value): readonly Value[] =>
  [dest, source].flatMap((p) => [shadowOf(p), p]);

/** The pointers of an action for which nothing is emitted that tells constant memory. */
function unguardable(inst: Instruction, action: Action): readonly Value[] {
  switch (action.kind) {
    case 'update':
      return [action.pointer];
    case 'store-pointer':
      return (inst as StoreInst).value.type.kind === 'pointer' ? [] : [(inst as StoreInst).pointer];
    case 'call':
      if (!customGradientOf(action.callee)) return [];
      return (inst as CallInst).args.filter((_, i) => action.parameters[i] === 'dup');
    default:
      return [];
  }
}

/** Stores the shadow of a pointer beside it, unless that is constant memory. */
export function emitStoreShadow(
  b: IRBuilder,
  { pointer, value }: StoreInst,
  { module, shadowOf }: Pick<GuardContext, 'module' | 'shadowOf'>,
): void {
  b.call(runtime(module, 'store'), [shadowOf(value), value, shadowOf(pointer), pointer]);
}

/** The adjoint of a copy or fill, whose pointers are null where the memory is constant. */
export function emitGuardedAdjoint(
  b: IRBuilder,
  module: Module,
  { dest, source, size }: { dest: Value; source: Value | undefined; size: Value },
  action: Action & { kind: 'copy' | 'fill' },
): void {
  emitUnlessNull(b, dest, [...(source ? [source] : []), size], (inner, to, rest) => {
    const bytes = rest.at(-1)!;
    if (action.kind === 'fill' && action.all) return emitZeroFill(inner, module, to, bytes);
    if (!source || action.kind === 'fill') return emitFillAdjoint(inner, module, to, bytes, action.pattern);
    const [from] = rest as [Value];
    emitUnlessNull(inner, from, [to, bytes], (most, f, [t, s]) => emitCopyAdjoint(most, module, t!, f, s!, action)); // prettier-ignore
    const isConstant = inner.icmp('eq', from, nullPointer);
    emitUnlessNull(inner, inner.select(isConstant, to, nullPointer), [bytes], (most, t, [s]) =>
      emitFillAdjoint(most, module, t, s!, action.pattern),
    );
  });
}

/** The adjoint of bytes that are moved as text, whose pointers are null where the memory is constant. */
export function emitGuardedText(
  b: IRBuilder,
  module: Module,
  { dest, source, size }: { dest: Value; source: Value | undefined; size: Value },
  move: (b: IRBuilder, dest: Value, source: Value | undefined, size: Value) => void,
): void {
  emitUnlessNull(b, dest, [...(source ? [source] : []), size], (inner, to, rest) => {
    const bytes = rest.at(-1)!;
    if (!source) return move(inner, to, undefined, bytes);
    const [from] = rest as [Value];
    emitUnlessNull(inner, from, [to, bytes], (most, f, [t, s]) => move(most, t!, f, s!));
    const isConstant = inner.icmp('eq', from, nullPointer);
    emitUnlessNull(inner, inner.select(isConstant, to, nullPointer), [bytes], (most, t, [s]) =>
      emitZeroFill(most, module, t, toIndex(most, s!, module)),
    );
  });
}

/** Calls a function that does something with a pointer, and some more values, unless the pointer is null. */
export function emitUnlessNull(
  b: IRBuilder,
  pointer: Value,
  more: readonly Value[],
  body: (b: IRBuilder, pointer: Value, more: readonly Value[]) => void,
): void {
  const module = b.block.parent!.parent!;
  const types = [pointer, ...more].map((v) => v.type);
  const fn = module.add(new Fn(`${prefix}unless`, functionType(voidType, types)));
  fn.linkage = 'internal';
  const [entry, work, done] = ['entry', 'work', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const start = new IRBuilder(entry);
  const [first, ...rest] = fn.args;
  start.condBr(start.icmp('eq', first!, nullPointer), done!, work!);
  const inner = new IRBuilder(work);
  body(inner, first!, rest);
  inner.br(done!);
  new IRBuilder(done).ret();
  b.call(fn, [pointer, ...more]);
}

/** Memory of so many bytes: for sums of adjoints that nobody reads, or an adjoint that is always zero. */
function placeFor(module: Module, kind: 'sums' | 'zeros', size: number): GlobalVariable {
  const rounded = 2 ** Math.ceil(Math.log2(Math.max(size, 16)));
  const name = `${prefix}${kind}_${rounded}`;
  const known = module.getGlobal(name);
  if (known) return known;
  const memory = arrayType(i8, rounded);
  const place = module.add(new GlobalVariable(name, memory, zeroOf(memory)));
  place.linkage = 'internal';
  place.align = rounded;
  return place;
}

function runtime(module: Module, name: 'check' | 'check_copy' | 'store'): Fn {
  const known = module.getFunction(prefix + name);
  if (known) return known;
  const stop = module.add(new Fn(`${prefix}stop`, functionType(voidType, [])));
  stop.linkage = 'internal';
  emitStop(
    new IRBuilder(stop.appendBlock(new BasicBlock('entry'))),
    'a value with a derivative, or a pointer to differentiated memory, is stored in memory that counts as constant: pass that memory with a shadow (enzyme_dup). What a global variable pointed to before the gradient began is such memory, too: pass it as an argument',
  );
  linkRuntime(module, runtimeText);
  return module.getFunction(prefix + name)!;
}

const runtimeText = `
declare void @PREFIXstop()
define internal void @PREFIXcheck(ptr %shadow, ptr %pointer) {
entry:
  %constant = icmp eq ptr %shadow, %pointer
  br i1 %constant, label %stop, label %done
stop:
  call void @PREFIXstop()
  unreachable
done:
  ret void
}
define internal void @PREFIXcheck_copy(ptr %dest.shadow, ptr %dest, ptr %source.shadow, ptr %source) {
entry:
  %to.constant = icmp eq ptr %dest.shadow, %dest
  %from.active = icmp ne ptr %source.shadow, %source
  %wrong = and i1 %to.constant, %from.active
  br i1 %wrong, label %stop, label %done
stop:
  call void @PREFIXstop()
  unreachable
done:
  ret void
}
define internal void @PREFIXstore(ptr %shadow, ptr %value, ptr %to.shadow, ptr %to) {
entry:
  %constant = icmp eq ptr %to.shadow, %to
  br i1 %constant, label %compare, label %usual
compare:
  %same = icmp eq ptr %shadow, %value
  br i1 %same, label %done, label %stop
stop:
  call void @PREFIXstop()
  unreachable
usual:
  store ptr %shadow, ptr %to.shadow
  br label %done
done:
  ret void
}
`.replaceAll('PREFIX', prefix);
