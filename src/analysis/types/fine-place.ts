/**
 * Congruences forget where an array begins and ends: `s->flags[k]` and `s->values[k]` are "any offset" and "any multiple of 8".
 * So a place keeps, beside its congruence, the steps that lead to it: from a base, by multiples of one stride, by multiples of
 * a smaller one, and so on. Where a step's number of elements is not known, the base still tells which declared array is
 * walked over, since C lets an index not leave its array (`bounds.ts`).
 */

/** The multiples 0·stride, 1·stride, …; `count` of them when that is known. */
export interface Dimension {
  readonly stride: number;
  readonly count: number | undefined;
}

/** The offsets ≡ `offset` modulo `stride` (0: `offset` alone), plus a multiple of each dimension. Strides decrease. */
export interface FinePlace {
  readonly offset: number;
  readonly stride: number;
  readonly inner: readonly Dimension[];
}

const maxDimensions = 4;

/** With further dimensions; undefined when the steps do not nest. */
export function withDimensions(
  at: FinePlace,
  offset: number,
  more: readonly Dimension[],
): FinePlace | undefined {
  const inner = [...at.inner];
  for (const dimension of more) {
    if (dimension.stride <= 1 && dimension.count === undefined && inner.some((d) => d.stride <= 1)) continue;
    if (at.stride > 0 && dimension.stride >= at.stride) return undefined;
    const same = inner.findIndex((d) => d.stride === dimension.stride);
    if (same >= 0) inner[same] = { stride: dimension.stride, count: undefined };
    else inner.push(dimension);
  }
  if (inner.length > maxDimensions) return undefined;
  inner.sort((a, b) => b.stride - a.stride);
  return { offset: at.offset + offset, stride: at.stride, inner };
}

/**
 * What holds both: one of them, if the other lies on one of its open dimensions, ahead of its base; for two single offsets the
 * walk from the first to the second and on. A walk backwards has no base.
 */
export function joinFine(a: FinePlace, b: FinePlace): FinePlace | undefined {
  const distance = b.offset - a.offset;
  if (a.stride !== b.stride) return undefined;
  if (a.inner.length === 0 && b.inner.length === 0) {
    if (distance === 0) return a;
    if (distance < 0 || a.stride > 0) return undefined;
    return { offset: a.offset, stride: 0, inner: [{ stride: distance, count: undefined }] };
  }
  if (holds(a, b)) return a;
  // Only to more dimensions: else a walk backwards would go on for ever.
  return b.inner.length > a.inner.length && holds(b, a) ? b : undefined;
}

/** Whether the offsets of the one are among those of the other. */
function holds(a: FinePlace, b: FinePlace): boolean {
  const distance = b.offset - a.offset;
  const within = b.inner.every((d) => a.inner.some((e) => sameDimension(d, e)));
  const onWalk = a.inner.some((d) => d.count === undefined && distance > 0 && distance % d.stride === 0);
  return within && (distance === 0 || onWalk);
}

export function sameFine(a: FinePlace | undefined, b: FinePlace | undefined): boolean {
  return a === undefined || b === undefined ? a === b : fineKey(a) === fineKey(b);
}

export function fineKey({ offset, stride, inner }: FinePlace): string {
  return `${offset}/${stride}${inner.map((d) => `:${d.stride}x${d.count ?? ''}`).join('')}`;
}

const sameDimension = (a: Dimension, b: Dimension): boolean => a.stride === b.stride && a.count === b.count;
