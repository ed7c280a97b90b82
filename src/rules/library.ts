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

/** A mangled Rust allocator belongs to one standard library: memory goes back to where it came from. */
function adapt(rule: CalleeRule, name: string): CalleeRule {
  if (!name.startsWith('_RNv')) return rule;
  if (rule.kind === 'allocation') {
    const { deallocation } = rule;
    return { ...rule, deallocation: { ...deallocation, name: sibling(name, deallocation.name) } };
  }
  if (rule.kind !== 'reallocation') return rule;
  const { allocation, deallocation } = rule;
  return {
    ...rule,
    allocation: { ...allocation, name: sibling(name, allocation.name) },
    deallocation: { ...deallocation, name: sibling(name, deallocation.name) },
  };
}

/** Another function of the same library. The mangled name carries the length of its last part: `12___rust_alloc`. */
function sibling(mangled: string, name: string): string {
  return mangled.replace(/\d+___rust_[a-z_]+$/, `${name.length}_${name}`);
}
