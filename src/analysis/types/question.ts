import type { BoundedDimension } from './bounds.ts';
import type { Findings } from './findings.ts';
import type { FinePlace } from './fine-place.ts';
import type { LookedAt } from './looked-at.ts';
import type { RegionIndex } from './region-index.ts';
import type { Segment } from './segments.ts';

/** What so many bytes at a place are, with all that does not change while more becomes known. */
export interface Question {
  readonly index: RegionIndex;
  readonly size: number;
  /** The elements that the place may be, which are looked at together. */
  readonly inner: readonly BoundedDimension[];
  /** Bytes from the first of these elements to the end of the last. */
  readonly whole: number;
  /** The steps that lead to a strided place. */
  readonly steps: FinePlace | undefined;
  /** The bytes, and those that they are copied from or to. */
  readonly windows: readonly LookedAt[];
  /** What declarations at known offsets say. */
  readonly declared: Findings;
  /** The last answer that holds for all values but those whose statements it rests on. */
  shared: { readonly version: number; readonly segments: readonly Segment[] } | undefined;
}

/** Grows whenever more is known where the question looks. */
export function versionOf({ windows }: Question): number {
  let version = 0;
  for (const { index } of windows) version += index.version;
  return version;
}
