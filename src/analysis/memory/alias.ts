import type { Fn } from '../../ir/index.ts';
import type { AliasInfo, AliasOptions } from './alias-query.ts';
import { analyzeAliasesWith } from './alias-query.ts';
import { summarizeFunction } from './summary.ts';

/**
 * Which accesses of a function may meet in memory. A snapshot: it holds as long as the function and its callees keep
 * their meaning. Takes time about linear in the size of the function.
 */
export function analyzeAliases(fn: Fn, options: AliasOptions = {}): AliasInfo {
  return analyzeAliasesWith(fn, options, summarizeFunction);
}
