import { reachableBlocks } from '../analysis/cfg.ts';
import type { BasicBlock, Fn } from '../ir/index.ts';
import { BlockAddress, ConstantExpr, constantInt, i32, poison, successorsOf } from '../ir/index.ts';
import { Replacements } from './debug-values.ts';
import { removePhiEntries } from './edges.ts';

/**
 * Removes the blocks that control cannot reach. An address that was taken of such a block becomes that of address 1, as
 * in LLVM: it can never be jumped to, but must differ from null.
 */
export function removeUnreachable(fn: Fn): boolean {
  const reachable = reachableBlocks(fn);
  const dead = fn.blocks.filter((b) => !reachable.has(b));
  if (dead.length === 0) return false;
  for (const block of dead) detach(block, reachable);
  for (const block of dead) {
    for (const inst of block) {
      // Only other dead code can still use it, or code that the verifier would refuse.
      inst.replaceAllUsesWith(poison(inst.type));
      inst.erase();
    }
    block.parent = null;
  }
  const kept = fn.blocks.filter((b) => reachable.has(b));
  fn.blocks.splice(0, fn.blocks.length, ...kept);
  new Replacements().updateDebugValues(fn);
  return true;
}

function detach(block: BasicBlock, reachable: ReadonlySet<BasicBlock>): void {
  const terminator = block.terminator;
  if (terminator) {
    for (const to of new Set(successorsOf(terminator))) if (reachable.has(to)) removePhiEntries(block, to);
  }
  for (const user of [...block.users()]) {
    if (!(user instanceof BlockAddress)) continue;
    user.replaceAllUsesWith(new ConstantExpr('inttoptr', user.type, [constantInt(i32, 1)]));
    user.dropOperands();
  }
}
