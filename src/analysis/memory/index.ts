export type { Access } from './access.ts';
export { analyzeAliases } from './alias.ts';
export type { AliasInfo, AliasOptions } from './alias-query.ts';
export { unknownModel } from './call-model.ts';
export type { ClobberOptions, Reload } from './clobber.ts';
export { analyzeCallClobbers, analyzeClobbers, wholeObjects } from './clobber.ts';
export {
  constantAddress,
  endOfAddresses,
  endOfNumbers,
  isAccess,
  isDanglingAddress,
  isNumber,
  lowestAddress,
  numberMetadata,
} from './dangling.ts';
export type { Effect } from './effects.ts';
export { memoryEffect } from './effects.ts';
export type { MemoryObject } from './object.ts';
export type { FunctionSummary } from './summary.ts';
export { forgetSummary, summarizeFunction } from './summary.ts';
