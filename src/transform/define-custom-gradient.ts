/** Augmented primal and reverse function of a function whose derivative the program supplies: they call what it has registered. */
import type { Fn, Module, Value } from '../ir/index.ts';
import { BasicBlock, IRBuilder, findAttribute, voidType, zeroOf } from '../ir/index.ts';
import { AliasScopes } from './alias-scopes.ts';
import { getArena } from './arena.ts';
import type { SplitFunctions } from './call-adjoint.ts';
import type { CustomGradient } from './custom-gradient.ts';
import { isAdjointParameter } from './custom-gradient.ts';
import { convertResult } from './request-result.ts';
import { packedType } from './signature.ts';
import { Tape, layOutRecord } from './tape.ts';

/**
 * Defines the two functions of a pair.
 * @param callee the function that the program registered the derivative for
 */
export function defineCustomGradient(
  module: Module,
  callee: Fn,
  custom: CustomGradient,
  split: SplitFunctions,
  returnsShadow: boolean,
): void {
  defineAugmented(module, callee, custom, split, returnsShadow);
  defineReverse(module, callee, custom, split);
}

function defineAugmented(
  module: Module,
  callee: Fn,
  custom: CustomGradient,
  split: SplitFunctions,
  returnsShadow: boolean,
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
  const tape = custom.tape && { type: custom.tape, value: part('tape') };
  let result: Value | undefined;
  if (returnsShadow) {
    const both = b.insertValue(zeroOf(split.augmented.returnType), part('primal'), [0]);
    result = b.insertValue(both, part('shadow'), [1]);
  } else if (callee.returnType !== voidType) result = part('primal');
  b.ret(result);
  if (!tape) return;
  const place = block.terminator!;
  const at = new IRBuilder(block, place);
  const stack = new Tape(getArena(module), at, new AliasScopes());
  const end = stack.push(block, layOutRecord([tape.type], dataLayout), [tape.value]);
  stack.writeBack(new IRBuilder(end, end.terminator));
}

function callAugmented(b: IRBuilder, custom: CustomGradient, args: Value[]): Value {
  const { augmented, resultMemory } = custom;
  if (!resultMemory) return b.call(augmented, args);
  const memory = b.alloca(resultMemory);
  const sret = findAttribute(augmented.args[0]!.attributes, 'sret')!;
  b.call(augmented, [memory, ...args], undefined, { argumentAttributes: [[sret]] });
  return b.load(resultMemory, memory);
}

function defineReverse(module: Module, callee: Fn, custom: CustomGradient, split: SplitFunctions): void {
  const b = new IRBuilder(split.reverse.appendBlock(new BasicBlock('entry')));
  const args = passedArguments(callee, split, split.reverse);
  // A result that nobody differentiates has the adjoint zero.
  if (custom.takesSeed)
    args.push(split.returnActive ? split.reverse.args.at(-1)! : zeroOf(callee.returnType));
  if (custom.tape) {
    const stack = new Tape(getArena(module), b, new AliasScopes());
    args.push(...stack.pop(b, layOutRecord([custom.tape], module.dataLayout)));
    stack.writeBack(b);
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
