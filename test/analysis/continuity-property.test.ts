import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeDominators } from '../../src/analysis/dominators.ts';
import { computeLoops } from '../../src/analysis/loops.ts';
import type { ChainedAccess } from '../../src/analysis/range/continuity.ts';
import { areLinked, chainTo } from '../../src/analysis/range/continuity.ts';
import { ExactForms } from '../../src/analysis/range/exact-forms.ts';
import type { Fn } from '../../src/ir/index.ts';
import { canonicalize } from '../../src/passes/canonicalize.ts';
import { parseModule } from '../../src/text/index.ts';
import { evaluated, follow, valuesIn } from './exact-forms-check.ts';
import type { LoopInterpreter } from './loop-interpreter.ts';
import { asParameters, writeNest } from './loop-nest-text.ts';
import { smallMemoryCases } from './loop-nests.ts';

const layout = 'target datalayout = "e-p:8:8"';

function chainsIn(fn: Fn, forms: ExactForms): ChainedAccess[] {
  return [...fn.instructions()].flatMap((inst) => {
    if (inst.opcode !== 'load' && inst.opcode !== 'store') return [];
    return chainTo(forms, { inst, pointer: inst.pointer, size: 1 }) ?? [];
  });
}

/** Whether all that a run touches may be one object: less than half of the memory, and not around its end. */
function isOneObject({ touches }: LoopInterpreter): boolean {
  const addresses = touches.map((t) => Number(t.address));
  return Math.max(...addresses) - Math.min(...addresses) < 127;
}

/** What is wrong with chains in a run; undefined if it is undefined. */
function runChains(fn: Fn, forms: ExactForms, chains: readonly ChainedAccess[], args: readonly bigint[]): string[] | undefined {
  const offsets = new Map<ChainedAccess, Set<bigint>>();
  const wrong: string[] = [];
  const run = follow(fn, forms, args, 3000, (block, interpreter, counters) => {
    const valueOf = valuesIn(forms, interpreter, counters);
    for (const chain of chains) {
      const { inst, pointer } = chain.access;
      if (inst.parent !== block) continue;
      const around = BigInt.asUintN(8, interpreter.valueOf(pointer)!) - evaluated(chain.form, valueOf)!;
      offsets.set(chain, (offsets.get(chain) ?? new Set()).add(around));
      for (const [variable, most] of chain.limits)
        if (valueOf(variable)! > most) wrong.push(`a limit of %${pointer.name}`);
    }
  });
  if (!run || !isOneObject(run)) return undefined;
  for (const [a, ofA] of offsets) {
    for (const [b, ofB] of offsets)
      if (new Set([...ofA, ...ofB]).size > 1 && areLinked(forms, a, b))
        wrong.push(`the distance of %${a.access.pointer.name} and %${b.access.pointer.name}`);
  }
  return wrong;
} // prettier-ignore

it('knows the distance of addresses that wrap around', () => {
  const counts = { linked: 0, pairs: 0, ended: 0, limits: 0 };
  fc.assert(
    fc.property(smallMemoryCases, ({ program, runs }) => {
      const text = `${layout}\n${writeNest(program)}`;
      const fn = parseModule(text).getFunction('f')!;
      canonicalize(fn);
      const dominators = computeDominators(fn);
      const forms = new ExactForms(fn.parent!.dataLayout, computeLoops(fn, dominators), dominators);
      const chains = chainsIn(fn, forms);
      for (const a of chains) {
        counts.limits += a.limits.size;
        for (const b of chains) {
          counts.pairs++;
          if (areLinked(forms, a, b)) counts.linked++;
        }
      }
      for (const { base, values } of runs) {
        const args = [base, base, ...asParameters(program, values)];
        const wrong = runChains(fn, forms, chains, args);
        if (!wrong) continue;
        counts.ended++;
        if (wrong.length > 0) throw new Error(`${wrong.join('; ')}, with ${args.join(', ')}\n${text}`);
      }
    }),
    { numRuns: 3000, seed: 77 },
  );
  expect(counts.linked / counts.pairs).toBeGreaterThan(0.3);
  expect(counts.limits).toBeGreaterThan(100);
  expect(counts.ended).toBeGreaterThan(5000);
});
