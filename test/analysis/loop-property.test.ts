import { expect, it } from 'vitest';
import { analyzeAliases } from '../../src/analysis/memory/index.ts';
import { Separation } from '../../src/analysis/range/index.ts';
import type { Fn, Instruction, StoreInst } from '../../src/ir/index.ts';
import { canonicalize } from '../../src/passes/canonicalize.ts';
import { parseModule } from '../../src/text/index.ts';
import { hoistLoads } from '../../src/transform/hoist-loads.ts';
import { Undefined } from './alias-interpreter.ts';
import { randomFrom } from './alias-random.ts';
import type { LoopTouch } from './loop-interpreter.ts';
import { LoopInterpreter } from './loop-interpreter.ts';
import { LoopWriter } from './loop-random.ts';

const [base, other, sink] = [1n << 40n, 1n << 41n, 1n << 42n] as const;

function functionOf(text: string): Fn {
  const fn = parseModule(text).getFunction('f')!;
  canonicalize(fn);
  return fn;
}

/** Undefined if the program does something undefined, or does not end. */
function execute(fn: Fn, args: readonly bigint[]): LoopInterpreter | undefined {
  const interpreter = new LoopInterpreter(fn, 4000);
  try {
    interpreter.run(args);
    return interpreter;
  } catch (error) {
    if (error instanceof Undefined) return undefined;
    throw error;
  }
}

/** Arguments, most of them small; sometimes the two arrays overlap. */
function argumentsFrom(random: () => number): bigint[] {
  const small = (): bigint => BigInt(Math.floor(random() * (random() < 0.3 ? 129 : 9)) - 2);
  return [base, random() < 0.3 ? base + 8n * small() : other, sink, 5n, small(), small()];
}

/** The stores of which it is said that they do not overwrite what a load has read: by load. */
type Claims = ReadonlyMap<Instruction, ReadonlySet<Instruction>>;

function claimsOf(fn: Fn): Claims {
  const { dataLayout } = fn.parent!;
  const separation = new Separation(fn, dataLayout);
  const all = [...fn.instructions()];
  const stores = all.filter((inst) => inst.opcode === 'store');
  const claims = new Map<Instruction, ReadonlySet<Instruction>>();
  for (const load of all) {
    if (load.opcode !== 'load') continue;
    const read = { inst: load, pointer: load.pointer, size: 8 };
    const isApart = (store: StoreInst): boolean =>
      separation.isUntouchedLater(read, { inst: store, pointer: store.pointer, size: 8 });
    claims.set(load, new Set(stores.filter(isApart)));
  }
  return claims;
}

/** Loads and stores that a run shows to be no such pair. */
function wrongClaims({ touches }: LoopInterpreter, claims: Claims): string[] {
  return touches.flatMap((read, i) => {
    const stores = claims.get(read.inst);
    if (!stores || stores.size === 0) return [];
    const wrong = touches.slice(i + 1).find((t) => stores.has(t.inst) && meets(t, read));
    return wrong ? [`${read.inst.name} at ${read.address}, then ${wrong.address}`] : [];
  });
}

const meets = (a: LoopTouch, b: LoopTouch): boolean =>
  a.address < b.address + 8n && b.address < a.address + 8n;

function writtenBy(run: LoopInterpreter | undefined): string | undefined {
  const stores = run?.touches.filter(({ inst }) => inst.opcode === 'store');
  return stores?.map(({ address, value }) => `${address}=${value}`).join(' ');
}

const programs = 500;

it('tells apart only what random loops do not overwrite', () => {
  const counts = { pairs: 0, apart: 0, ended: 0 };
  for (let seed = 1; seed <= programs; seed++) {
    const random = randomFrom(seed);
    const text = new LoopWriter(random).write();
    const fn = functionOf(text);
    const claims = claimsOf(fn);
    const stores = [...fn.instructions()].filter((inst) => inst.opcode === 'store').length;
    counts.pairs += claims.size * stores;
    for (const of of claims.values()) counts.apart += of.size;
    for (let attempt = 0; attempt < 4; attempt++) {
      const args = argumentsFrom(random);
      const run = execute(fn, args);
      if (!run) continue;
      counts.ended++;
      expect({ seed, args, text, wrong: wrongClaims(run, claims) }).toEqual({ seed, args, text, wrong: [] });
    }
  }
  expect(counts.ended).toBeGreaterThan(programs * 2);
  expect(counts.apart / counts.pairs).toBeGreaterThan(0.04);
});

it('takes loads out of random loops only where they read the same', () => {
  let hoisted = 0;
  for (let seed = 1; seed <= programs; seed++) {
    const random = randomFrom(seed);
    const text = new LoopWriter(random).write();
    const [fn, changed] = [functionOf(text), functionOf(text)];
    const places = [...changed.instructions()].map((inst) => [inst, inst.parent] as const);
    hoistLoads(changed, analyzeAliases(changed));
    if (places.every(([inst, block]) => inst.parent === block)) continue;
    hoisted++;
    for (let attempt = 0; attempt < 6; attempt++) {
      const args = argumentsFrom(random);
      const [before, after] = [execute(fn, args), execute(changed, args)];
      if (before)
        expect({ seed, args, text, written: writtenBy(after) }).toEqual({
          seed,
          args,
          text,
          written: writtenBy(before),
        });
    }
  }
  expect(hoisted).toBeGreaterThan(programs / 100);
});
