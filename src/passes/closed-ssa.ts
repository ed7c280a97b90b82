import type { Dominators } from '../analysis/dominators.ts';
import { computeDominators } from '../analysis/dominators.ts';
import type { Loop } from '../analysis/loops.ts';
import { computeLoops } from '../analysis/loops.ts';
import type { BasicBlock, Fn, Instruction, Use, Value } from '../ir/index.ts';
import { PhiInst, isInstruction, poison, tokenType } from '../ir/index.ts';
import { isLifetimeMarker } from './promote-memory.ts';

/**
 * Closed SSA form: every value that is defined in a loop and used outside goes through a phi in an exit block of the
 * loop. (LLVM calls it LCSSA.) Tokens and swifterror slots, which a phi cannot carry, are left.
 */
export function closeSsa(fn: Fn): boolean {
  const dominators = computeDominators(fn);
  const loops = computeLoops(fn, dominators);
  let changed = false;
  // Inner loops first: the phis at their exits are values of the loops around.
  for (const loop of [...loops.all].reverse()) {
    for (const block of loop.blocks) {
      for (const inst of block) {
        const uses = usesOutside(inst, loop, dominators);
        if (uses.length === 0 || !canBeClosed(inst)) continue;
        if (inst.opcode === 'alloca') dropLifetimeMarkers(inst);
        new Closure(inst, loop, dominators).rewrite(usesOutside(inst, loop, dominators));
        changed = true;
      }
    }
  }
  return changed;
}

/** The block at which a use reads its operand: for a phi, the end of the incoming block. */
function blockOfUse(use: Use): BasicBlock | undefined {
  const user = use.user;
  if (!isInstruction(user)) return undefined;
  return user.opcode === 'phi' ? user.incomingBlock(use.index >> 1) : (user.parent ?? undefined);
}

/** The uses of a value of the loop that are outside of it, in reachable code. */
export function usesOutside(inst: Instruction, loop: Loop, dominators: Dominators): Use[] {
  const uses: Use[] = [];
  for (const use of inst.uses()) {
    const block = blockOfUse(use);
    if (block && !loop.blocks.has(block) && dominators.isReachable(block)) uses.push(use);
  }
  return uses;
}

export function canBeClosed(inst: Instruction): boolean {
  return inst.type !== tokenType && !(inst.opcode === 'alloca' && inst.swifterror);
}

/** A lifetime marker takes nothing but the alloca itself. Without any, the memory lives as long as the call. */
function dropLifetimeMarkers(alloca: Instruction): void {
  for (const user of [...alloca.users()]) {
    if (isInstruction(user) && user.opcode === 'call' && isLifetimeMarker(user)) user.erase();
  }
}

/** The phis that carry one value out of one loop. */
class Closure {
  readonly #def: Instruction;
  readonly #loop: Loop;
  readonly #dominators: Dominators;
  /** The phi that holds the value from the beginning of a block. */
  readonly #phis = new Map<BasicBlock, PhiInst>();
  /** The value at the end of a block, where known. */
  readonly #reaching = new Map<BasicBlock, Value>();

  constructor(def: Instruction, loop: Loop, dominators: Dominators) {
    this.#def = def;
    this.#loop = loop;
    this.#dominators = dominators;
  }

  rewrite(uses: readonly Use[]): void {
    const live = this.#liveBlocks(uses.map((u) => blockOfUse(u)!));
    const exits = [...live].filter((b) => b.predecessors.some((p) => this.#loop.blocks.has(p)));
    const joins = [...this.#dominators.iteratedFrontier(exits)].filter((b) => live.has(b));
    for (const block of new Set([...exits, ...joins])) {
      const phi = new PhiInst(this.#def.type, 0, this.#def.name && `${this.#def.name}.lcssa`);
      this.#phis.set(block, block.insertBefore(phi, block.first));
    }
    for (const [block, phi] of this.#phis) this.#fill(block, phi);
    for (const use of uses) use.set(this.#valueAtEnd(blockOfUse(use)!));
  }

  /** The blocks outside the loop at whose beginning the value is still needed. */
  #liveBlocks(from: readonly BasicBlock[]): Set<BasicBlock> {
    const live = new Set<BasicBlock>();
    const work = [...from];
    for (let block = work.pop(); block; block = work.pop()) {
      if (live.has(block)) continue;
      live.add(block);
      for (const p of block.predecessors) {
        if (!this.#loop.blocks.has(p) && this.#dominators.isReachable(p)) work.push(p);
      }
    }
    return live;
  }

  #fill(block: BasicBlock, phi: PhiInst): void {
    for (const p of block.predecessors) {
      const value = this.#valueAtEnd(p);
      for (const successor of p.successors) if (successor === block) phi.addIncoming(value, p);
    }
  }

  /** The value at the end of a block: the definition in the loop, outside that of the nearest phi that dominates. */
  #valueAtEnd(block: BasicBlock): Value {
    if (!this.#dominators.isReachable(block)) return poison(this.#def.type);
    const path: BasicBlock[] = [];
    let value: Value | undefined;
    for (let at: BasicBlock | undefined = block; at && !value; at = this.#dominators.idom(at)) {
      value = this.#loop.blocks.has(at) ? this.#def : (this.#phis.get(at) ?? this.#reaching.get(at));
      path.push(at);
    }
    if (!value) throw new Error('a value of a loop is used where it does not dominate');
    for (const at of path) this.#reaching.set(at, value);
    return value;
  }
}
