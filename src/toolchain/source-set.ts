/** The sources of one program and the files that they include, in memory. Browser-safe. */
import { fail } from '../diagnostics/index.ts';
import { baseName, memoryFolder, resolvePath, toVirtualPath } from './path.ts';
import type { FileTree } from './llvm-runner.ts';

export interface SourceSet {
  /** The text of each file to compile, by the path that messages and debug information call it. */
  readonly sources: ReadonlyMap<string, string>;
  /** Further files that an `#include` may reach, by path. */
  readonly headers: ReadonlyMap<string, string | Uint8Array>;
  /** Absolute folder that relative paths start from. */
  readonly workingDirectory: string;
}

export type Language = 'c' | 'c++';

const languages: ReadonlyMap<string, Language> = new Map([
  ['c', 'c'],
  ['cc', 'c++'],
  ['cp', 'c++'],
  ['cpp', 'c++'],
  ['cxx', 'c++'],
  ['c++', 'c++'],
  ['C', 'c++'],
]);

/** The language of a file by its extension, as clang tells it; undefined for headers and all else. */
export function languageOf(path: string): Language | undefined {
  const name = baseName(path);
  return languages.get(name.slice(name.lastIndexOf('.') + 1));
}

/**
 * Makes a source set of files in memory: those with the extension of a C or C++ source are compiled, the others are
 * there to be included. Nothing is read from a disk.
 * @throws FluxionError FX4007 when no file is a source.
 */
export function sourceSetOf(files: Readonly<Record<string, string>>): SourceSet {
  const sources = new Map<string, string>();
  const headers = new Map<string, string>();
  for (const [path, text] of Object.entries(files)) {
    (languageOf(path) === undefined ? headers : sources).set(path, text);
  }
  if (sources.size === 0) failWithoutSource(Object.keys(files));
  return { sources, headers, workingDirectory: memoryFolder };
}

export function failWithoutSource(paths: readonly string[]): never {
  const what = paths.length === 0 ? 'no file was given' : `not a C or C++ source: ${paths.join(', ')}`;
  return fail('FX4007', what, {
    help: [`name the source with one of .${[...languages.keys()].join(', .')}`],
  });
}

/** The folder of the compiler's root that holds the texts, and the overlay's path in it. */
const storeFolder = 'fluxion';
export const overlayPath = `/${storeFolder}/overlay.json`;

/**
 * The compiler's file system for a source set. The package's file system has no `..` (it takes `a/../b` for `a/b`) and
 * its `/usr` hides the user's, so the texts are stored under numbers and clang's own virtual file system maps the real
 * paths onto them, which resolves `..` and reports the paths as the user wrote them.
 */
export function mountSourceSet(set: SourceSet): FileTree {
  const store: FileTree = {};
  const roots: object[] = [];
  const mounted = new Set<string>();
  for (const [path, contents] of [...set.sources, ...set.headers]) {
    const name = resolvePath(set.workingDirectory, toVirtualPath(path));
    if (mounted.has(name)) continue;
    mounted.add(name);
    const key = String(roots.length);
    store[key] = contents;
    roots.push({ name, type: 'file', 'external-contents': `/${storeFolder}/${key}` });
  }
  store['overlay.json'] = JSON.stringify({
    version: 0,
    'case-sensitive': true,
    'use-external-names': false,
    roots,
  });
  return { [storeFolder]: store };
}
