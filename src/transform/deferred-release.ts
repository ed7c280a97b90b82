/**
 * The release of memory with a shadow. The reverse sweep reads the memory again and keeps adjoints beside it, so a `free` in
 * the forward sweep is only noted, and carried out when the gradient is complete: that of the memory, and that of its shadow.
 *
 * The shadow is released with the memory, by the same function, if the gradient itself has made it: shadows that the caller
 * passed are the caller's. Memory that the program does not free outlives the gradient, and so does its shadow, since the
 * caller may reach both.
 *
 * Where an allocation and its frees can be matched while compiling, none of this is needed: see `local-memory.ts`.
 *
 * Two tables per thread, both kept from call to call like the tape:
 *   releases   a stack of {function, memory, two arguments}; a gradient carries out what lies above where it began
 *   shadows    the shadows that were made and not released yet: a set, as a hash table with linear probing
 */
import type { CallBase, Fn, IRBuilder, Module, Type, Value } from '../ir/index.ts';
import type { CalleeRule } from '../rules/callee-rule.ts';
import { noMemory } from '../rules/callee-rule.ts';
import { declareRule } from '../rules/declared-rules.ts';
import {
  CallBase as CallBaseClass,
  BasicBlock,
  Fn as FnClass,
  IRBuilder as Builder,
  constantInt,
  functionType,
  isInteger,
  ptr,
  voidType,
} from '../ir/index.ts';
import { libraryFunction } from './library-function.ts';
import type { KeptMemory } from './release-memory.ts';
import { linkRuntime } from './runtime-module.ts';
import { emitStop } from './runtime-stop.ts';

const prefix = '__fluxion_memory_';

/** The tables, for `release-memory.ts`. */
export const releaseTables: readonly KeptMemory[] = [
  { base: `${prefix}releases`, sizes: [`${prefix}releases_room`], inUse: `${prefix}releases_count` },
  {
    base: `${prefix}shadows`,
    sizes: [`${prefix}shadows_room`, `${prefix}shadows_used`],
    inUse: `${prefix}shadows_live`,
  },
];

/** Notes that the shadow of an allocation has been made. */
export function emitShadowMade(b: IRBuilder, shadow: Value): void {
  b.call(runtimeFunction(moduleOf(b), 'made'), [shadow]);
}

/** In place of a call that frees active memory. `pointer`: the index of the memory among its arguments. */
export function emitReleaseLater(b: IRBuilder, call: CallBase, pointer: number, shadow: Value): void {
  const module = moduleOf(b);
  const index = module.dataLayout.indexType();
  const rest = call.args.filter((_, i) => i !== pointer).map((v) => toWord(b, v, index));
  const [first = constantInt(index, 0), second = constantInt(index, 0)] = rest;
  const release = releaseFunction(module, call.callee as Fn, pointer);
  b.call(runtimeFunction(module, 'later'), [release, call.args[pointer]!, shadow, first, second]);
}

/**
 * Allocates memory that is released when the gradient is complete, in a derivative that is differentiated itself. So is then the
 * memory of its shadow, which the same function allocates.
 */
export function recordAllocator(module: Module): Fn {
  const name = `${prefix}record`;
  const known = module.getFunction(name);
  if (known) return known;
  const free = libraryFunction(module, 'free', functionType(voidType, [ptr]));
  runtimeFunction(module, 'push');
  releaseFunction(module, free, 0);
  linkRuntime(module, inModule(module, recordText));
  const allocate = module.getFunction(name)!;
  const deallocation = { name: 'free', args: ['memory' as const] };
  declareRule(allocate, { kind: 'allocation', sizeOperands: [0], alignOperand: undefined, zeroed: true, storedThrough: undefined, deallocation }); // prettier-ignore
  return allocate;
}

/** In a derivative of a derivative, what the inner one puts off is carried out at the end of the outer one. */
export function dropFinishes(fn: Fn): void {
  for (const inst of [...fn.instructions()])
    if (inst.opcode === 'call' && inst.callee.name === `${prefix}finish`) inst.erase();
}

/** Carries out, at the end of a gradient, what was put off in it. Does nothing for one in which nothing is put off. */
export function finishReleases(module: Module, gradient: Fn): void {
  const push = module.getFunction(`${prefix}push`);
  if (!push || gradient.isDeclaration || !mayCall(gradient, push)) return;
  const index = module.dataLayout.indexType();
  const count = module.getGlobal(`${prefix}releases_count`)!;
  const mark = new Builder(gradient.entry, gradient.entry.first).load(index, count, 'releases');
  for (const block of gradient.blocks) {
    const end = block.terminator;
    if (end?.opcode !== 'ret') continue;
    const b = new Builder(block, end);
    b.debugLocation = end.getMetadata('dbg');
    b.call(runtimeFunction(module, 'finish'), [mark]);
  }
}

function mayCall(fn: Fn, callee: Fn): boolean {
  const seen = new Set([fn]);
  for (const at of seen)
    for (const inst of at.instructions())
      if (inst instanceof CallBaseClass && inst.callee instanceof FnClass) seen.add(inst.callee);
  return seen.has(callee);
}

const moduleOf = (b: IRBuilder): Module => b.block.parent!.parent!;

function runtimeFunction(module: Module, name: 'made' | 'later' | 'finish' | 'push'): Fn {
  const known = module.getFunction(prefix + name);
  if (known) return known;
  addStop(module);
  linkRuntime(module, runtimeText(module));
  // Where they stand in a derivative that is differentiated: they do nothing to numbers.
  for (const f of ['made', 'finish']) declareRule(module.getFunction(prefix + f)!, bookkeeping);
  return module.getFunction(prefix + name)!;
}

const bookkeeping: CalleeRule = {
  kind: 'inactive',
  reason: 'it keeps account of memory',
  memory: noMemory,
  returns: undefined,
  onlyForIntegers: false,
};

/** `void full(size bytes)`: there is no memory for the tables. */
function addStop(module: Module): void {
  const fn = module.add(
    new FnClass(`${prefix}full`, functionType(voidType, [module.dataLayout.indexType()])),
  );
  fn.linkage = 'internal';
  const b = new Builder(fn.appendBlock(new BasicBlock('entry')));
  emitStop(b, 'out of memory: %zu bytes are needed to note what is freed later', fn.args[0]!);
}

/** `void release(ptr memory, size first, size second)` for any function that frees memory. */
function releaseFunction(module: Module, free: Fn, pointer: number): Fn {
  const name = `${prefix}by_${free.name ?? ''}`;
  const known = module.getFunction(name);
  if (known) return known;
  const index = module.dataLayout.indexType();
  const fn = module.add(new FnClass(name, functionType(voidType, [ptr, index, index])));
  fn.linkage = 'internal';
  const b = new Builder(fn.appendBlock(new BasicBlock('entry')));
  const [memory, ...words] = fn.args;
  const args = free.valueType.parameters.map((type, i) =>
    i === pointer ? memory! : fromWord(b, words.shift()!, type),
  );
  b.call(free, args);
  b.ret();
  return fn;
}

function toWord(b: IRBuilder, value: Value, index: Type): Value {
  if (value.type.kind === 'pointer') return b.cast('ptrtoint', value, index);
  if (!isInteger(value.type) || !isInteger(index) || value.type === index) return value;
  return b.cast(value.type.bits < index.bits ? 'zext' : 'trunc', value, index);
}

function fromWord(b: IRBuilder, word: Value, type: Type): Value {
  if (type.kind === 'pointer') return b.cast('inttoptr', word, type);
  if (!isInteger(type) || !isInteger(word.type) || word.type === type) return word;
  return b.cast(word.type.bits < type.bits ? 'zext' : 'trunc', word, type);
}

function runtimeText(module: Module): string {
  const index = module.dataLayout.indexType();
  const word = index.bits / 8;
  // Knuth's multiplicative hash: the golden ratio of the word.
  const ratio = index.bits === 64 ? '-7046029254386353131' : '-1640531527';
  // WebAssembly without threads has no thread-local storage to speak of.
  const local = module.targetTriple?.startsWith('wasm') ? '' : 'thread_local ';
  const variable = (name: string, type: string, value: string): string =>
    `@${prefix}${name} = internal ${local}global ${type} ${value}`;
  const entry = 4 * word;
  return inModule(
    module,
    `
${variable('releases', 'ptr', 'null')}
${variable('releases_room', `${index}`, '0')}
${variable('releases_count', `${index}`, '0')}
${variable('shadows', 'ptr', 'null')}
${variable('shadows_room', `${index}`, '0')}
${variable('shadows_used', `${index}`, '0')}
${variable('shadows_live', `${index}`, '0')}

declare ptr @realloc(ptr, INDEX)
declare ptr @calloc(INDEX, INDEX)
declare void @free(ptr)
declare void @PREFIXfull(INDEX)
declare void @llvm.memset.p0.INDEX(ptr, i8, INDEX, i1)

; Where a key is in a table, or where it would be put. Empty places are null, those of removed keys 1.
define internal ptr @PREFIXslot(ptr %table, INDEX %room, ptr %key) {
entry:
  %address = ptrtoint ptr %key to INDEX
  %number = lshr INDEX %address, 3
  %product = mul INDEX %number, ${ratio}
  %high = lshr INDEX %product, ${index.bits / 2}
  %hash = xor INDEX %product, %high
  %mask = sub INDEX %room, 1
  br label %probe
probe:
  %at = phi INDEX [ %hash, %entry ], [ %next, %other ]
  %place = and INDEX %at, %mask
  %slot = getelementptr ptr, ptr %table, INDEX %place
  %there = load ptr, ptr %slot
  %same = icmp eq ptr %there, %key
  br i1 %same, label %found, label %differs
differs:
  %empty = icmp eq ptr %there, null
  br i1 %empty, label %found, label %other
other:
  %next = add INDEX %at, 1
  br label %probe
found:
  ret ptr %slot
}

define internal void @PREFIXrehash() noinline {
entry:
  %table = load ptr, ptr @PREFIXshadows
  %room = load INDEX, ptr @PREFIXshadows_room
  %live = load INDEX, ptr @PREFIXshadows_live
  %fourfold = shl INDEX %live, 2
  %crowded = icmp uge INDEX %fourfold, %room
  %doubled = shl INDEX %room, 1
  %larger = select i1 %crowded, INDEX %doubled, INDEX %room
  %small = icmp ult INDEX %larger, 64
  %wanted = select i1 %small, INDEX 64, INDEX %larger
  %new = call ptr @calloc(INDEX %wanted, INDEX ${word})
  %failed = icmp eq ptr %new, null
  br i1 %failed, label %stop, label %start
stop:
  %bytes = mul INDEX %wanted, ${word}
  call void @PREFIXfull(INDEX %bytes)
  unreachable
start:
  %none = icmp eq INDEX %room, 0
  br i1 %none, label %done, label %move
move:
  %i = phi INDEX [ 0, %start ], [ %i.next, %moved ]
  %from = getelementptr ptr, ptr %table, INDEX %i
  %key = load ptr, ptr %from
  %number = ptrtoint ptr %key to INDEX
  %real = icmp ugt INDEX %number, 1
  br i1 %real, label %put, label %moved
put:
  %slot = call ptr @PREFIXslot(ptr %new, INDEX %wanted, ptr %key)
  store ptr %key, ptr %slot
  br label %moved
moved:
  %i.next = add INDEX %i, 1
  %last = icmp eq INDEX %i.next, %room
  br i1 %last, label %done, label %move
done:
  call void @free(ptr %table)
  store ptr %new, ptr @PREFIXshadows
  store INDEX %wanted, ptr @PREFIXshadows_room
  store INDEX %live, ptr @PREFIXshadows_used
  ret void
}

define internal void @PREFIXmade(ptr %shadow) {
entry:
  %isnull = icmp eq ptr %shadow, null
  br i1 %isnull, label %done, label %test
test:
  %used = load INDEX, ptr @PREFIXshadows_used
  %room = load INDEX, ptr @PREFIXshadows_room
  %twice = shl INDEX %used, 1
  %full = icmp uge INDEX %twice, %room
  br i1 %full, label %grow, label %find
grow:
  call void @PREFIXrehash()
  br label %find
find:
  %table = load ptr, ptr @PREFIXshadows
  %size = load INDEX, ptr @PREFIXshadows_room
  %slot = call ptr @PREFIXslot(ptr %table, INDEX %size, ptr %shadow)
  %there = load ptr, ptr %slot
  %known = icmp eq ptr %there, %shadow
  br i1 %known, label %done, label %put
put:
  store ptr %shadow, ptr %slot
  %used.now = load INDEX, ptr @PREFIXshadows_used
  %used.next = add INDEX %used.now, 1
  store INDEX %used.next, ptr @PREFIXshadows_used
  %live = load INDEX, ptr @PREFIXshadows_live
  %live.next = add INDEX %live, 1
  store INDEX %live.next, ptr @PREFIXshadows_live
  br label %done
done:
  ret void
}

; Takes a shadow out of the set; tells whether it was in it.
define internal i1 @PREFIXforget(ptr %shadow) {
entry:
  %live = load INDEX, ptr @PREFIXshadows_live
  %none = icmp eq INDEX %live, 0
  %isnull = icmp eq ptr %shadow, null
  %no = or i1 %none, %isnull
  br i1 %no, label %unknown, label %find
find:
  %table = load ptr, ptr @PREFIXshadows
  %room = load INDEX, ptr @PREFIXshadows_room
  %slot = call ptr @PREFIXslot(ptr %table, INDEX %room, ptr %shadow)
  %there = load ptr, ptr %slot
  %known = icmp eq ptr %there, %shadow
  br i1 %known, label %remove, label %unknown
remove:
  store ptr inttoptr (INDEX 1 to ptr), ptr %slot
  %less = sub INDEX %live, 1
  store INDEX %less, ptr @PREFIXshadows_live
  ret i1 true
unknown:
  ret i1 false
}

define internal void @PREFIXpush(ptr %release, ptr %memory, INDEX %first, INDEX %second) {
entry:
  %count = load INDEX, ptr @PREFIXreleases_count
  %room = load INDEX, ptr @PREFIXreleases_room
  %full = icmp eq INDEX %count, %room
  br i1 %full, label %grow, label %put
grow:
  %base = load ptr, ptr @PREFIXreleases
  %doubled = shl INDEX %room, 1
  %larger = or INDEX %doubled, 64
  %bytes = mul INDEX %larger, ${entry}
  %new = call ptr @realloc(ptr %base, INDEX %bytes)
  %failed = icmp eq ptr %new, null
  br i1 %failed, label %stop, label %grown
stop:
  call void @PREFIXfull(INDEX %bytes)
  unreachable
grown:
  store ptr %new, ptr @PREFIXreleases
  store INDEX %larger, ptr @PREFIXreleases_room
  br label %put
put:
  %table = load ptr, ptr @PREFIXreleases
  %offset = mul INDEX %count, ${entry}
  %at = getelementptr i8, ptr %table, INDEX %offset
  store ptr %release, ptr %at
  %at.memory = getelementptr i8, ptr %at, INDEX ${word}
  store ptr %memory, ptr %at.memory
  %at.first = getelementptr i8, ptr %at, INDEX ${2 * word}
  store INDEX %first, ptr %at.first
  %at.second = getelementptr i8, ptr %at, INDEX ${3 * word}
  store INDEX %second, ptr %at.second
  %next = add INDEX %count, 1
  store INDEX %next, ptr @PREFIXreleases_count
  ret void
}

define internal void @PREFIXlater(ptr %release, ptr %memory, ptr %shadow, INDEX %first, INDEX %second) {
entry:
  %isnull = icmp eq ptr %memory, null
  br i1 %isnull, label %done, label %note
note:
  call void @PREFIXpush(ptr %release, ptr %memory, INDEX %first, INDEX %second)
  %own = call i1 @PREFIXforget(ptr %shadow)
  br i1 %own, label %too, label %done
too:
  call void @PREFIXpush(ptr %release, ptr %shadow, INDEX %first, INDEX %second)
  br label %done
done:
  ret void
}

define internal void @PREFIXfinish(INDEX %mark) {
entry:
  br label %test
test:
  %count = load INDEX, ptr @PREFIXreleases_count
  %more = icmp ugt INDEX %count, %mark
  br i1 %more, label %one, label %released
one:
  %last = sub INDEX %count, 1
  store INDEX %last, ptr @PREFIXreleases_count
  %table = load ptr, ptr @PREFIXreleases
  %offset = mul INDEX %last, ${entry}
  %at = getelementptr i8, ptr %table, INDEX %offset
  %release = load ptr, ptr %at
  %at.memory = getelementptr i8, ptr %at, INDEX ${word}
  %memory = load ptr, ptr %at.memory
  %at.first = getelementptr i8, ptr %at, INDEX ${2 * word}
  %first = load INDEX, ptr %at.first
  %at.second = getelementptr i8, ptr %at, INDEX ${3 * word}
  %second = load INDEX, ptr %at.second
  call void %release(ptr %memory, INDEX %first, INDEX %second)
  br label %test
released:
  %inner = icmp ne INDEX %mark, 0
  %used = load INDEX, ptr @PREFIXshadows_used
  %unused = icmp eq INDEX %used, 0
  %leave = or i1 %inner, %unused
  br i1 %leave, label %done, label %clear
clear:
  %shadows = load ptr, ptr @PREFIXshadows
  %room = load INDEX, ptr @PREFIXshadows_room
  %bytes = mul INDEX %room, ${word}
  call void @llvm.memset.p0.INDEX(ptr %shadows, i8 0, INDEX %bytes, i1 false)
  store INDEX 0, ptr @PREFIXshadows_used
  store INDEX 0, ptr @PREFIXshadows_live
  br label %done
done:
  ret void
}
`,
  );
}

const inModule = (module: Module, text: string): string =>
  text.replaceAll('PREFIX', prefix).replaceAll('INDEX', `${module.dataLayout.indexType()}`);

const recordText = `
declare ptr @calloc(INDEX, INDEX)
declare void @PREFIXfull(INDEX)
declare void @PREFIXby_free(ptr, INDEX, INDEX)
declare void @PREFIXpush(ptr, ptr, INDEX, INDEX)

define internal noalias ptr @PREFIXrecord(INDEX %size) {
entry:
  %memory = call ptr @calloc(INDEX 1, INDEX %size)
  %failed = icmp eq ptr %memory, null
  br i1 %failed, label %stop, label %note
stop:
  call void @PREFIXfull(INDEX %size)
  unreachable
note:
  call void @PREFIXpush(ptr @PREFIXby_free, ptr %memory, INDEX 0, INDEX 0)
  ret ptr %memory
}
`;
