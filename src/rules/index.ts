export * from './callee-rule.ts';
export * from './declared-rules.ts';
export type { FloatingPointLike } from './emit.ts';
export { emitExpr, scaleByExpr } from './emit.ts';
export * from './expr.ts';
export * from './expr-parser.ts';
export * from './find-callee-rule.ts';
export * from './instruction-rules.ts';
export { findHeaderRule } from './library.ts';
