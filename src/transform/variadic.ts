/**
 * Functions with variable arguments, for one call: a copy that has parameters for them. Where it begins to read its
 * variable arguments (`va_start`), it puts them into memory of its own, as the calling convention lays out those that are
 * passed in memory, and says that none were passed in registers. So whatever reads them, `vprintf` too, finds them there.
 */
import { integerAttribute } from '../analysis/types/integer-attribute.ts';
import type { CallBase, Fn, Instruction, Module, Type, Value } from '../ir/index.ts';
import {
  AllocaInst,
  CallInst,
  IRBuilder,
  arrayType,
  cloneFunction,
  constantInt,
  constantNull,
  doubleType,
  functionType,
  hasAttribute,
  i32,
  i64,
  i8,
  isInteger,
  ptr,
  structType,
} from '../ir/index.ts';
import { rebaseAddresses } from '../passes/rebase-addresses.ts';
import { eraseInstruction } from '../passes/debug-values.ts';

/** How a target passes variable arguments in memory. */
interface VariadicConvention {
  /** The least room that an argument takes, in bytes. */
  readonly slot: number;
  /** Writes a `va_list` whose arguments are all in memory. */
  start(b: IRBuilder, list: Value, memory: Value): void;
  /** What a `va_list` consists of, one after the other. */
  readonly members: readonly Type[];
}

/** System V: offsets at the end of the areas for general and vector registers, and the memory. */
const systemV: VariadicConvention = {
  slot: 8,
  members: [i32, i32, ptr, ptr],
  start(b, list, memory) {
    b.store(constantInt(i32, 48), list, 8);
    b.store(constantInt(i32, 176), at(b, list, 4), 4);
    b.store(memory, at(b, list, 8), 8);
    b.store(constantNull(ptr), at(b, list, 16), 8);
  },
};

/** WebAssembly: the list is a pointer to the next argument. (Basic C ABI of its tool conventions, "Variadic arguments".) */
const webAssembly: VariadicConvention = {
  slot: 4,
  members: [ptr],
  start(b, list, memory) {
    b.store(memory, list, 4);
  },
};

const at = (b: IRBuilder, base: Value, offset: number): Value => b.gep(i8, base, [constantInt(i64, offset)]);

function conventionOf({ targetTriple = '' }: Module): VariadicConvention | undefined {
  if (targetTriple.startsWith('wasm32')) return webAssembly;
  return targetTriple.startsWith('x86_64') && !/windows|win32|x32/.test(targetTriple) ? systemV : undefined;
}

/** Whether there can be such a copy. */
export function canBeFixed(module: Module, call: CallBase, callee: Fn): boolean {
  const fixed = callee.valueType.parameters.length;
  const passable = (type: Type): boolean =>
    type === ptr || type === doubleType || (isInteger(type) && (type.bits === 32 || type.bits === 64));
  return (
    conventionOf(module) !== undefined &&
    call.args.slice(fixed).every((a) => passable(a.type)) &&
    !call.argumentAttributes.slice(fixed).some((list) => list && hasAttribute(list, 'byval')) &&
    !(call instanceof CallInst && call.tail === 'musttail')
  );
}

export function fixArguments(module: Module, call: CallBase, callee: Fn): Fn {
  const convention = conventionOf(module)!;
  const fixed = callee.valueType.parameters.length;
  const types = call.args.slice(fixed).map((a) => a.type);
  const type = functionType(callee.returnType, [...callee.valueType.parameters, ...types]);
  const { fn } = cloneFunction(callee, `${callee.name ?? ''}.with`, type);
  const variable = fn.args.slice(fixed);
  // Whatever stands beside it in memory: C passes no float as an int.
  for (const arg of variable)
    if (arg.type === i32)
      arg.attributes = [...arg.attributes, { kind: 'string', name: integerAttribute, value: undefined }];
  // LLVM 22 loses what is stored in a local variable that is read through `llvm.ptrmask` (in its snapshot of the compiler for WebAssembly).
  rebaseAddresses(fn);
  for (const inst of [...fn.instructions()]) {
    const name = inst instanceof CallInst ? calledIntrinsic(inst) : undefined;
    if (name === 'llvm.va_start') lowerStart(inst, variable, convention, module);
    // The memory is a local variable; a copy of a list goes its own way.
    if (name === 'llvm.va_start' || name === 'llvm.va_end') eraseInstruction(inst);
  }
  return fn;
}

/** Copies of lists become copies of their members. */
export function lowerListCopies(fn: Fn): void {
  const module = fn.parent!;
  const convention = conventionOf(module);
  if (!convention) return;
  for (const inst of [...fn.instructions()])
    if (inst instanceof CallInst && calledIntrinsic(inst) === 'llvm.va_copy')
      lowerCopy(inst, convention, module);
}

function lowerCopy(copy: CallInst, { members }: VariadicConvention, { dataLayout }: Module): void {
  const b = new IRBuilder(copy.parent!, copy);
  b.debugLocation = copy.getMetadata('dbg');
  let offset = 0;
  for (const type of members) {
    const size = dataLayout.allocSize(type);
    b.store(b.load(type, at(b, copy.args[1]!, offset), undefined, size), at(b, copy.args[0]!, offset), size);
    offset += size;
  }
  eraseInstruction(copy);
}

const calledIntrinsic = (call: CallInst): string | undefined =>
  'valueType' in call.callee ? call.callee.name?.replace(/\.p\d+$/, '') : undefined;

function lowerStart(
  start: Instruction,
  args: readonly Value[],
  { slot, start: writeList }: VariadicConvention,
  module: Module,
): void {
  const { offsets, type } = layoutOf(args, slot, module);
  const entry = start.parent!.parent!.blocks[0]!;
  const memory = new AllocaInst(type, constantInt(i32, 1), 16, 'variable.arguments');
  entry.insertBefore(memory, entry.firstNonPhi);
  const b = new IRBuilder(start.parent!, start);
  b.debugLocation = start.getMetadata('dbg');
  args.forEach((arg, i) => b.store(arg, at(b, memory, offsets[i]!), Math.max(slot, 4)));
  writeList(b, start.operand(0), memory);
}

/** Where the arguments are, and the type of all of them, which tells the analysis of types what is where. */
function layoutOf(
  args: readonly Value[],
  slot: number,
  { dataLayout }: Module,
): { offsets: number[]; type: Type } {
  const offsets: number[] = [];
  const members: Type[] = [];
  let end = 0;
  const advanceTo = (offset: number): void => {
    if (offset > end) members.push(arrayType(i8, offset - end));
    end = offset;
  };
  for (const { type } of args) {
    const size = dataLayout.storeSize(type);
    const room = Math.max(slot, size);
    advanceTo(Math.ceil(end / room) * room);
    offsets.push(end);
    members.push(type);
    end += size;
    advanceTo(offsets.at(-1)! + room);
  }
  return { offsets, type: members.length > 0 ? structType(members, true) : i8 };
}
