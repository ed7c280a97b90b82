/**
 * Jumps to labels that are values (computed goto) become switches: a label is a number, in all tables of the module. Only so can
 * a copy of the function be made, whose jumps would otherwise lead into the original. (LLVM has a pass of this kind for targets
 * without indirect branches.) Distances between labels stay right, since they are differences of their numbers.
 *
 * The program's own function, compiled elsewhere from the module as it was, still jumps by addresses: tables that both would read
 * get names of their own here. A label in a variable that is written is an address after one and a number after the other; a jump
 * to what is no number of a label here ends the program.
 */
import { isNeverWritten } from '../analysis/never-written.ts';
import type { BasicBlock, Fn, Instruction, Module, Value } from '../ir/index.ts';
import {
  BasicBlock as Block,
  BlockAddress,
  ConstantAggregate,
  ConstantExpr,
  IRBuilder,
  constantInt,
  functionType,
  voidType,
} from '../ir/index.ts';
import { removePhiEdge } from './edges.ts';

export function expandIndirectBranches(module: Module): void {
  renameTables(module);
  for (const fn of module.functions) {
    const jumps = fn.blocks.flatMap((b) => (b.terminator?.opcode === 'indirectbr' ? [b.terminator] : []));
    // Labels may be stored where no jump is left.
    const numbers = numberLabels(module, fn);
    for (const jump of jumps) replaceJump(module, jump, numbers);
  }
}

function renameTables(module: Module): void {
  for (const table of module.globals) {
    if (!table.initializer || !namesLabel(table.initializer) || !isNeverWritten(table)) continue;
    module.rename(table, `${table.name ?? ''}.labels`);
    table.linkage = 'private';
    table.visibility = undefined;
    table.comdat = undefined;
  }
}

function namesLabel(constant: Value): boolean {
  if (constant instanceof BlockAddress) return true;
  if (!(constant instanceof ConstantAggregate || constant instanceof ConstantExpr)) return false;
  return constant.operands.some(namesLabel);
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
  const end = new IRBuilder(elsewhere);
  end.call(module.getOrDeclare('llvm.trap', functionType(voidType, [])), []);
  end.unreachable();
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
