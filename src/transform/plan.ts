/**
 * The plan of the reverse sweep: which blocks it visits and how it gets from one to the next, and how it recovers each
 * value it needs. Plain data; the emitters decide nothing.
 */
import type { Dominators } from '../analysis/dominators.ts';
import type { Induction } from '../analysis/induction.ts';
import { computeInductions } from '../analysis/induction.ts';
import type { Loops } from '../analysis/loops.ts';
import type { AliasInfo, Reload } from '../analysis/memory/index.ts';
import type { BasicBlock, Fn, Instruction, PhiInst, Value } from '../ir/index.ts';
import type { Action } from './action.ts';
import { ForwardedLoads } from './forwarded-loads.ts';
import { collectNeeds } from './needs.ts';
import type { RecoveryInput, RecoveryPlan } from './recovery.ts';
import { isRecomputable, planRecovery } from './recovery.ts';
import type { Reservation } from './reservation.ts';
import { planReservations } from './reservation.ts';
import type { Shadows } from './shadow.ts';
import { shadowIn } from './shadow.ts';
import type { SteppedPhi } from './stepped-phis.ts';
import { SteppedPhis } from './stepped-phis.ts';
import type { RecordLayout } from './tape.ts';
import { layOutRecord } from './tape.ts';
import type { WaysBack } from './way-back.ts';
import { findWaysBack } from './way-back.ts';

export interface PlanInput {
  readonly fn: Fn;
  readonly exit: BasicBlock;
  readonly dominators: Dominators;
  readonly loops: Loops;
  readonly actions: ReadonlyMap<Instruction, Action>;
  readonly shadows: Shadows;
  readonly aliases: AliasInfo;
  readonly reloads: ReadonlyMap<Instruction, Reload>;
  readonly split: boolean;
}

export interface ReversePlan {
  readonly ways: WaysBack;
  readonly recovery: RecoveryPlan;
  /** The phis that are stepped back from iteration to iteration. */
  readonly stepped: ReadonlyMap<PhiInst, SteppedPhi>;
  /** The layout of the record of each block that pushes one. */
  readonly records: ReadonlyMap<BasicBlock, RecordLayout>;
  /** Where room for many records is made at once. */
  readonly reservations: readonly Reservation[];
}

export function planReverse(input: PlanInput): ReversePlan {
  const inductions = new Map(input.loops.all.flatMap(computeInductions).map((i) => [i.phi, i]));
  const blocksWithActions = new Set([...input.actions.keys()].map((inst) => inst.parent!));
  const forwarded: ForwardedLoads = new ForwardedLoads({
    ...input,
    isRecomputable: (inst) => isRecomputable(inst, (load) => isRepeatable(input, forwarded, load)),
  });
  // A skipped block that turns out to push a record must be visited after all; then the plan is made again.
  const visited = new Set<BasicBlock>();
  for (;;) {
    const ways = findWaysBack({
      ...input,
      hasWork: (block) => blocksWithActions.has(block) || visited.has(block),
      hasActivePhi: (block) => [...block.phis()].some((phi) => input.actions.has(phi)),
    });
    const stepped = new SteppedPhis({
      ...input,
      isCounted: (loop) => ways.counters.has(loop),
      isVisited: (block) => ways.of.has(block),
      isRecomputable: (inst) => isRecomputable(inst, (load) => isRepeatable(input, forwarded, load)),
      isInduction: (phi) => inductionOf(phi, input, ways, inductions) !== undefined,
    });
    const find: RecoveryInput = {
      ...input,
      needs: [],
      layout: input.fn.parent!.dataLayout,
      isRepeatable: (load) => isRepeatable(input, forwarded, load),
      forwardedTo: (load) => (input.shadows.originals.has(load) ? undefined : forwarded.valueOf(load)),
      isCounted: (loop) => ways.counters.has(loop),
      isStepped: (phi) => stepped.of.has(phi),
      inductionOf: (phi) => inductionOf(phi, input, ways, inductions),
    };
    const recovery = recover(input, ways, find, stepped);
    const forgotten = [...recovery.records.keys()].filter((block) => ways.skipped.has(block));
    if (forgotten.length === 0) {
      forwarded.removeUnless((load) => recovery.of.get(load)?.kind === 'same');
      const records = new Map<BasicBlock, RecordLayout>();
      for (const [block, values] of recovery.records) {
        records.set(block, layOutRecord(values.map((v) => v.type), input.fn.parent!.dataLayout)); // prettier-ignore
      }
      return { ways, recovery, stepped: stepped.of, records, reservations: reserve(input, records) };
    }
    stepped.undo();
    ways.undo();
    for (const block of forgotten) visited.add(block);
  }
}

function reserve(input: PlanInput, records: ReadonlyMap<BasicBlock, RecordLayout>): Reservation[] {
  const calling = new Set<BasicBlock>();
  for (const [inst, action] of input.actions) if (action.kind === 'call') calling.add(inst.parent!);
  const layout = input.fn.parent!.dataLayout;
  return planReservations({ ...input, layout, records, callsWithTape: (block) => calling.has(block) });
}

/** Plans the recovery, and again as long as it saves phis that can be stepped back instead. */
function recover(
  { actions, shadows }: PlanInput,
  ways: WaysBack,
  find: RecoveryInput,
  stepped: SteppedPhis,
): RecoveryPlan {
  const shadowOf = (pointer: Value, access: Instruction): Value => shadowIn(shadows, pointer, access);
  const shadowOfAllocation = (allocation: Value): Value | undefined => shadows.of.get(allocation);
  const tried = new Set<PhiInst>();
  for (;;) {
    const needs = collectNeeds({ actions, ways, stepped: stepped.of, shadowOf, shadowOfAllocation });
    const recovery = planRecovery({ ...find, needs });
    let isBetter = false;
    for (const value of [...recovery.records.values()].flat()) {
      if (value.opcode !== 'phi' || tried.has(value)) continue;
      tried.add(value);
      isBetter = stepped.add(value) || isBetter;
    }
    if (!isBetter) return recovery;
  }
}

function inductionOf(
  phi: PhiInst,
  { shadows }: PlanInput,
  ways: WaysBack,
  inductions: ReadonlyMap<PhiInst, Induction>,
): Induction | undefined {
  const original = (shadows.originals.get(phi) ?? phi) as PhiInst;
  const induction = inductions.get(original);
  if (!induction || !ways.counters.has(induction.loop)) return undefined;
  if (original === phi) return induction;
  return { ...induction, phi, start: shadows.of.get(induction.start) ?? induction.start };
}

/** A copy reads what its original read. A pointer in shadow memory is overwritten where the pointer beside it is. */
function isRepeatable(
  { reloads, shadows }: PlanInput,
  { originals }: ForwardedLoads,
  load: Instruction,
): boolean {
  return reloads.get(shadows.originals.get(load) ?? originals.get(load) ?? load)?.repeatable ?? false;
}
