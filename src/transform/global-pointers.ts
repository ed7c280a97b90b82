/**
 * The pointers that mutable global variables hold when a gradient begins. Their shadows are computed then, from the pointers
 * alone, so that nothing is remembered from call to call: null and dangling pointers stay as they are; a pointer into a global variable becomes one into its
 * shadow; of any other (memory of an earlier call, of an argument) neither extent nor shadow is known. It counts as constant
 * (`constant-memory.ts`): such a pointer is its own shadow, and a program that stores a derivative there is stopped. Where that cannot be done, a
 * mark that is no address stands in its place, one for each variable. Most are overwritten before they are used. An access through a pointer beside which the
 * mark stands stops the program (`mark-checks.ts`).
 */
import type { MemoryObject } from '../analysis/memory/index.ts';
import { lowestAddress } from '../analysis/memory/index.ts';
import { holdsFloat } from '../analysis/activity.ts';
import { locateGlobal, sourceNameOfGlobal } from '../analysis/source-location.ts';
import { fail } from '../diagnostics/index.ts';
import type { GlobalVariable, Module, Type, Value } from '../ir/index.ts';
import {
  BasicBlock,
  ConstantAggregate,
  ConstantExpr,
  Fn,
  GlobalVariable as Global,
  IRBuilder,
  arrayType,
  constantInt,
  constantNull,
  functionType,
  ptr,
  structType,
  voidType,
} from '../ir/index.ts';
import { emitArgumentShadows } from './argument-aliases/table.ts';
import { isAddressKept, isConstantVariable } from './active-globals.ts';
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import { linkRuntime } from './runtime-module.ts';
import { emitStop } from './runtime-stop.ts';
import { isPlainConstant, shadowGlobal } from './shadow-global.ts';

const prefix = '__fluxion_pointers_';

/** Pointers in a type, one after the other at equal distances. */
export interface PointerRun {
  readonly offset: number;
  readonly count: number;
  readonly stride: number;
}

/** More runs than this are no variable that anybody would write. */
const mostRuns = 1000;

/** Undefined when there are too many. */
export function pointerRuns(module: Module, type: Type): PointerRun[] | undefined {
  const layout = module.dataLayout;
  if (!holdsPointer(type)) return [];
  if (type.kind === 'pointer') return [{ offset: 0, count: 1, stride: layout.allocSize(type) }];
  if (type.kind === 'struct') {
    const { offsets } = layout.structLayout(type);
    const runs: PointerRun[] = [];
    for (const [i, element] of (type.elements ?? []).entries()) {
      const inner = pointerRuns(module, element);
      if (!inner || runs.length + inner.length > mostRuns) return undefined;
      for (const run of inner) runs.push({ ...run, offset: run.offset + offsets[i]! });
    }
    return runs;
  }
  if (type.kind !== 'array' && type.kind !== 'vector') return undefined;
  const inner = pointerRuns(module, type.element);
  const size = layout.allocSize(type.element);
  const length = Number(type.length);
  return inner && repeatRuns(inner, size, length);
}

function repeatRuns(inner: readonly PointerRun[], size: number, length: number): PointerRun[] | undefined {
  const runs: PointerRun[] = [];
  for (const run of inner) {
    if (run.count === 1) runs.push({ offset: run.offset, count: length, stride: size });
    else if (run.count * run.stride === size) runs.push({ ...run, count: run.count * length });
    else if (runs.length + length > mostRuns) return undefined;
    else for (let i = 0; i < length; i++) runs.push({ ...run, offset: run.offset + i * size });
  }
  return runs;
}

/**
 * At the beginning of a gradient: the shadows of the pointers in these variables.
 *
 * @param areConstants whether pointers to memory of which no shadow is known are their own
 */
export function emitGlobalPointerShadows(
  b: IRBuilder,
  globals: readonly GlobalVariable[],
  areConstants: boolean,
): void {
  const holders = globals.filter((g) => !isConstantVariable(g) && holdsPointer(g.valueType));
  if (holders.length === 0) return;
  const module = b.block.parent!.parent!;
  const index = module.dataLayout.indexType();
  const { table, count } = tableOfVariables(module);
  const set = setFunction(module);
  const named = namedVariables(module);
  for (const global of holders) {
    const mark = areConstants ? constantNull(ptr) : markPointer(module, named.indexOf(global));
    const runs = pointerRuns(module, global.valueType) ?? refuse(global);
    const shadow = shadowGlobal(module, global);
    for (const run of runs) {
      const at = constantInt(index, run.offset);
      b.call(set, [
        b.byteOffset(global, at),
        b.byteOffset(shadow, at),
        constantInt(index, run.count),
        constantInt(index, run.stride),
        table,
        constantInt(index, count),
        mark,
      ]);
    }
    emitArgumentShadows(b, global);
  }
}

function refuse(global: GlobalVariable): never {
  return fail('FX3010', `the global variable '${global.name ?? ''}' holds pointers and is written by the differentiated code`, {
    notes: ['they stand in more places than their shadows can be made for'],
    help: ['pass the memory as an argument instead'],
  }); // prettier-ignore
}

/** Whether any of the variables that have shadows may hold pointers to memory that was there before. */
export const mayHoldMarks = (globals: Iterable<GlobalVariable>): boolean =>
  [...globals].some((global) => holdsUnknown({ kind: 'global', global }));

export const holdsUnknown = (object: MemoryObject): boolean =>
  object.kind === 'global' &&
  !isGenerated(object.global) &&
  !isConstantVariable(object.global) &&
  holdsPointer(object.global.valueType);

const isGenerated = (global: GlobalVariable): boolean => global.name?.startsWith('__fluxion_') ?? false;

/** Stops the program if a shadow pointer is the mark. */
export function emitUnknownCheck(b: IRBuilder, shadow: Value): void {
  b.call(checkFunction(b.block.parent!.parent!), [shadow]);
}

/**
 * The variables that pointers may point into: where each begins, its bytes, and its shadow. What holds neither floats nor
 * pointers is its own shadow.
 */
function tableOfVariables(module: Module): { table: GlobalVariable; count: number } {
  const name = `${prefix}variables`;
  const known = module.getGlobal(name);
  if (known?.valueType.kind === 'array') return { table: known, count: Number(known.valueType.length) };
  const index = module.dataLayout.indexType();
  const entry = structType([ptr, index, ptr]);
  const entries = module.globals
    .filter((global) => isListed(module, global))
    .map((global) => {
      const size = constantInt(index, module.dataLayout.allocSize(global.valueType));
      return new ConstantAggregate(entry, [global, size, shadowOf(module, global)]);
    });
  const type = arrayType(entry, entries.length);
  const table = new Global(name, type, new ConstantAggregate(type, entries));
  table.linkage = 'internal';
  table.isConstant = true;
  return { table: module.add(table), count: entries.length };
}

function shadowOf(module: Module, global: GlobalVariable): GlobalVariable {
  const { valueType } = global;
  if (isPlainConstant(global) || !(holdsFloat(valueType) || holdsPointer(valueType))) return global;
  return shadowGlobal(module, global);
}

/** Thread-local variables have no address that is constant. */
function isListed(module: Module, global: GlobalVariable): boolean {
  if (isGenerated(global) || /^llvm\.|enzyme_/.test(global.name ?? '')) return false;
  if (!global.initializer || global.threadLocal !== undefined) return false;
  return module.dataLayout.allocSize(global.valueType) > 0 && isAddressKept(global);
}

/**
 * The variables that messages name, each with a mark of its own. To be asked for when the functions of the module are complete: it is made
 * once, with the first gradient that sets a mark.
 */
function namedVariables(module: Module): readonly GlobalVariable[] {
  return module.globals.filter((global) => holdsUnknown({ kind: 'global', global })).slice(0, mostNamed);
}

const mostNamed = 250;

/** Marks lie in one range of addresses that no program has: where it begins, and how far each is from the next (binary digits). */
function marks(module: Module): { readonly first: bigint; readonly shift: number; readonly count: bigint } {
  const isWide = module.dataLayout.pointerBits() > 32;
  return { first: isWide ? 0x5353_5279_0000_0000n : 0xffff_0000n, shift: isWide ? 40 : 8, count: 256n };
}

/**
 * The shadow of a pointer that points to nothing that is known: no address of any program, in the middle of what is the same mark with an
 * offset. `variable`: its number, or -1 for none that is named.
 */
export function markPointer(module: Module, variable = -1): Value {
  const { first, shift, count } = marks(module);
  const number = variable < 0 ? count - 1n : BigInt(variable);
  const address = first + (number << BigInt(shift)) + (1n << BigInt(shift - 1));
  return new ConstantExpr('inttoptr', ptr, [constantInt(module.dataLayout.indexType(), address)]);
}

function checkFunction(module: Module): Fn {
  const name = `${prefix}check`;
  const known = module.getFunction(name);
  if (known) return known;
  addStop(module);
  linkRuntime(module, checkText(module));
  return module.getFunction(name)!;
}

/** Stops the program with a message that names the variable of a mark. */
function addStop(module: Module): void {
  const index = module.dataLayout.indexType();
  const stop = module.add(new Fn(`${prefix}stop`, functionType(voidType, [index])));
  stop.linkage = 'internal';
  const entry = stop.appendBlock(new BasicBlock('entry'));
  const other = stop.appendBlock(new BasicBlock('other'));
  const cases = namedVariables(module).map((global, i) => {
    const block = stop.appendBlock(new BasicBlock('named'));
    emitStop(new IRBuilder(block), unknownMemory(`the global variable ${describeGlobal(global)}`));
    return [constantInt(index, i), block] as const;
  });
  emitStop(new IRBuilder(other), unknownMemory('a global variable'));
  new IRBuilder(entry).switch(stop.args[0]!, other, cases);
}

const unknownMemory = (variable: string): string =>
  `${variable} points to memory of which the gradient knows no shadow: it was there before the gradient began. ` +
  'Assign the pointer within the differentiated function, or pass the memory as an argument';

/** Its name and line, of characters that a message may hold. */
export function describeGlobal(global: GlobalVariable): string {
  const place = locateGlobal(global);
  const where = place ? ` (${place.file ?? '?'}:${place.line})` : '';
  return `'${sourceNameOfGlobal(global) ?? readable(global.name ?? '')}'${where}`.replace(
    /[^\x20-\x7e]|%/g,
    '?',
  );
}

/** The name in a mangled one of C++ outside of any namespace, without what the optimiser adds for a part of a variable. */
function readable(name: string): string {
  const [, length, rest] = /^_ZL?(\d{1,4})([A-Za-z_].*)$/.exec(name) ?? [];
  return (length && rest ? rest.slice(0, Number(length)) : name).replace(/\.body(\.\d+)*$/, '');
}

function setFunction(module: Module): Fn {
  const name = `${prefix}set`;
  const known = module.getFunction(name);
  if (known) return known;
  linkRuntime(module, setText(module));
  return module.getFunction(name)!;
}

const checkText = (module: Module): string =>
  `
declare void @PREFIXstop(INDEX)
define internal void @PREFIXcheck(ptr %shadow) {
entry:
  %number = ptrtoint ptr %shadow to INDEX
  %distance = sub INDEX %number, FIRST
  %unknown = icmp ult INDEX %distance, SPAN
  br i1 %unknown, label %stop, label %done
stop:
  %variable = lshr INDEX %distance, SHIFT
  call void @PREFIXstop(INDEX %variable)
  unreachable
done:
  ret void
}
`
    .replaceAll('PREFIX', prefix)
    .replaceAll('FIRST', `${marks(module).first}`)
    .replaceAll('SPAN', `${marks(module).count << BigInt(marks(module).shift)}`)
    .replaceAll('SHIFT', `${marks(module).shift}`)
    .replaceAll('INDEX', `${module.dataLayout.indexType()}`);

const setText = (module: Module): string =>
  `
define internal ptr @PREFIXfind(ptr %pointer, ptr %table, INDEX %variables, ptr %mark) {
entry:
  %pointer.number = ptrtoint ptr %pointer to INDEX
  %isdangling = icmp ult INDEX %pointer.number, LOWEST
  br i1 %isdangling, label %dangling, label %test
dangling:
  ret ptr %pointer
test:
  %i = phi INDEX [ 0, %entry ], [ %i.next, %next ]
  %more = icmp ult INDEX %i, %variables
  br i1 %more, label %compare, label %unknown
compare:
  %entry.at = getelementptr { ptr, INDEX, ptr }, ptr %table, INDEX %i
  %start = load ptr, ptr %entry.at
  %size.at = getelementptr { ptr, INDEX, ptr }, ptr %table, INDEX %i, i32 1
  %size = load INDEX, ptr %size.at
  %start.number = ptrtoint ptr %start to INDEX
  %offset = sub INDEX %pointer.number, %start.number
  %inside = icmp ult INDEX %offset, %size
  br i1 %inside, label %found, label %next
next:
  %i.next = add INDEX %i, 1
  br label %test
found:
  %shadow.at = getelementptr { ptr, INDEX, ptr }, ptr %table, INDEX %i, i32 2
  %shadow = load ptr, ptr %shadow.at
  %result = getelementptr i8, ptr %shadow, INDEX %offset
  ret ptr %result
unknown:
  %isconstant = icmp eq ptr %mark, null
  %other = select i1 %isconstant, ptr %pointer, ptr %mark
  ret ptr %other
}

define internal void @PREFIXset(ptr %from, ptr %to, INDEX %count, INDEX %stride, ptr %table, INDEX %variables, ptr %mark) {
entry:
  br label %one
one:
  %i = phi INDEX [ 0, %entry ], [ %i.next, %one ]
  %offset = mul INDEX %i, %stride
  %from.at = getelementptr i8, ptr %from, INDEX %offset
  %to.at = getelementptr i8, ptr %to, INDEX %offset
  %pointer = load ptr, ptr %from.at
  %shadow = call ptr @PREFIXfind(ptr %pointer, ptr %table, INDEX %variables, ptr %mark)
  store ptr %shadow, ptr %to.at
  %i.next = add INDEX %i, 1
  %last = icmp eq INDEX %i.next, %count
  br i1 %last, label %done, label %one
done:
  ret void
}
`
    .replaceAll('PREFIX', prefix)
    .replaceAll('LOWEST', `${lowestAddress(module.dataLayout)}`)
    .replaceAll('INDEX', `${module.dataLayout.indexType()}`);
