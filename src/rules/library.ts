import type { FunctionType } from '../ir/index.ts';
import type { CalleeRule } from './callee-rule.ts';
import type { LibraryEntry } from './library-table.ts';
import { libraryTable } from './library-table.ts';
import { matchesSignature } from './signature.ts';

interface LibraryIndex {
  readonly byName: ReadonlyMap<string, readonly LibraryEntry[]>;
  readonly byPattern: readonly (readonly [RegExp, LibraryEntry])[];
}

let index: LibraryIndex | undefined;

function libraryIndex(): LibraryIndex {
  return (index ??= buildIndex());
}

function buildIndex(): LibraryIndex {
  const byName = new Map<string, LibraryEntry[]>();
  const byPattern: [RegExp, LibraryEntry][] = [];
  for (const entry of libraryTable) {
    if (entry.names instanceof RegExp) byPattern.push([entry.names, entry]);
    else for (const name of entry.names) byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  return { byName, byPattern };
}

/** What is known about a library function that is not mathematics, if the signature is the library's. */
export function findLibraryRule(name: string, type: FunctionType): CalleeRule | undefined {
  for (const entry of entriesOf(name)) {
    if (entry.signatures.some((s) => matchesSignature(s, type))) return adapt(entry.rule, name);
  }
  return undefined;
}

function* entriesOf(name: string): Iterable<LibraryEntry> {
  yield* libraryIndex().byName.get(name) ?? [];
  for (const [pattern, entry] of libraryIndex().byPattern) if (pattern.test(name)) yield entry;
}

/** Memory that a mangled Rust allocator gave goes back to the deallocator of the same standard library. */
function adapt(rule: CalleeRule, name: string): CalleeRule {
  if (rule.kind !== 'allocation' || !name.startsWith('_RNv')) return rule;
  // The mangled name carries the length of the last part: `12___rust_alloc`.
  const deallocator = name.replace(/\d+___rust_alloc(_zeroed)?$/, '14___rust_dealloc');
  return { ...rule, deallocation: { ...rule.deallocation, name: deallocator } };
}
