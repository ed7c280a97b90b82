/**
 * `fluxion/ir`: textual LLVM IR in TypeScript. Parser, data structures with use lists, builder, printer and verifier,
 * for LLVM 17 to 22. Needs nothing else of Fluxion, and runs in browsers.
 */
export * from './diagnostics/index.ts';
export * from './ir/index.ts';
export * from './text/index.ts';
export * from './verify/index.ts';
