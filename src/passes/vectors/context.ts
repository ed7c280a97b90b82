import type { CallInst, Fn, IRBuilder, Value } from '../../ir/index.ts';

/** Where an intrinsic is lowered. The builder stands before the call. */
export interface LowerContext {
  readonly b: IRBuilder;
  readonly fn: Fn;
  /** The elements of a vector of pointers; undefined when it cannot be taken apart. */
  pointerLanes(vector: Value): readonly Value[] | undefined;
}

/** Emits what stands for a call: its value, or `nothing` for a call without one. Undefined: the call stays. */
export type Lowering = (context: LowerContext, call: CallInst) => Value | 'nothing' | undefined;
