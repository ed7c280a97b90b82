/**
 * The memory that gradients are passed with a shadow, while they run: a table of the thread, that the request of each gradient adds to
 * before and takes from after. It tells whether a pointer that was read through a global variable leads to an argument.
 */
import type { Fn, GlobalVariable, IRBuilder, Module, Value } from '../../ir/index.ts';
import { BasicBlock, Fn as FnClass, IRBuilder as Builder, constantInt, constantNull, functionType, ptr, voidType } from '../../ir/index.ts'; // prettier-ignore
import { pointerRuns, describeGlobal } from '../global-pointers.ts';
import { linkRuntime } from '../runtime-module.ts';
import { emitStop } from '../runtime-stop.ts';
import { shadowGlobal } from '../shadow-global.ts';

const prefix = '__fluxion_alias_';
/** Arguments of gradients within gradients within gradients: those beyond are not looked at. */
const capacity = 32;

/** Gives the pointers in a variable that has a shadow the shadows of the arguments into which they point. */
export function emitArgumentShadows(b: IRBuilder, global: GlobalVariable): void {
  const module = b.block.parent!.parent!;
  const index = module.dataLayout.indexType();
  const shadow = shadowGlobal(module, global);
  for (const { offset, count, stride } of pointerRuns(module, global.valueType) ?? []) {
    const [from, to] = [global, shadow].map((v) => b.byteOffset(v, constantInt(index, offset)));
    const numbers = [count, stride].map((n) => constantInt(index, n));
    b.call(runtime(module, 'set'), [from!, to!, ...numbers]);
  }
}

/** Adds an argument, of so many bytes, and its shadow. */
export function emitEnter(b: IRBuilder, pointer: Value, extent: Value, shadow: Value): void {
  b.call(runtime(b.block.parent!.parent!, 'enter'), [pointer, extent, shadow]);
}

/** Whether derivatives of the module look at the table. */
export const hasTable = (module: Module): boolean => module.getGlobal(`${prefix}count`) !== undefined;

/** How many arguments there are. */
export function emitReadCount(b: IRBuilder, module: Module): Value {
  return b.load(module.dataLayout.indexType(), countIn(module));
}

/** Takes those away that are more. */
export function emitWriteCount(b: IRBuilder, module: Module, count: Value): void {
  b.store(count, countIn(module));
}

function countIn(module: Module): GlobalVariable {
  runtime(module, 'find');
  return module.getGlobal(`${prefix}count`)!;
}

/** `void look(ptr)`: stops the program if the pointer, that was read through the variable, leads to an argument. */
export function lookFunction(module: Module, global: GlobalVariable): Fn {
  const name = `${prefix}look_${global.name ?? ''}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [ptr])));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(start);
  const found = b.call(runtime(module, 'find'), [fn.args[0]!]);
  b.condBr(b.icmp('eq', found, constantNull(ptr)), done!, stop!);
  emitStop(
    new Builder(stop),
    `the global variable ${describeGlobal(global)} leads to memory that is differentiated as an argument: what is read through the variable would ` +
      'count as constant. Set the variable within the differentiated function, or read through the argument; if it is meant to be constant, ' +
      'say so with __enzyme_inactive_global',
  );
  new Builder(done).ret();
  return fn;
}

function runtime(module: Module, name: 'set' | 'enter' | 'find'): Fn {
  if (!module.getFunction(`${prefix}find`)) linkRuntime(module, textFor(module));
  return module.getFunction(prefix + name)!;
}

/** One table per thread, like the tape. */
function textFor(module: Module): string {
  const thread = module.targetTriple?.startsWith('wasm') ? '' : 'thread_local';
  return runtimeText
    .replaceAll('PREFIX', prefix)
    .replaceAll('INDEX', `${module.dataLayout.indexType()}`)
    .replaceAll('THREAD', thread)
    .replaceAll('CAPACITY', `${capacity}`);
}

const runtimeText = `
@PREFIXcount = internal THREAD global INDEX 0
@PREFIXtable = internal THREAD global [CAPACITY x { ptr, INDEX, ptr }] zeroinitializer

define internal void @PREFIXenter(ptr %begin, INDEX %extent, ptr %shadow) {
entry:
  %count = load INDEX, ptr @PREFIXcount
  %full = icmp uge INDEX %count, CAPACITY
  br i1 %full, label %done, label %add
add:
  %at = getelementptr { ptr, INDEX, ptr }, ptr @PREFIXtable, INDEX %count
  %extent.at = getelementptr { ptr, INDEX, ptr }, ptr %at, INDEX 0, i32 1
  %shadow.at = getelementptr { ptr, INDEX, ptr }, ptr %at, INDEX 0, i32 2
  store ptr %begin, ptr %at
  store INDEX %extent, ptr %extent.at
  store ptr %shadow, ptr %shadow.at
  %more = add INDEX %count, 1
  store INDEX %more, ptr @PREFIXcount
  br label %done
done:
  ret void
}

define internal ptr @PREFIXfind(ptr %pointer) {
entry:
  %number = ptrtoint ptr %pointer to INDEX
  %count = load INDEX, ptr @PREFIXcount
  br label %test
test:
  %i = phi INDEX [ 0, %entry ], [ %i.next, %next ]
  %more = icmp ult INDEX %i, %count
  br i1 %more, label %compare, label %none
compare:
  %at = getelementptr { ptr, INDEX, ptr }, ptr @PREFIXtable, INDEX %i
  %begin = load INDEX, ptr %at
  %extent.at = getelementptr { ptr, INDEX, ptr }, ptr %at, INDEX 0, i32 1
  %extent = load INDEX, ptr %extent.at
  %distance = sub INDEX %number, %begin
  %inside = icmp ult INDEX %distance, %extent
  br i1 %inside, label %found, label %next
next:
  %i.next = add INDEX %i, 1
  br label %test
found:
  %shadow.at = getelementptr { ptr, INDEX, ptr }, ptr %at, INDEX 0, i32 2
  %shadow = load ptr, ptr %shadow.at
  %result = getelementptr i8, ptr %shadow, INDEX %distance
  ret ptr %result
none:
  ret ptr null
}

define internal void @PREFIXset(ptr %from, ptr %to, INDEX %count, INDEX %stride) {
entry:
  br label %one
one:
  %i = phi INDEX [ 0, %entry ], [ %i.next, %next ]
  %offset = mul INDEX %i, %stride
  %from.at = getelementptr i8, ptr %from, INDEX %offset
  %pointer = load ptr, ptr %from.at
  %shadow = call ptr @PREFIXfind(ptr %pointer)
  %none = icmp eq ptr %shadow, null
  br i1 %none, label %next, label %found
found:
  %to.at = getelementptr i8, ptr %to, INDEX %offset
  store ptr %shadow, ptr %to.at
  br label %next
next:
  %i.next = add INDEX %i, 1
  %last = icmp eq INDEX %i.next, %count
  br i1 %last, label %done, label %one
done:
  ret void
}
`;
