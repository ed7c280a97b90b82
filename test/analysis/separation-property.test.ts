import fc from 'fast-check';
import { expect, it } from 'vitest';
import { computeLoops } from '../../src/analysis/loops.ts';
import type { Loop } from '../../src/analysis/loops.ts';
import { computeDominators } from '../../src/analysis/dominators.ts';
import type { PlacedAccess } from '../../src/analysis/range/index.ts';
import { Separation } from '../../src/analysis/range/index.ts';
import type { Fn, Instruction, LoadInst, StoreInst } from '../../src/ir/index.ts';
import { canonicalize } from '../../src/passes/canonicalize.ts';
import { parseModule } from '../../src/text/index.ts';
import { Undefined } from './alias-interpreter.ts';
import { LoopInterpreter } from './loop-interpreter.ts';
import type { LoopTouch } from './loop-interpreter.ts';
import type { NestCase } from './loop-nests.ts';
import { asParameters, writeNest } from './loop-nest-text.ts';
import { nestCases } from './loop-nests.ts';

type Pair = readonly [read: LoadInst, write: StoreInst];

/** What runs have shown to be touched by both. */
interface Meetings {
  /** The write came after the read. */
  readonly later: Set<Pair>;
  /** Both in one visit of a loop. */
  readonly inLoop: Map<Loop, Set<Pair>>;
}

class Program {
  readonly fn: Fn;
  readonly pairs: readonly Pair[];
  readonly loops: readonly Loop[];
  readonly separation: Separation;
  readonly #byRead = new Map<Instruction, Map<Instruction, Pair>>();

  constructor(text: string) {
    this.fn = parseModule(text).getFunction('f')!;
    canonicalize(this.fn);
    const instructions = [...this.fn.instructions()];
    const stores = instructions.filter((inst) => inst.opcode === 'store');
    for (const load of instructions)
      if (load.opcode === 'load') this.#byRead.set(load, new Map(stores.map((s) => [s, [load, s]])));
    this.pairs = [...this.#byRead.values()].flatMap((m) => [...m.values()]);
    this.loops = computeLoops(this.fn, computeDominators(this.fn)).all;
    this.separation = new Separation(this.fn, this.fn.parent!.dataLayout);
  }

  isSaidApart([read, write]: Pair): boolean {
    return this.separation.isUntouchedLater(placed(read), placed(write));
  }

  isSaidApartIn(loop: Loop, [read, write]: Pair): boolean {
    return this.separation.isUntouchedIn(loop, placed(read), placed(write));
  }

  meetings(runs: readonly (readonly bigint[])[]): Meetings {
    const met: Meetings = { later: new Set(), inLoop: new Map(this.loops.map((loop) => [loop, new Set()])) };
    for (const args of runs) {
      const run = execute(this.fn, args);
      if (!run) continue;
      this.#collect(run.touches, met.later);
      for (const [loop, pairs] of met.inLoop) {
        for (const visit of visitsOf(loop, run)) {
          this.#collect(visit, pairs);
          this.#collect(visit.toReversed(), pairs);
        }
      }
    }
    return met;
  }

  /** Adds those of which the write comes after the read. */
  #collect(touches: readonly LoopTouch[], into: Set<Pair>): void {
    const readBy = new Map<bigint, Set<Instruction>>();
    for (const { inst, address, size } of touches) {
      for (let i = 0n; i < size; i++) {
        const at = address + i;
        const readers = readBy.get(at) ?? new Set();
        if (inst.opcode === 'load') readBy.set(at, readers.add(inst));
        else for (const load of readers) into.add(this.#byRead.get(load)!.get(inst)!);
      }
    }
  }
}

function placed(inst: LoadInst | StoreInst): PlacedAccess {
  const type = inst.opcode === 'load' ? inst.type : inst.value.type;
  return { inst, pointer: inst.pointer, size: type.kind === 'integer' ? type.bits / 8 : 8 };
}

/** Undefined if the program does something undefined, or does not end. */
function execute(fn: Fn, args: readonly bigint[]): LoopInterpreter | undefined {
  const interpreter = new LoopInterpreter(fn, 8000);
  try {
    interpreter.run(args);
    return interpreter;
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
}

/** The touches of each time that a loop was gone through. */
function visitsOf(loop: Loop, { touches, edges }: LoopInterpreter): LoopTouch[][] {
  const starts = edges.flatMap(({ from, to, touches: at }) =>
    to === loop.header && !loop.blocks.has(from) ? [at] : [],
  );
  return starts.map((start, i) =>
    touches.slice(start, starts[i + 1]).filter(({ inst }) => loop.blocks.has(inst.parent!)),
  );
}

const nameOf = ([read, write]: Pair): string => `%${read.name} and the store to %${write.pointer.name}`;

interface Counts {
  pairs: number;
  apart: number;
  met: number;
}

/** Throws if what is told apart meets. */
function hold({ program: nest, runs }: NestCase, counts: Counts): void {
  const text = writeNest(nest);
  if (!text.includes('= load') || !text.includes('store volatile')) return;
  const program = new Program(text);
  const met = program.meetings(runs.map(({ base, values }) => [base, base, ...asParameters(nest, values)]));
  const wrong = [...met.later].filter((pair) => program.isSaidApart(pair)).map(nameOf);
  for (const [loop, pairs] of met.inLoop)
    for (const pair of pairs) if (program.isSaidApartIn(loop, pair)) wrong.push(`${nameOf(pair)}, in a loop`);
  if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\n${text}`);
  counts.met += met.later.size;
  // How much is told apart at all.
  if (counts.pairs > 1000) return;
  counts.pairs += program.pairs.length;
  counts.apart += program.pairs.filter((pair) => program.isSaidApart(pair)).length;
}

it('tells apart only what random nests of loops keep apart', () => {
  const counts: Counts = { pairs: 0, apart: 0, met: 0 };
  fc.assert(
    fc.property(nestCases, (nest) => hold(nest, counts)),
    { numRuns: 1000, seed: 1 },
  );
  expect(counts.apart / counts.pairs).toBeGreaterThan(0.1);
  expect(counts.met).toBeGreaterThan(200);
});
