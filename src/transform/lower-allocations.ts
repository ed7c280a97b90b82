/**
 * Lowers calls that allocate in unusual ways to an allocation, a copy and a free, so that everything after knows one way to
 * make memory: `realloc` and its kin, and functions that store the address instead of returning it (`posix_memalign`).
 *
 * `realloc` always moves in the differentiated program: the old memory must keep what it holds until the reverse sweep has
 * passed, and the adjoint of moving is that of the copy.
 */
import type { CallInst, Fn, IRBuilder, Instruction, Module, Type, Value } from '../ir/index.ts';
import {
  ConstantInt,
  IRBuilder as Builder,
  constantBool,
  constantInt,
  constantNull,
  functionType,
  i1,
  isInteger,
  ptr,
  voidType,
  zeroOf,
} from '../ir/index.ts';
import { Replacements } from '../passes/debug-values.ts';
import type { AllocationRule, ReallocationRule } from '../rules/index.ts';
import { libraryFunction } from './library-function.ts';
import { calleeRule } from './callee-rule.ts';
import { toIndex } from './index-conversion.ts';

export function lowerAllocations(fn: Fn): void {
  const replacements = new Replacements();
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode !== 'call') continue;
    const rule = calleeRule(inst);
    if (rule?.kind === 'reallocation') replacements.replace(inst, lowerReallocation(inst, rule));
    else if (rule?.kind === 'allocation' && rule.storedThrough !== undefined) {
      replacements.replace(inst, lowerStored(inst, rule, rule.storedThrough));
    }
  }
  replacements.updateDebugValues(fn);
}

function builderBefore(inst: Instruction): { b: IRBuilder; module: Module } {
  const b = new Builder(inst.parent!, inst);
  b.debugLocation = inst.getMetadata('dbg');
  return { b, module: inst.parent!.parent!.parent! };
}

/** The C++ and Rust allocators have names of their own; a declaration that is missing gets the types of what it is passed. */
function call(b: IRBuilder, module: Module, name: string, result: Type, args: readonly Value[]): CallInst {
  const type = functionType(
    result,
    args.map((a) => a.type),
  );
  return b.call(libraryFunction(module, name, type), args);
}

/**
 * Copies of all that the allocator has set aside for the memory, which may be some bytes more than were asked for, and for
 * the shadow some bytes less: nothing but zeros may be added to those.
 */
const generousCopies = new WeakSet<Instruction>();
export const isGenerousCopy = (inst: Instruction): boolean => generousCopies.has(inst);

/** new = malloc(size); memcpy(new, old, min(old size, size)); free(old) */
function lowerReallocation(inst: CallInst, rule: ReallocationRule): Value {
  const { b, module } = builderBefore(inst);
  const index = module.dataLayout.indexType();
  const old = inst.args[rule.pointer]!;
  const memory = call(b, module, rule.allocation.name, ptr, rule.allocation.args.map((i) => inst.args[i]!)); // prettier-ignore
  memory.name = inst.name;
  let size: Value = toIndex(b, inst.args[rule.sizeOperands[0]!]!, module);
  for (const i of rule.sizeOperands.slice(1)) size = b.mul(size, toIndex(b, inst.args[i]!, module));
  const had =
    rule.oldSize === undefined
      ? call(b, module, 'malloc_usable_size', index, [old])
      : toIndex(b, inst.args[rule.oldSize]!, module);
  const copied = b.select(b.icmp('ult', had, size), had, size);
  const copy = functionType(voidType, [ptr, ptr, index, i1]);
  const move = b.call(module.getOrDeclare(`llvm.memcpy.p0.p0.${index}`, copy), [memory, old, copied, constantBool(false)]); // prettier-ignore
  if (rule.oldSize === undefined) generousCopies.add(move);
  const passed = rule.deallocation.args.map((a) => (a === 'memory' ? old : inst.args[a]!));
  call(b, module, rule.deallocation.name, voidType, passed);
  const isPositive = size instanceof ConstantInt && size.value !== 0n;
  if (!rule.zeroFrees || isPositive) return memory;
  const none = constantNull(ptr);
  const onlyFrees = b.binary('and', b.icmp('eq', size, zeroOf(index)), b.icmp('ne', old, none));
  call(b, module, rule.deallocation.name, voidType, [b.select(onlyFrees, memory, none)]);
  return b.select(onlyFrees, none, memory);
}

/** ENOMEM; what callers test is that it is not zero. */
const outOfMemory = 12;

/** *slot = aligned_alloc(alignment, size); the result tells whether there was memory. */
function lowerStored(inst: CallInst, rule: AllocationRule, slot: number): Value {
  const { b, module } = builderBefore(inst);
  const operands = [rule.alignOperand!, ...rule.sizeOperands].map((i) => inst.args[i]!);
  const memory = call(b, module, 'aligned_alloc', ptr, operands);
  b.store(memory, inst.args[slot]!, module.dataLayout.pointerBits() / 8);
  const failed = b.icmp('eq', memory, constantNull(ptr));
  if (!isInteger(inst.type)) throw new Error('an allocation that stores the address returns an integer');
  return b.select(failed, constantInt(inst.type, outOfMemory), zeroOf(inst.type));
}
