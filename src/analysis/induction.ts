import type { DataLayout, PhiInst, Value } from '../ir/index.ts';
import { SimpleConstant, isInstruction } from '../ir/index.ts';
import type { LinearForm, LinearTerm } from './linear-form.ts';
import { LinearForms } from './linear-form.ts';
import type { Loop } from './loops.ts';

/**
 * A phi of a loop header whose value follows from the number k of back edges taken since the loop was entered, in the
 * arithmetic modulo 2^bits of its type (pointers: bytes, modulo 2^(index bits); no flags are needed for that).
 */
export type Induction = AffineInduction | QuadraticInduction;

interface InductionBase {
  readonly phi: PhiInst;
  readonly loop: Loop;
  /** The value when the loop is entered: available at the preheader. */
  readonly start: Value;
}

/** `start + k · step`. The step is made of values that do not change in the loop. */
export interface AffineInduction extends InductionBase {
  readonly kind: 'affine';
  readonly step: LinearForm;
}

/**
 * Grows by `step` plus the current values of affine inductions of the same loop, each scaled:
 *
 *     start + k · step + Σ scale · (k · iv.start + k · (k - 1) / 2 · iv.step)
 */
export interface QuadraticInduction extends InductionBase {
  readonly kind: 'quadratic';
  readonly step: LinearForm;
  readonly inductions: readonly { readonly induction: AffineInduction; readonly scale: bigint }[];
}

/**
 * The induction variables of a loop that has a preheader and a single latch (else none). Integers and pointers; the way
 * from the phi to its next value may go through any sums that `LinearForms` takes apart.
 */
export function computeInductions(loop: Loop): Induction[] {
  const candidates = findCandidates(loop);
  const affine = new Map<Value, AffineInduction>();
  for (const c of candidates) {
    if (c.others.length || !c.step.terms.every((t) => isInvariant(t.value, loop))) continue;
    affine.set(c.phi, { kind: 'affine', phi: c.phi, loop, start: c.start, step: c.step });
  }
  return candidates.flatMap((c): Induction[] => {
    const known = affine.get(c.phi);
    return known ? [known] : findQuadratic(c, loop, affine);
  });
}

interface Candidate {
  readonly phi: PhiInst;
  readonly start: Value;
  /** What an iteration adds that does not change in the loop. */
  readonly step: LinearForm;
  /** What an iteration adds besides. */
  readonly others: readonly LinearTerm[];
}

/** The phis whose next value is a sum in which the phi itself has the factor 1. */
function findCandidates(loop: Loop): Candidate[] {
  const { preheader, latches, header } = loop;
  const [latch] = latches;
  const layout = dataLayoutOf(loop);
  if (!preheader || !latch || latches.length !== 1 || !layout) return [];
  const isLeaf = (v: Value): boolean => !isDefinedIn(v, loop);
  const forms = new LinearForms(layout, isLeaf);
  const candidates: Candidate[] = [];
  for (const phi of header.phis()) {
    if (phi.incomingCount !== 2) continue;
    const start = phi.valueFor(preheader);
    const next = phi.valueFor(latch);
    const form = next && forms.of(next);
    if (!start || !form || form.terms.find((t) => t.value === phi)?.scale !== 1n) continue;
    const rest = form.terms.filter((t) => t.value !== phi);
    const [others, terms] = [rest.filter((t) => !isLeaf(t.value)), rest.filter((t) => isLeaf(t.value))];
    candidates.push({ phi, start, step: { constant: form.constant, terms }, others });
  }
  return candidates;
}

function findQuadratic(c: Candidate, loop: Loop, affine: ReadonlyMap<Value, AffineInduction>): Induction[] {
  const inductions = c.others.flatMap(({ value, scale }) => {
    const induction = affine.get(value);
    return induction && haveSameWidth(c.phi, induction.phi) ? [{ induction, scale }] : [];
  });
  if (inductions.length !== c.others.length) return [];
  if (!c.step.terms.every((t) => isInvariant(t.value, loop))) return [];
  const { phi, start, step } = c;
  return [{ kind: 'quadratic', phi, loop, start, step, inductions }];
}

function haveSameWidth(a: PhiInst, b: PhiInst): boolean {
  const layout = a.parent?.parent?.parent?.dataLayout;
  if (!layout) return false;
  const forms = new LinearForms(layout, () => true);
  return forms.bitsFor(a.type) === forms.bitsFor(b.type);
}

function dataLayoutOf(loop: Loop): DataLayout | undefined {
  return loop.header.parent?.parent?.dataLayout;
}

function isDefinedIn(value: Value, loop: Loop): boolean {
  return isInstruction(value) && value.parent !== null && loop.blocks.has(value.parent);
}

/** Whether the value is the same in each iteration. (`undef` may be another number at each use.) */
export function isInvariant(value: Value, loop: Loop): boolean {
  if (value instanceof SimpleConstant && value.which !== 'null') return false;
  return !isDefinedIn(value, loop);
}
