/**
 * Code that no optimiser has seen (-O0, debug builds) consists of thousands of functions that pass pointers to local variables on.
 * While derivatives are generated, those functions have a body that says the same in fewer words: variables are values, small
 * functions stand where they are called, and what cannot throw is not said to. So the analyses see one function with all that belongs
 * together, and not the same small function called with memory of different kinds from a hundred places. In the end each function
 * has its own body again: the program's code is not changed.
 */
import { reversePostOrder } from '../analysis/cfg.ts';
import { keptPrefix } from '../analysis/derivative-names.ts';
import { mayUnwind } from '../analysis/unwind.ts';
import type { Argument, AttributeList, CallInst, Module, Value } from '../ir/index.ts';
import { CallBase, Fn, cloneBlocksInto, functionType, hasAttribute, i8, isInstruction, removeAttributes } from '../ir/index.ts'; // prettier-ignore
import { Replacements } from '../passes/debug-values.ts';
import { canBeInlined, canInlineAt, inlineCall } from '../passes/inline-call.ts';
import { callWhatCannotThrow } from '../passes/isolate-invokes.ts';
import { promotableAllocas, promoteMemory } from '../passes/promote-memory.ts';
import { removeUnreachable } from '../passes/remove-unreachable.ts';
import { simplify } from '../passes/simplify.ts';
import { splitAggregateAccesses } from '../passes/split-aggregate-accesses.ts';
import { splitAggregates } from '../passes/split-aggregates.ts';
import { declaredRule } from '../rules/declared-rules.ts';
import { beginsObject } from './fresh-memory.ts';

/** Functions of so many instructions stand where they are called. */
const mostInlined = 80;
/** One that has grown to so many instructions takes in no more. */
const mostInstructions = 2500;

const fewInstructions = 8;

/** A function whose body is another one meanwhile. */
interface Kept {
  readonly fn: Fn;
  readonly original: Fn;
  readonly attributes: AttributeList;
  readonly personality: Value | undefined;
}

/**
 * Gives the unoptimised functions that differentiation may come to shorter bodies.
 *
 * @param roots the functions that are differentiated
 * @param excluded functions that stay as they are: those that request derivatives themselves
 * @returns puts all bodies back
 */
export function shortenUnoptimised(
  module: Module,
  roots: readonly Fn[],
  excluded: ReadonlySet<Fn>,
): () => void {
  const kept: Kept[] = [];
  const sizes = new Map<Fn, number>();
  for (const fn of calleesFirst(roots)) {
    const isOwn =
      !excluded.has(fn) && declaredRule(fn) === undefined && !hasAttribute(fn.attributes, 'naked');
    if (!isOwn || !isUnoptimised(fn) || !isSelfContained(fn)) continue;
    kept.push(keep(module, fn));
    shorten(fn, sizes);
    if (isInlinable(fn)) sizes.set(fn, sizeOf(fn));
  }
  return () => {
    for (const one of kept.reverse()) restore(module, one);
  };
}

/** An optimiser leaves no variable in memory that could be a value. Functions without any are taken for unoptimised if they are tiny. */
function isUnoptimised(fn: Fn): boolean {
  if (hasAttribute(fn.attributes, 'optnone') || promotableAllocas(fn).length > 0) return true;
  if (fn.args.some(isPutInMemory)) return true;
  return fn.args.length === 0 && fn.blocks.length === 1 && sizeOf(fn) <= fewInstructions;
}

/** What an optimiser does only where the variable's address is passed on. */
function isPutInMemory(arg: Argument): boolean {
  const [use, other] = [...arg.uses()];
  const store = use?.user;
  if (!store || other || !isInstruction(store) || store.opcode !== 'store' || store.value !== arg)
    return false;
  return isInstruction(store.pointer) && store.pointer.opcode === 'alloca';
}

/** Calls of helpers of the convention mean the function that they stand in; tables of labels, its blocks. */
function isSelfContained(fn: Fn): boolean {
  for (const block of fn.blocks) {
    if (block.terminator?.opcode === 'indirectbr' || block.terminator?.opcode === 'callbr') return false;
    for (const inst of block) {
      const callee = inst instanceof CallBase ? inst.callee : undefined;
      if (callee instanceof Fn && /__enzyme_|__fluxion_/.test(callee.name ?? '')) return false;
    }
  }
  return true;
}

/** A definition that the linker may replace, or whose body is not what a call means, stays a call. */
function isInlinable(fn: Fn): boolean {
  return (
    !/^(weak|linkonce|extern_weak|common)$/.test(fn.linkage ?? '') && canBeInlined(fn) && !beginsUnion(fn)
  );
}

/** That the constructor of a union of a byte and a number writes before there is a number is known by the function. */
function beginsUnion(fn: Fn): boolean {
  for (const inst of fn.entry)
    if (inst.opcode === 'store' && inst.value.type === i8 && beginsObject(inst)) return true;
  return false;
}

function sizeOf(fn: Fn): number {
  let count = 0;
  for (const block of fn.blocks) for (let inst = block.first; inst; inst = inst.next) count++;
  return count;
}

/** The functions that the roots call or refer to, each after those that it calls, but for cycles. */
export function calleesFirst(roots: readonly Fn[]): Fn[] {
  const order: Fn[] = [];
  const seen = new Set<Fn>();
  for (const root of roots) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ fn: root, rest: definitionsUsed(root) }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const next = top.rest.pop();
      if (!next) {
        order.push(top.fn);
        stack.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        stack.push({ fn: next, rest: definitionsUsed(next) });
      }
    }
  }
  return order;
}

function definitionsUsed(fn: Fn): Fn[] {
  const used = new Set<Fn>();
  for (const inst of fn.instructions()) {
    for (const { value } of inst.operandUses)
      if (value instanceof Fn && !value.isDeclaration) used.add(value);
  }
  return [...used];
}

/** The function's body moves to a function of its own, that nothing calls; it gets a copy. */
function keep(module: Module, fn: Fn): Kept {
  const original = module.add(new Fn(`${keptPrefix}${fn.name ?? ''}`, functionType(fn.returnType, fn.valueType.parameters))); // prettier-ignore
  original.linkage = 'internal';
  original.personality = fn.personality;
  const map = new Map<Value, Value>();
  fn.args.forEach((arg, i) => map.set(original.args[i]!, arg));
  for (const block of fn.blocks.splice(0)) original.appendBlock(block);
  fn.args.forEach((arg, i) => arg.replaceAllUsesWith(original.args[i]!));
  cloneBlocksInto(original.blocks, fn, map);
  return { fn, original, attributes: fn.attributes, personality: fn.personality };
}

function restore(module: Module, { fn, original, attributes, personality }: Kept): void {
  fn.dropBody();
  for (const block of original.blocks.splice(0)) fn.appendBlock(block);
  original.args.forEach((arg, i) => arg.replaceAllUsesWith(fn.args[i]!));
  fn.attributes = attributes;
  fn.personality = personality;
  module.remove(original);
}

/** @param sizes the functions that may be taken in */
function shorten(fn: Fn, sizes: ReadonlyMap<Fn, number>): void {
  removeUnreachable(fn);
  tidy(fn);
  if (takeIn(fn, sizes)) tidy(fn);
  const blocks = reversePostOrder(fn);
  fn.blocks.splice(0, fn.blocks.length, ...blocks);
  fn.attributes = removeAttributes(fn.attributes, new Set(['optnone', 'noinline']));
  if (!mayThrow(fn) && !hasAttribute(fn.attributes, 'nounwind'))
    fn.attributes = [...fn.attributes, { kind: 'enum', name: 'nounwind' }];
}

function tidy(fn: Fn): void {
  const replacements = new Replacements();
  if (callWhatCannotThrow(fn, replacements)) {
    replacements.updateDebugValues(fn);
    removeUnreachable(fn);
  }
  splitAggregateAccesses(fn);
  splitAggregates(fn);
  promoteMemory(fn);
  simplify(fn);
}

function mayThrow(fn: Fn): boolean {
  for (const inst of fn.instructions()) {
    if (inst.opcode === 'resume' || inst.opcode === 'cleanupret' || inst.opcode === 'catchswitch')
      return true;
    if (inst instanceof CallBase && inst.opcode !== 'invoke' && mayUnwind(inst)) return true;
  }
  return false;
}

/** Puts the bodies of small functions where they are called. */
function takeIn(fn: Fn, sizes: ReadonlyMap<Fn, number>): boolean {
  const calls: CallInst[] = [];
  for (const inst of fn.instructions()) if (inst.opcode === 'call') calls.push(inst);
  const replacements = new Replacements();
  let total = sizeOf(fn);
  let changed = false;
  for (const call of calls) {
    const callee = call.callee;
    const size = callee instanceof Fn && callee !== fn ? sizes.get(callee) : undefined;
    if (size === undefined || size > mostInlined || total + size > mostInstructions) continue;
    if (!canInlineAt(call, callee as Fn)) continue;
    inlineCall(call, callee as Fn, replacements);
    total += size;
    changed = true;
  }
  if (changed) replacements.updateDebugValues(fn);
  return changed;
}
