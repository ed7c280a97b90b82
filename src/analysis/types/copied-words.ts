/**
 * What was known of words when accesses of them became copies of memory: the accesses were the evidence, and without them the
 * words must not be taken for less than they may be.
 */
import type { Instruction } from '../../ir/index.ts';
import type { ScalarKind } from './kinds.ts';

/** All that some bytes are at one time or another. */
export interface CopiedWord {
  readonly offset: number;
  readonly size: number;
  readonly scalars: readonly ScalarKind[];
}

const known = new WeakMap<Instruction, readonly CopiedWord[]>();

export function rememberCopied(copy: Instruction, words: readonly CopiedWord[]): void {
  known.set(copy, words);
}

export function copiedWords(copy: Instruction): readonly CopiedWord[] {
  return known.get(copy) ?? [];
}
