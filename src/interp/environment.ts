import type { DataLayout, Value } from '../ir/index.ts';
import type { FloatDomain } from './float.ts';
import type { Memory } from './memory.ts';

/** What the meaning of an operation depends on besides its operands. */
export interface Environment {
  readonly layout: DataLayout;
  readonly domain: FloatDomain;
  readonly memory: Memory;
  /** The address of a global, or of a block whose address is taken. */
  addressOf(value: Value): number;
}
