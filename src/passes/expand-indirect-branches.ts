/**
 * Jumps to labels that are values (computed goto) become switches: a label is a number, in all tables of the module. Only so can
 * a copy of the function be made, whose jumps would otherwise lead into the original. (LLVM has a pass of this kind for targets
 * without indirect branches.) Distances between labels stay right, since they are differences of their numbers.
 */
import type { BasicBlock, Fn, Instruction, Module, Value } from '../ir/index.ts';
import { BasicBlock as Block, BlockAddress, ConstantExpr, IRBuilder, constantInt } from '../ir/index.ts';
import { removePhiEdge } from './edges.ts';

export function expandIndirectBranches(module: Module): void {
  for (const fn of module.functions) {
    const jumps = fn.blocks.flatMap((b) => (b.terminator?.opcode === 'indirectbr' ? [b.terminator] : []));
    if (jumps.length === 0) continue;
    const numbers = numberLabels(module, fn);
    for (const jump of jumps) replaceJump(module, jump, numbers);
  }
}

/** Null is no label: they are counted from 1. */
function numberLabels(module: Module, fn: Fn): ReadonlyMap<BasicBlock, number> {
  const numbers = new Map<BasicBlock, number>();
  for (const block of fn.blocks) {
    const addresses = [...block.users()].filter((user): user is BlockAddress => user instanceof BlockAddress);
    if (addresses.length === 0) continue;
    numbers.set(block, numbers.size + 1);
    for (const address of addresses) {
      const number = constantInt(module.dataLayout.indexType(), numbers.size);
      address.replaceAllUsesWith(new ConstantExpr('inttoptr', address.type, [number]));
      address.dropOperands();
    }
  }
  return numbers;
}

function replaceJump(module: Module, jump: Instruction, numbers: ReadonlyMap<BasicBlock, number>): void {
  const from = jump.parent!;
  const [address, ...destinations] = jump.operands as [Value, ...BasicBlock[]];
  const elsewhere = new Block('no.label');
  from.parent!.appendBlock(elsewhere);
  new IRBuilder(elsewhere).unreachable();
  const b = new IRBuilder(from, jump);
  b.debugLocation = jump.getMetadata('dbg');
  const type = module.dataLayout.indexType();
  const targets = new Set(destinations);
  for (const target of targets) {
    // One edge remains of several, and none to a label that nothing has the address of.
    const edges = destinations.filter((d) => d === target).length;
    for (let i = numbers.has(target) ? 1 : 0; i < edges; i++) removePhiEdge(from, target);
  }
  const cases = [...targets].flatMap((target) => {
    const number = numbers.get(target);
    return number === undefined ? [] : [[constantInt(type, number), target] as const];
  });
  b.switch(b.cast('ptrtoint', address, type), elsewhere, cases);
  jump.erase();
}
