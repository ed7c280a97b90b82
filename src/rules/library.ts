import type { FunctionType } from '../ir/index.ts';
import type { CalleeRule } from './callee-rule.ts';
import type { LibraryEntry } from './library-entry.ts';
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
  const entry = findEntry(name, type, () => true);
  return entry && adapt(entry.rule, name);
}

/** What is known about a function of a header, whose body is in the module and need not be looked into. */
export function findHeaderRule(name: string, type: FunctionType): CalleeRule | undefined {
  // Only mangled names belong to the library whatever the program is.
  if (!name.startsWith('_Z')) return undefined;
  return findEntry(name, type, (entry) => entry.evenWithBody === true)?.rule;
}

function findEntry(
  name: string,
  type: FunctionType,
  admits: (entry: LibraryEntry) => boolean,
): LibraryEntry | undefined {
  return entriesOf(name).find((e) => admits(e) && e.signatures.some((s) => matchesSignature(s, type)));
}

const entriesByName = new Map<string, readonly LibraryEntry[]>();
/** Names come from the input; more than this are forgotten. */
const maxRemembered = 10_000;

/** All entries that the name fits; remembered, since the same names are asked for again and again. */
function entriesOf(name: string): readonly LibraryEntry[] {
  let entries = entriesByName.get(name);
  if (!entries) {
    const { byName, byPattern } = libraryIndex();
    const matching = byPattern.filter(([pattern]) => pattern.test(name)).map(([, entry]) => entry);
    entries = [...(byName.get(name) ?? []), ...matching];
    if (entriesByName.size >= maxRemembered) entriesByName.clear();
    entriesByName.set(name, entries);
  }
  return entries;
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
