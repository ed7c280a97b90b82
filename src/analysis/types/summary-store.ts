import type { Fn, Instruction, Module, Value } from '../../ir/index.ts';
import { CallBase, Fn as FnClass } from '../../ir/index.ts';
import type { FunctionTypes } from './index.ts';

interface Entry {
  readonly types: FunctionTypes;
  /** The function's instructions, each followed by its operands. */
  readonly body: readonly Value[];
  /** What was known of the functions that it calls. */
  readonly callees: ReadonlyMap<Fn, FunctionTypes | undefined>;
}

/**
 * What functions show on their own, from one request to the next: most functions of a module stay as they are. An entry holds
 * as long as the function's instructions are the same, and what is known of those that it calls.
 */
export class SummaryStore {
  readonly #entries = new WeakMap<Fn, Entry>();

  get(fn: Fn, summaryOf: (callee: Fn) => FunctionTypes | undefined): FunctionTypes | undefined {
    const entry = this.#entries.get(fn);
    if (!entry) return undefined;
    for (const [callee, types] of entry.callees) if (summaryOf(callee) !== types) return undefined;
    let at = 0;
    for (const value of bodyOf(fn)) if (entry.body[at++] !== value) return undefined;
    return at === entry.body.length ? entry.types : undefined;
  }

  set(fn: Fn, types: FunctionTypes, summaryOf: (callee: Fn) => FunctionTypes | undefined): void {
    const body = [...bodyOf(fn)];
    const callees = new Map<Fn, FunctionTypes | undefined>();
    for (const value of body) {
      if (!(value instanceof CallBase) || !(value.callee instanceof FnClass)) continue;
      callees.set(value.callee, summaryOf(value.callee));
    }
    this.#entries.set(fn, { types, body, callees });
  }
}

function* bodyOf(fn: Fn): Iterable<Value> {
  for (const inst of fn.instructions()) {
    yield inst as Instruction & Value;
    yield* inst.operands;
  }
}

const stores = new WeakMap<Module, SummaryStore>();

export function summaryStoreOf(module: Module): SummaryStore {
  let store = stores.get(module);
  if (!store) stores.set(module, (store = new SummaryStore()));
  return store;
}
