/**
 * What `fluxion explain` has to tell, as data: the schema of `fluxion explain --json` (docs/explain.md). Members may be
 * added; those here keep their names and meanings. Bytes are those of the target; lines count from 1.
 */
import type { Diagnostic } from '../diagnostics/index.ts';

export const reportVersion = 1;

export interface ExplainReport {
  readonly version: typeof reportVersion;
  /** The requested functions, each followed by those that are differentiated with it. */
  readonly functions: readonly FunctionReport[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface FunctionReport {
  readonly name: string;
  /** The name for the linker. */
  readonly symbol: string;
  readonly file: string | null;
  readonly line: number | null;
  /**
   * `requested`: forward and reverse sweep are one function. `called`: they are two, and all that goes from one to the other is on
   * the tape. A function is there once for each way of being called (which parameters are active).
   */
  readonly role: 'requested' | 'called';
  readonly parameters: readonly ParameterReport[];
  readonly result: 'differentiated' | 'constant';
  /** False when something was reported: then only activity and types are known. */
  readonly complete: boolean;
  readonly tape: TapeReport;
  readonly lines: readonly LineReport[];
}

export interface ParameterReport {
  readonly name: string;
  /** As the source has it; null without debug information. */
  readonly type: string | null;
  readonly activity: 'differentiated' | 'constant';
  /** Whether the derivative by it may be anything but zero; null for what is not differentiated. */
  readonly influence: boolean | null;
  /** What lies behind a pointer: `double`, `{double at 0, integer at 8} every 16 bytes`; null for no pointer. */
  readonly memory: string | null;
}

export interface TapeReport {
  /** Bytes per call, without those of loops and callees. */
  readonly bytesPerCall: number;
  readonly loops: readonly LoopReport[];
  /** The differentiated calls: what they push on the tape comes to it. */
  readonly calls: readonly CallReport[];
}

export interface LoopReport {
  readonly file: string | null;
  readonly line: number | null;
  /** 1 for an outermost loop. */
  readonly depth: number;
  /** Bytes that one iteration pushes at most, without those of inner loops and callees. */
  readonly bytesPerIteration: number;
  /** Whether the room for all iterations is made at once before the loop, since their number is known there. */
  readonly reserved: boolean;
}

export interface CallReport {
  readonly line: number | null;
  readonly callee: string;
  /** Depth of the loops around the call. */
  readonly depth: number;
}

export interface LineReport {
  readonly file: string | null;
  readonly line: number | null;
  /** The function whose text the line is, where it was inlined; null for the function's own. */
  readonly inlinedFrom: string | null;
  readonly active: readonly ActiveValue[];
  readonly inactive: readonly InactiveValue[];
  readonly types: readonly string[];
  readonly taped: readonly TapedValue[];
  /** Computed again in the reverse sweep. */
  readonly recomputed: readonly string[];
  /** Kept in a variable until the reverse sweep, without the tape. */
  readonly kept: readonly string[];
}

export interface ActiveValue {
  readonly value: string;
  readonly type: string;
  readonly because: string;
}

export interface InactiveValue {
  readonly value: string;
  readonly because: string;
}

export interface TapedValue {
  readonly value: string;
  readonly bytes: number;
  readonly because: string;
  /** `iteration`: once for each time that the line runs. `call`: once a call. */
  readonly per: 'iteration' | 'call';
}
