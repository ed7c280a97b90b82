/** The bytes of the tape, by loop and by call. */
import type { Loop } from '../analysis/loops.ts';
import { fileOfScope, locate, locateFunction } from '../analysis/source-location.ts';
import type { BasicBlock, Fn } from '../ir/index.ts';
import { MDNode } from '../ir/index.ts';
import { layOutRecord } from '../transform/tape.ts';
import type { Derivation, Findings } from '../transform/generate.ts';
import type { CallReport, LoopReport, TapeReport } from './report.ts';

export const emptyTape: TapeReport = { bytesPerCall: 0, loops: [], calls: [] };

export function reportTape(d: Derivation, nameOf: (callee: string) => string): TapeReport {
  const { plan, loops, fn } = d;
  const recordsIn = new Map<Loop | undefined, number>();
  for (const [block, record] of plan?.records ?? []) {
    const loop = loops.loopFor(block);
    recordsIn.set(loop, (recordsIn.get(loop) ?? 0) + record.size);
  }
  // What a function of its own keeps in slots crosses over to the reverse function in one record.
  const kept = d.job.kind === 'split' ? (plan?.recovery.slots ?? []) : [];
  const keptBytes = kept.length === 0 ? 0 : layOutRecord(kept.map((v) => v.type), fn.parent!.dataLayout).size; // prettier-ignore
  const reserved = new Set<BasicBlock>(plan?.reservations.flatMap((r) => r.blocks));
  const reports: LoopReport[] = [];
  for (const loop of loops.all) {
    const place = placeOfLoop(loop, d.job.fn);
    reports.push({
      file: place?.file ?? null,
      line: place?.line ?? null,
      depth: loop.depth,
      bytesPerIteration: recordsIn.get(loop) ?? 0,
      reserved: [...loop.blocks].some((block) => reserved.has(block)),
    });
  }
  return {
    bytesPerCall: (recordsIn.get(undefined) ?? 0) + keptBytes,
    loops: reports,
    calls: reportCalls(d, nameOf),
  };
}

function reportCalls({ calls, loops }: Derivation, nameOf: (callee: string) => string): CallReport[] {
  return [...calls].map(([inst, split]) => ({
    line: locate(inst)?.line ?? null,
    callee: nameOf(split.augmented.name ?? ''),
    depth: loops.depth(inst.parent!),
  }));
}

/** Where the loop begins in the source: as its metadata says, or else its first line. */
export function placeOfLoop(loop: Loop, fn: Fn): { file: string | undefined; line: number } | undefined {
  for (const latch of loop.latches) {
    const node = latch.terminator?.getMetadata('llvm.loop');
    const start = node?.operands.find((o) => o instanceof MDNode && o.tag === 'DILocation') as
      MDNode | undefined;
    const line = start?.numberField('line');
    if (start && line)
      return { file: fileOfScope(start.nodeField('scope')) ?? locateFunction(fn)?.file, line };
  }
  let first: { file: string | undefined; line: number } | undefined;
  for (const block of loop.blocks) {
    for (const inst of block) {
      const at = locate(inst);
      if (at && (!first || at.line < first.line)) first = { file: at.file, line: at.line };
    }
  }
  return first;
}

export const isDerivation = (seen: Findings | Derivation): seen is Derivation => 'plan' in seen;
