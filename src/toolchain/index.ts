export type { ResultStore } from './cache.ts';
export { CompilerError } from './compiler-error.ts';
export type { LinkedWasm } from './linker.ts';
export { warmUp } from './llvm-runner.ts';
export type { ToolRun, ToolRunner } from './llvm-runner.ts';
export { parseCompilerMessages } from './parse-messages.ts';
export { sourceSetOf } from './source-set.ts';
export type { SourceSet } from './source-set.ts';
export * from './toolchain.ts';
