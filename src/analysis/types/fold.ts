import type { DataLayout } from '../../ir/index.ts';
import type { BoundedDimension } from './bounds.ts';
import type { Candidate } from './findings.ts';
import { Findings } from './findings.ts';
import { reduced } from './region.ts';
import { unitOf } from './statements.ts';

/**
 * Lays the elements of a bounded walk over each other: what is said of any of them is said of the one that is asked for.
 * `whole` is the size of what the findings are about.
 */
export function folded(
  layout: DataLayout,
  findings: Findings,
  inner: readonly BoundedDimension[],
  whole: number,
): Findings {
  let current = findings;
  let end = whole;
  for (const { stride, count } of inner) {
    end -= (count - 1) * stride;
    current = foldOnce(layout, current, stride, end);
  }
  return current;
}

function foldOnce(layout: DataLayout, findings: Findings, stride: number, end: number): Findings {
  const result = new Findings();
  result.truncated = findings.truncated;
  for (const c of findings.candidates) {
    for (const { from, to, element } of partsOf(c, stride, end)) {
      const one = unitOf(layout, c);
      const part: Candidate = { ...c, from, to, phase: reduced(c.phase - element * stride, one) };
      result.add(part);
    }
  }
  for (const c of findings.covered) {
    for (const { from, to } of partsOf(c, stride, end)) result.cover({ from, to, rank: c.rank });
  }
  return result;
}

/** Where a range lies in the first element that it touches and, if it goes on, in the next: any further one is like that. */
function* partsOf(
  range: { readonly from: number; readonly to: number },
  stride: number,
  end: number,
): IterableIterator<{ from: number; to: number; element: number }> {
  const start = Math.max(0, range.from);
  const first = Math.floor(start / stride);
  for (const element of [first, first + 1, first + 2]) {
    const base = element * stride;
    const [from, to] = [Math.max(0, start - base), Math.min(end, range.to - base)];
    if (from < to) yield { from, to, element };
  }
}
