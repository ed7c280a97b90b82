/**
 * Global variables that point into memory which the gradient is also passed as an argument, when it begins. One that the differentiated code
 * writes has a shadow, and its pointers become pointers into the argument's shadow. Of one that it only reads all counts as constant; what is
 * written through the argument and read through the variable would lose its derivative, so the program is stopped.
 *
 * Of the memory behind an argument it is known that it has the size of what the pointer is declared to point to: pointers beyond that, into the
 * middle of an array, are not found.
 */
import { describeSignature } from '../analysis/debug-signature.ts';
import { holdsPointer } from '../analysis/memory/pointer-type.ts';
import type { Argument, Fn, GlobalVariable, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, Fn as FnClass, IRBuilder as Builder, constantInt, functionType, voidType } from '../ir/index.ts'; // prettier-ignore
import type { PointerRun } from './global-pointers.ts';
import { describeGlobal, pointerRuns } from './global-pointers.ts';
import { linkRuntime } from './runtime-module.ts';
import { emitStop } from './runtime-stop.ts';
import { shadowGlobal } from './shadow-global.ts';

const prefix = '__fluxion_alias_';

/** An argument that is a pointer with a shadow, and for how many bytes. */
export interface ShadowedArgument {
  readonly pointer: Argument;
  readonly shadow: Value;
  readonly extent: number;
}

/** How many bytes there are for sure behind the parameters of a function that are pointers. */
export function extentsOf(fn: Fn): number[] {
  const extents = fn.args.map(() => 1);
  for (const { type, parts } of describeSignature(fn)?.parameters ?? []) {
    if (type.kind !== 'pointer') continue;
    const [part] = parts;
    if (parts.length === 1 && !part!.indirect) extents[part!.argument] = Math.max(1, type.pointee.size);
  }
  return extents;
}

/** Gives the pointers in a variable that has a shadow the shadows of the arguments into which they point. */
export function emitArgumentShadows(
  b: IRBuilder,
  global: GlobalVariable,
  args: readonly ShadowedArgument[],
): void {
  const module = b.block.parent!.parent!;
  const index = module.dataLayout.indexType();
  const shadow = shadowGlobal(module, global);
  forEachPair(module, global, args, ({ offset, count, stride }, { pointer, shadow: other, extent }) => {
    const [from, to] = [global, shadow].map((v) => b.byteOffset(v, constantInt(index, offset)));
    const numbers = [count, stride].map((n) => constantInt(index, n));
    b.call(runtime(module, 'set'), [from!, to!, ...numbers, pointer, other, constantInt(index, extent)]);
  });
}

/** Stops the program if a variable that counts as constant points into an argument that does not. */
export function emitAliasCheck(
  b: IRBuilder,
  global: GlobalVariable,
  args: readonly ShadowedArgument[],
): void {
  const module = b.block.parent!.parent!;
  const index = module.dataLayout.indexType();
  forEachPair(module, global, args, ({ offset, count, stride }, { pointer, extent }) => {
    const from = b.byteOffset(global, constantInt(index, offset));
    const numbers = [count, stride].map((n) => constantInt(index, n));
    const isAlias = b.call(runtime(module, 'any'), [from, ...numbers, pointer, constantInt(index, extent)]);
    b.call(stopFunction(module, global), [isAlias]);
  });
}

/** More pairs than this are no program that anybody would write. */
const mostPairs = 64;

function forEachPair(
  module: Module,
  global: GlobalVariable,
  args: readonly ShadowedArgument[],
  body: (run: PointerRun, argument: ShadowedArgument) => void,
): void {
  if (!holdsPointer(global.valueType)) return;
  const runs = pointerRuns(module, global.valueType) ?? [];
  if (runs.length * args.length > mostPairs) return;
  for (const run of runs) for (const argument of args) body(run, argument);
}

function stopFunction(module: Module, global: GlobalVariable): Fn {
  const name = `${prefix}stop_${global.name ?? ''}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [runtime(module, 'any').returnType])));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  new Builder(start).condBr(fn.args[0]!, stop!, done!);
  emitStop(
    new Builder(stop),
    `the global variable ${describeGlobal(global)} points to memory that is differentiated as an argument: what is read through the variable would ` +
      'count as constant. Set the variable within the differentiated function, or read through the argument',
  );
  new Builder(done).ret();
  return fn;
}

function runtime(module: Module, name: 'set' | 'any'): Fn {
  const known = module.getFunction(prefix + name);
  if (known) return known;
  const text = name === 'set' ? setText : anyText;
  linkRuntime(
    module,
    text.replaceAll('PREFIX', prefix).replaceAll('INDEX', `${module.dataLayout.indexType()}`),
  );
  return module.getFunction(prefix + name)!;
}

const setText = `
define internal void @PREFIXset(ptr %from, ptr %to, INDEX %count, INDEX %stride, ptr %argument, ptr %shadow, INDEX %extent) {
entry:
  %begin = ptrtoint ptr %argument to INDEX
  br label %one
one:
  %i = phi INDEX [ 0, %entry ], [ %i.next, %next ]
  %offset = mul INDEX %i, %stride
  %from.at = getelementptr i8, ptr %from, INDEX %offset
  %pointer = load ptr, ptr %from.at
  %number = ptrtoint ptr %pointer to INDEX
  %distance = sub INDEX %number, %begin
  %isin = icmp ult INDEX %distance, %extent
  %isthere = icmp ne ptr %pointer, null
  %isalias = and i1 %isin, %isthere
  br i1 %isalias, label %found, label %next
found:
  %to.at = getelementptr i8, ptr %to, INDEX %offset
  %other = getelementptr i8, ptr %shadow, INDEX %distance
  store ptr %other, ptr %to.at
  br label %next
next:
  %i.next = add INDEX %i, 1
  %last = icmp eq INDEX %i.next, %count
  br i1 %last, label %done, label %one
done:
  ret void
}
`;

const anyText = `
define internal i1 @PREFIXany(ptr %from, INDEX %count, INDEX %stride, ptr %argument, INDEX %extent) {
entry:
  %begin = ptrtoint ptr %argument to INDEX
  br label %one
one:
  %i = phi INDEX [ 0, %entry ], [ %i.next, %one ]
  %any = phi i1 [ false, %entry ], [ %any.next, %one ]
  %offset = mul INDEX %i, %stride
  %from.at = getelementptr i8, ptr %from, INDEX %offset
  %pointer = load ptr, ptr %from.at
  %number = ptrtoint ptr %pointer to INDEX
  %distance = sub INDEX %number, %begin
  %isin = icmp ult INDEX %distance, %extent
  %isthere = icmp ne ptr %pointer, null
  %isalias = and i1 %isin, %isthere
  %any.next = or i1 %any, %isalias
  %i.next = add INDEX %i, 1
  %last = icmp eq INDEX %i.next, %count
  br i1 %last, label %done, label %one
done:
  ret i1 %any.next
}
`;
