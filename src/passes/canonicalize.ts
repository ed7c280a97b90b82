import { reachableBlocks } from '../analysis/cfg.ts';
import { computeDominators } from '../analysis/dominators.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { BasicBlock, Fn } from '../ir/index.ts';
import { findSplits } from './aggregate-slices.ts';
import { canBeClosed, closeSsa, usesOutside } from './closed-ssa.ts';
import { isolateInvokes } from './isolate-invokes.ts';
import { findLoopFaults, simplifyLoops } from './loop-simplify.ts';
import { loweredOperands, lowerConstantExpressions } from './lower-constant-expressions.ts';
import { lowerAssembly } from './lower-assembly.ts';
import { promotableAllocas, promoteMemory } from './promote-memory.ts';
import { removeUnreachable } from './remove-unreachable.ts';
import { simplify } from './simplify.ts';
import { splitAggregateAccesses } from './split-aggregate-accesses.ts';
import { splitAggregates } from './split-aggregates.ts';
import { unifyReturns } from './unify-returns.ts';
import { defineLanes } from './vectors/defined-lanes.ts';
import { loadPointers } from './vectors/load-pointers.ts';
import { loadViews } from './vectors/load-views.ts';
import { lowerVectors } from './vectors/index.ts';

/**
 * The canonical form, on which the analyses and the transform stand. `checkCanonical` verifies it.
 *
 *  1. Every block can be reached from the entry.
 *  2. There is at most one `ret`. (Blocks that end in `unreachable`, `resume` and the like are other ends.)
 *  3. No alloca is left that could be a value: a scalar that is only loaded and stored whole, or a struct or array that
 *     consists of such scalars.
 *  4. Every natural loop has a preheader, one latch with one edge to the header, and exits that only the loop leads to;
 *     unless that needs a new block on an edge of `indirectbr` or `callbr` or into an exception pad.
 *  5. A value defined in a loop is used outside only through a phi in an exit block (closed SSA form).
 *  6. No instruction has a constant expression as operand, nor a constant that contains one; except callees and
 *     operands that must be constant.
 *  7. What an `invoke` leads to, its normal destination and its landing pad, nothing else leads to.
 *
 *  7. No masked access, gather, scatter or vector of pointers is left that could be taken apart, and no lane of a vector is
 *     undefined that arithmetic may see.
 *
 * Irreducible cycles stay as they are.
 */
export function canonicalize(fn: Fn): void {
  if (fn.isDeclaration) return;
  removeUnreachable(fn);
  lowerAssembly(fn);
  loadPointers(fn);
  loadViews(fn);
  lowerVectors(fn);
  defineLanes(fn);
  unifyReturns(fn);
  isolateInvokes(fn);
  splitAggregateAccesses(fn);
  splitAggregates(fn);
  promoteMemory(fn);
  // A preheader merges values, which can make a phi of the header superfluous.
  do simplify(fn, { keepClosedSsa: true });
  while (simplifyLoops(fn));
  closeSsa(fn);
  lowerConstantExpressions(fn);
}

/** Says where a function is not in canonical form: one sentence each, with the number of the invariant. */
export function checkCanonical(fn: Fn): string[] {
  if (fn.isDeclaration) return [];
  return [...checkBlocks(fn), ...checkInstructions(fn), ...checkLoops(fn)];
}

const nameOf = (block: BasicBlock): string =>
  `block ${block.name === undefined ? `number ${block.parent?.blocks.indexOf(block)}` : `%${block.name}`}`;

function checkBlocks(fn: Fn): string[] {
  const reachable = reachableBlocks(fn);
  const faults = fn.blocks.filter((b) => !reachable.has(b)).map((b) => `1: ${nameOf(b)} is unreachable`);
  const returns = fn.blocks.filter((b) => b.terminator?.opcode === 'ret');
  if (returns.length > 1) faults.push(`2: ${returns.length} returns`);
  for (const { terminator } of fn.blocks) {
    if (terminator?.opcode !== 'invoke' || terminator.unwind.firstNonPhi?.opcode !== 'landingpad') continue;
    for (const to of new Set([terminator.normal, terminator.unwind]))
      if (to.predecessors.length > 1) faults.push(`7: ${nameOf(to)} is shared`);
  }
  return faults;
}

function checkInstructions(fn: Fn): string[] {
  const faults = promotableAllocas(fn).map((a) => `3: alloca %${a.name ?? ''} could be a value`);
  faults.push(...findSplits(fn).map(({ alloca }) => `3: alloca %${alloca.name ?? ''} could be split`));
  for (const inst of fn.instructions()) {
    if (loweredOperands(inst).length) {
      faults.push(`6: ${inst.opcode} in ${nameOf(inst.parent!)} has a constant expression as operand`);
    }
  }
  return faults;
}

function checkLoops(fn: Fn): string[] {
  const faults: string[] = [];
  const dominators = computeDominators(fn);
  for (const loop of computeLoops(fn, dominators).all) {
    for (const { name, block } of findLoopFaults(loop)) {
      faults.push(`4: the loop at ${nameOf(loop.header)} wants a ${name} before ${nameOf(block)}`);
    }
    for (const block of loop.blocks) {
      for (const inst of block) {
        if (!canBeClosed(inst)) continue;
        for (const use of usesOutside(inst, loop, dominators)) {
          faults.push(`5: ${inst.opcode} %${inst.name ?? ''} of ${nameOf(block)} is used outside, operand ${use.index}`); // prettier-ignore
        }
      }
    }
  }
  return faults;
}
