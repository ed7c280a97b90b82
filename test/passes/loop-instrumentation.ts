import { computeDominators } from '../../src/analysis/dominators.ts';
import { computeInductions } from '../../src/analysis/induction.ts';
import type { Loop } from '../../src/analysis/loops.ts';
import { computeLoops } from '../../src/analysis/loops.ts';
import { computeTripCount } from '../../src/analysis/trip-count.ts';
import type { Fn, Instruction, Module, Value } from '../../src/ir/index.ts';
import { CallInst, IRBuilder, PhiInst, constantInt, functionType, i1, i64, voidType } from '../../src/ir/index.ts'; // prettier-ignore
import { Fn as Func } from '../../src/ir/index.ts';
import { emitInductionValue, emitTripCount } from '../../src/passes/emit-induction.ts';
import { parseModule } from '../../src/text/index.ts';

/**
 * Puts a counter into every loop and code that compares, while the program runs, each induction variable with its closed
 * form and each trip count with the number of back edges. A difference ends the program with a trap.
 */
export function checkLoopsAtRunTime(module: Module): { tripCounts: number; inductions: number } {
  const found = { tripCounts: 0, inductions: 0 };
  const check = addCheck(module);
  for (const fn of module.functions.filter((f) => !f.isDeclaration && f !== check)) {
    const loops = computeLoops(fn, computeDominators(fn)).all;
    // Analyse everything first: the checks are code too.
    const facts = loops.map((loop) => ({
      loop,
      inductions: computeInductions(loop),
      count: computeTripCount(loop),
    }));
    for (const { loop, inductions, count } of facts) {
      if (!loop.preheader || loop.latches.length !== 1) continue;
      const counter = addCounter(loop);
      const builder = new IRBuilder().positionBefore(loop.header.firstNonPhi!);
      for (const induction of inductions) {
        const expected = emitInductionValue(builder, induction, counter);
        insertCheck(builder, check, builder.icmp('eq', expected, induction.phi));
        found.inductions++;
      }
      if (!count) continue;
      builder.positionBefore(loop.preheader.terminator!);
      let expected: Value = emitTripCount(builder, count);
      if (expected.type !== i64) expected = builder.cast('zext', expected, i64);
      for (const exit of loop.exits) {
        if (exit.terminator?.opcode === 'unreachable') continue;
        builder.positionBefore(exit.firstNonPhi!);
        insertCheck(builder, check, builder.icmp('eq', expected, counter));
        found.tripCounts++;
      }
    }
  }
  return found;
}

function insertCheck(builder: IRBuilder, check: Fn, condition: Instruction): void {
  builder.insert(new CallInst(check.valueType, check, [condition]));
}

/** A phi that counts back edges. */
function addCounter(loop: Loop): PhiInst {
  const [latch] = loop.latches;
  const phi = new PhiInst(i64, 0, 'counter');
  loop.header.insertBefore(phi, loop.header.first);
  const next = new IRBuilder().positionBefore(latch!.terminator!).add(phi, constantInt(i64, 1));
  for (const p of loop.header.predecessors) phi.addIncoming(p === latch ? next : constantInt(i64, 0), p);
  return phi;
}

/** `void check(i1)` that traps when the condition is false. */
function addCheck(module: Module): Fn {
  const source = parseModule(`
declare void @llvm.trap()
define internal void @check(i1 %ok) {
  br i1 %ok, label %good, label %bad
bad:
  call void @llvm.trap()
  unreachable
good:
  ret void
}`);
  const fn = module.add(new Func('fluxion.test.check', functionType(voidType, [i1])));
  fn.linkage = 'internal';
  const body = source.getFunction('check')!;
  const trap = module.getOrDeclare('llvm.trap', functionType(voidType, []));
  for (const block of [...body.blocks]) {
    body.removeBlock(block);
    fn.appendBlock(block);
  }
  body.args[0]!.replaceAllUsesWith(fn.args[0]!);
  source.getFunction('llvm.trap')!.replaceAllUsesWith(trap);
  return fn;
}
