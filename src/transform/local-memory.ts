/**
 * Makes local memory live until the reverse sweep is done: the sweep reads it again and keeps adjoints beside it.
 */
import { computeDominators } from '../analysis/dominators.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { AllocaInst, BasicBlock, CallInst, Fn, Instruction, Module, Value } from '../ir/index.ts';
import {
  CallInst as Call,
  ConstantInt,
  IRBuilder,
  SimpleConstant,
  constantBool,
  constantInt,
  findAttribute,
  functionType,
  i1,
  ptr,
  removeAttributes,
  voidType,
} from '../ir/index.ts';
import { Replacements, eraseInstruction } from '../passes/debug-values.ts';
import type { AllocationRule } from '../rules/index.ts';
import { libraryFunction } from './library-function.ts';
import type { Release } from './action.ts';
import { calleeRule } from './callee-rule.ts';
import { toIndex } from './index-conversion.ts';

const scopeMarkers = /^llvm\.(lifetime\.(start|end)|stacksave|stackrestore|invariant\.(start|end))(\.|$)/;

/**
 * Removes the marks that end the life of local memory, and turns allocas that do not live as long as the reverse sweep
 * into heap memory with a free at the return: all of them when the sweep is another function (`split`), else those of
 * run-time size or outside the entry block.
 */
export function extendLocalMemory(fn: Fn, split: boolean): void {
  const module = fn.parent!;
  for (const inst of [...fn.instructions()]) {
    if (inst.opcode === 'call' && scopeMarkers.test(inst.callee.name ?? '')) {
      if (inst.type !== voidType) inst.replaceAllUsesWith(nullOf(inst));
      eraseInstruction(inst);
    }
  }
  const replacements = new Replacements();
  const allocas = [...fn.instructions()].filter((i) => i.opcode === 'alloca');
  for (const alloca of allocas) {
    const isStatic = alloca.parent === fn.entry && alloca.count instanceof ConstantInt;
    if (split || !isStatic) moveToHeap(module, alloca, replacements);
  }
  replacements.updateDebugValues(fn);
}

/**
 * Gives the function its own copy of each aggregate that is passed by value in memory (`byval`): the callee may change
 * it, and the adjoint of the copy is not that of the caller's memory.
 */
export function copyByvalArguments(fn: Fn): void {
  const module = fn.parent!;
  const index = module.dataLayout.indexType();
  for (const arg of fn.args) {
    const byval = findAttribute(arg.attributes, 'byval');
    if (byval?.kind !== 'type') continue;
    const b = new IRBuilder(fn.entry, fn.entry.first);
    b.debugLocation = [...fn.entry].map((i) => i.getMetadata('dbg')).find((l) => l);
    const declared = findAttribute(arg.attributes, 'align');
    const least = module.dataLayout.alignOf(byval.type);
    const align = declared?.kind === 'integer' ? Math.max(least, Number(declared.value)) : least;
    const copy = b.alloca(byval.type, arg.name === undefined ? undefined : `${arg.name}.copy`, align);
    arg.replaceAllUsesWith(copy);
    const type = functionType(voidType, [ptr, ptr, index, i1]);
    const size = constantInt(index, module.dataLayout.allocSize(byval.type));
    b.call(module.getOrDeclare(`llvm.memcpy.p0.p0.${index}`, type), [copy, arg, size, constantBool(false)]);
    arg.attributes = removeAttributes(arg.attributes, new Set(['byval']));
  }
}

/** Calls in the clone are no tail calls any more: the reverse sweep follows them. */
export function dropTailCalls(fn: Fn): void {
  for (const inst of fn.instructions()) if (inst.opcode === 'call') inst.tail = 'none';
}

function nullOf(inst: Instruction): Value {
  return new SimpleConstant(inst.type, inst.type.kind === 'pointer' ? 'null' : 'poison');
}

function moveToHeap(module: Module, alloca: AllocaInst, replacements: Replacements): void {
  const index = module.dataLayout.indexType();
  const b = new IRBuilder(alloca.parent!, alloca);
  b.debugLocation = alloca.getMetadata('dbg');
  let size: Value = constantInt(index, module.dataLayout.allocSize(alloca.allocatedType));
  if (!(alloca.count instanceof ConstantInt && alloca.count.value === 1n)) {
    size = b.mul(size, toIndex(b, alloca.count, module));
  }
  const align = alloca.align ?? module.dataLayout.alignOf(alloca.allocatedType);
  const memory = allocate(b, module, size, align);
  memory.name = alloca.name;
  replacements.replace(alloca, memory);
  heapLocals.add(memory);
}

/** Bytes to which `malloc` aligns on the targets that there are. */
const usualAlignment = 16;

function allocate(b: IRBuilder, module: Module, size: Value, align: number): CallInst {
  const index = module.dataLayout.indexType();
  if (align <= usualAlignment)
    return b.call(libraryFunction(module, 'malloc', functionType(ptr, [index])), [size]);
  const make = libraryFunction(module, 'aligned_alloc', functionType(ptr, [index, index]));
  // Some C libraries insist on a multiple of the alignment.
  const rounded = b.binary('and', b.add(size, constantInt(index, align - 1)), constantInt(index, -align));
  return b.call(make, [constantInt(index, align), rounded]);
}

/** Heap memory that stands for an alloca: nothing in the program frees it, so the reverse sweep does. */
const heapLocals = new WeakSet<Instruction>();

/**
 * Finds the allocations that are freed on every way out of the function, takes those frees out, and returns for each
 * allocation how to free it when the reverse sweep has passed it. Other frees stay: those of active memory are put off
 * while the program runs (`deferred-release.ts`); after those of other memory, the reverse sweep must not read it again.
 * Where control never comes to the exit (`leaving`: the blocks from where it may), frees stay too.
 */
export function deferFrees(fn: Fn, leaving: ReadonlySet<BasicBlock>): Map<Instruction, Release> {
  const release = new Map<Instruction, Release>();
  const module = fn.parent!;
  const loops = computeLoops(fn, computeDominators(fn));
  const frees = findFrees(fn);
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'call') continue;
    if (heapLocals.has(inst)) {
      release.set(inst, {
        free: libraryFunction(module, 'free', functionType(voidType, [ptr])),
        args: ['memory'],
      });
      continue;
    }
    const calls = frees.get(inst);
    const [first] = calls ?? [];
    const rule = calleeRule(inst);
    if (!calls || !first || rule?.kind !== 'allocation') continue;
    const sameLoop = calls.every((c) => loops.loopFor(c.parent!) === loops.loopFor(inst.parent!));
    if (!sameLoop || !isAlwaysFreed(inst, calls)) continue;
    release.set(inst, releaseOf(first, inst, rule));
  }
  for (const inst of release.keys()) {
    for (const call of frees.get(inst) ?? []) if (leaving.has(call.parent!)) call.erase();
  }
  return release;
}

/** A free that takes the memory alone is repeated as it is; others take more, which the allocation's rule knows how to pass. */
function releaseOf(free: CallInst, allocation: CallInst, { deallocation }: AllocationRule): Release {
  if (free.argumentCount === 1) return { free: free.callee as Fn, args: ['memory'] };
  const types = deallocation.args.map((a) => (a === 'memory' ? ptr : allocation.operand(a).type));
  const module = allocation.parent!.parent!.parent!;
  const type = functionType(voidType, types);
  return { free: libraryFunction(module, deallocation.name, type), args: deallocation.args };
}

function findFrees(fn: Fn): Map<Instruction, CallInst[]> {
  const frees = new Map<Instruction, CallInst[]>();
  for (const inst of fn.instructions()) {
    if (!(inst instanceof Call)) continue;
    const rule = calleeRule(inst);
    if (rule?.kind !== 'free') continue;
    const memory = inst.args[rule.pointer] as Instruction;
    const list = frees.get(memory);
    if (list) list.push(inst);
    else frees.set(memory, [inst]);
  }
  return frees;
}

/** Whether every way from the allocation to a return, or back to itself, passes one of the frees. */
function isAlwaysFreed(allocation: CallInst, frees: readonly CallInst[]): boolean {
  const freeing = new Set(frees.map((f) => f.parent!));
  const home = allocation.parent!;
  if (freeing.has(home)) return true;
  const seen = new Set<BasicBlock>();
  const work = waysOn(home, allocation);
  for (let block = work.pop(); block; block = work.pop()) {
    if (block === home) return false;
    if (seen.has(block) || freeing.has(block)) continue;
    seen.add(block);
    if (block.terminator?.opcode === 'ret') return false;
    work.push(...waysOn(block, allocation));
  }
  return true;
}

/** The successors, without the one that is only taken when the allocation has failed and there is nothing to free. */
function waysOn(block: BasicBlock, allocation: Instruction): BasicBlock[] {
  const branch = block.terminator;
  if (branch?.opcode !== 'br' || !branch.condition) return block.successors;
  const test = branch.condition as Instruction;
  if (test.opcode !== 'icmp' || (test.predicate !== 'eq' && test.predicate !== 'ne')) return block.successors;
  const [left, right] = test.operands;
  const isNull = (v: Value | undefined): boolean => v instanceof SimpleConstant && v.which === 'null';
  if (!((left === allocation && isNull(right)) || (right === allocation && isNull(left))))
    return block.successors;
  return [block.successors[test.predicate === 'eq' ? 1 : 0]!];
}
