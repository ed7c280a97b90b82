import type { MDNode, Value } from '../../ir/index.ts';
import type { PointerInfo } from './object.ts';

/** Bytes that an instruction reads or writes. */
export interface Access {
  /**
   * The address: a value, or where it may point when no value of the function is the address (in effects of calls);
   * 'anything' is all memory that code outside the function can reach.
   */
  readonly pointer: Value | PointerInfo | 'anything';
  /** Bytes; undefined for any number, from the address on. */
  readonly size: number | undefined;
  /** The `!tbaa` tag. */
  readonly tbaa?: MDNode | undefined;
  /** The memory is given back (free, the end of a lifetime): whatever it holds afterwards is no longer what it held. */
  readonly release?: 'heap' | 'stack' | undefined;
}
