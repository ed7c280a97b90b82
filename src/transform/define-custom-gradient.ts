/** Augmented primal and reverse function of a function whose derivative the program supplies: they call what it has registered. */
import type { Fn, Module, Value } from '../ir/index.ts';
import { BasicBlock, IRBuilder, findAttribute, voidType, zeroOf } from '../ir/index.ts';
import { AliasScopes } from './alias-scopes.ts';
import { getArena } from './arena.ts';
import type { SplitFunctions } from './call-adjoint.ts';
import type { CustomGradient } from './custom-gradient.ts';
import { isAdjointParameter } from './custom-gradient.ts';
import { convertResult } from './request-result.ts';
import type { Differentiation } from './differentiate.ts';
import { RecordStacks } from './record-stacks.ts';
import { packedType } from './signature.ts';
import type { RecordLayout, Tape } from './tape.ts';
import { ArenaTape, layOutRecord } from './tape.ts';

/**
 * Defines the two functions of a pair.
 * @param callee the function that the program registered the derivative for
 */
export function defineCustomGradient(
  { module, isDifferentiated }: Differentiation,
  callee: Fn,
  custom: CustomGradient,
  split: SplitFunctions,
  returnsShadow: boolean,
): void {
  const stack = custom.tape && {
    record: layOutRecord([custom.tape], module.dataLayout),
    of: (b: IRBuilder): Tape =>
      isDifferentiated
        ? new RecordStacks(module, undefined)
        : new ArenaTape(getArena(module), b, new AliasScopes()),
  };
  defineAugmented(module, callee, custom, split, returnsShadow, stack);
  defineReverse(module, callee, custom, split, stack);
}

/** Where the program's own record goes from the augmented function to the reverse one. */
interface CustomStack {
  readonly record: RecordLayout;
  of(b: IRBuilder): Tape;
}

function defineAugmented(
  module: Module,
  callee: Fn,
  custom: CustomGradient,
  split: SplitFunctions,
  returnsShadow: boolean,
  stack: CustomStack | undefined,
): void {
  const block = split.augmented.appendBlock(new BasicBlock('entry'));
  const b = new IRBuilder(block);
  const args = passedArguments(callee, split, split.augmented);
  const returned = callAugmented(b, custom, args);
  const packed = packedType(custom.resultTypes);
  const { dataLayout } = module;
  const results =
    packed === voidType ? undefined : convertResult(b, returned, packed, custom.fromAugmented, dataLayout);
  const part = (what: CustomGradient['results'][number]): Value => {
    const index = custom.results.indexOf(what);
    return custom.results.length === 1 ? results! : b.extractValue(results!, [index]);
  };
  const tape = stack && part('tape');
  let result: Value | undefined;
  if (returnsShadow) {
    const both = b.insertValue(zeroOf(split.augmented.returnType), part('primal'), [0]);
    result = b.insertValue(both, part('shadow'), [1]);
  } else if (callee.returnType !== voidType) result = part('primal');
  b.ret(result);
  if (!stack || !tape) return;
  const place = block.terminator!;
  const at = new IRBuilder(block, place);
  const records = stack.of(at);
  const end = records.push(block, stack.record, [tape]);
  records.writeBack(new IRBuilder(end, end.terminator));
}

function callAugmented(b: IRBuilder, custom: CustomGradient, args: Value[]): Value {
  const { augmented, resultMemory } = custom;
  if (!resultMemory) return b.call(augmented, args);
  const memory = b.alloca(resultMemory);
  const sret = findAttribute(augmented.args[0]!.attributes, 'sret')!;
  b.call(augmented, [memory, ...args], undefined, { argumentAttributes: [[sret]] });
  return b.load(resultMemory, memory);
}

function defineReverse(
  module: Module,
  callee: Fn,
  custom: CustomGradient,
  split: SplitFunctions,
  stack: CustomStack | undefined,
): void {
  const b = new IRBuilder(split.reverse.appendBlock(new BasicBlock('entry')));
  const args = passedArguments(callee, split, split.reverse);
  // A result that nobody differentiates has the adjoint zero.
  if (custom.takesSeed)
    args.push(split.returnActive ? split.reverse.args.at(-1)! : zeroOf(callee.returnType));
  if (stack) {
    const records = stack.of(b);
    args.push(...records.pop(b, stack.record));
    records.writeBack(b);
  }
  const returned = b.call(custom.reverse, args);
  if (split.reverse.returnType === voidType) {
    b.ret();
    return;
  }
  const packed = packedType(custom.adjoints);
  const adjoints = convertResult(b, returned, packed, custom.fromReverse, module.dataLayout);
  const wanted = outAdjoints(callee, split).map((index) =>
    custom.adjoints.length === 1 ? adjoints : b.extractValue(adjoints, [index]),
  );
  if (wanted.length === 1) b.ret(wanted[0]);
  else b.ret(wanted.reduce((into, a, i) => b.insertValue(into, a, [i]), zeroOf(split.reverse.returnType)));
}

/** Which of the adjoints that the program's function returns are asked for. */
function outAdjoints(callee: Fn, { parameters }: SplitFunctions): number[] {
  const indices: number[] = [];
  let at = 0;
  callee.valueType.parameters.forEach((type, i) => {
    if (!isAdjointParameter(type)) return;
    if (parameters[i] === 'out') indices.push(at);
    at++;
  });
  return indices;
}

/** The arguments of one of the pair, with a shadow for each pointer: one that is its own shadow is passed twice. */
function passedArguments(callee: Fn, { parameters }: SplitFunctions, from: Fn): Value[] {
  const args: Value[] = [];
  let at = 0;
  callee.valueType.parameters.forEach((type, i) => {
    const value = from.args[at++]!;
    args.push(value);
    const shadow = parameters[i] === 'dup' ? from.args[at++]! : value;
    if (type.kind === 'pointer') args.push(shadow);
  });
  return args;
}
