import { expect, it } from 'vitest';
import type { Access } from '../../src/analysis/memory/index.ts';
import { analyzeAliases, analyzeClobbers, memoryEffect } from '../../src/analysis/memory/index.ts';
import type { Fn, Instruction } from '../../src/ir/index.ts';
import { parseModule } from '../../src/text/index.ts';
import type { Touch } from './alias-interpreter.ts';
import { MiniInterpreter, Undefined } from './alias-interpreter.ts';
import { ProgramWriter, randomFrom } from './alias-random.ts';

interface Run {
  readonly interpreter: MiniInterpreter;
  readonly returned: boolean;
}

/** Runs @f on buffers that point to each other; the first two arguments may be the same or overlap. */
function execute(fn: Fn, seed: number): Run {
  const random = randomFrom(seed);
  const interpreter = new MiniInterpreter(fn.parent!, random);
  const [a, other, r, far] = [0, 0, 0, 0].map(() => interpreter.allocate(64)) as [
    number,
    number,
    number,
    number,
  ];
  const g = interpreter.addressOf('g');
  const b = [other, a, a + 16][Math.floor(random() * 3)]!;
  const targets = [a, other, far, g, far];
  for (const start of [a, other, far, g, r]) {
    for (let i = 1; i < 8; i += 2) {
      interpreter.poke(start + 8 * i, BigInt(targets[Math.floor(random() * targets.length)]!));
    }
  }
  for (const name of ['in', 'hidden']) {
    for (let i = 1; i < 8; i += 2) interpreter.poke(interpreter.addressOf(name) + 8 * i, BigInt(far));
  }
  interpreter.keep(far);
  interpreter.keep(a);
  try {
    interpreter.run(fn, [BigInt(a), BigInt(b), BigInt(r)]);
    return { interpreter, returned: true };
  } catch (error) {
    if (error instanceof Undefined) return { interpreter, returned: false };
    throw error;
  }
}

const meets = (x: Touch, y: Touch): boolean =>
  x.address < y.address + y.size && y.address < x.address + x.size;

/** Pairs of accesses, one of them a write, that touched a common byte although the analysis said that they do not. */
function wrongAliases(fn: Fn, touches: readonly Touch[]): string[] {
  const alias = analyzeAliases(fn);
  const accesses = (t: Touch): readonly Access[] => {
    const effect = memoryEffect(t.inst, alias);
    return t.kind === 'read' ? effect.reads : effect.writes;
  };
  const wrong = new Set<string>();
  const fine = new Set<string>();
  const ids = new Map<Instruction, number>([...fn.instructions()].map((inst, i) => [inst, i]));
  for (const x of touches) {
    for (const y of touches) {
      if (x.kind === 'read' || !meets(x, y)) continue;
      const key = `${ids.get(x.inst)} ${x.kind} - ${ids.get(y.inst)} ${y.kind}`;
      if (fine.has(key)) continue;
      fine.add(key);
      if (!accesses(x).some((p) => accesses(y).some((q) => alias.mayAlias(p, q)))) wrong.add(key);
    }
  }
  return [...wrong];
}

/** Instructions that were said to be repeatable although what they read has changed at the end. */
function wrongReloads(fn: Fn, run: Run): string[] {
  const reload = analyzeClobbers(fn, analyzeAliases(fn), { treatFreeAsWrite: true });
  const wrong: string[] = [];
  for (const { inst, kind, address, size, bytes } of run.interpreter.touches) {
    if (kind !== 'read' || !reload(inst).repeatable) continue;
    const now = run.interpreter.bytesAt(address, size);
    const freed = run.interpreter.blockOf(address)!.freed;
    if (freed || now.some((byte, i) => byte !== bytes[i])) wrong.push(`${inst.opcode} ${inst.name}`);
  }
  return wrong;
}

it('holds for what random programs really do', () => {
  const counts = { returned: 0, touches: 0, repeatable: 0, reads: 0 };
  for (let seed = 1; seed <= 2500; seed++) {
    const text = new ProgramWriter(randomFrom(seed)).write();
    const fn = parseModule(text).getFunction('f')!;
    const reload = analyzeClobbers(fn, analyzeAliases(fn), { treatFreeAsWrite: true });
    for (const inst of fn.instructions()) {
      if (inst.opcode !== 'load') continue;
      counts.reads++;
      if (reload(inst).repeatable) counts.repeatable++;
    }
    for (let attempt = 0; attempt < 3; attempt++) {
      const run = execute(fn, seed * 8 + attempt);
      expect({ seed, text, wrong: wrongAliases(fn, run.interpreter.touches) }).toEqual({
        seed,
        text,
        wrong: [],
      });
      counts.touches += run.interpreter.touches.length;
      if (!run.returned) continue;
      counts.returned++;
      expect({ seed, text, wrong: wrongReloads(fn, run) }).toEqual({ seed, text, wrong: [] });
    }
  }
  // The programs must do something, and the analysis must not say "no" to everything.
  expect(counts.returned).toBeGreaterThan(1500);
  expect(counts.touches).toBeGreaterThan(20_000);
  expect(counts.repeatable / counts.reads).toBeGreaterThan(0.2);
});
