/**
 * Reads sources from the disk, and with them the files that they include. clang runs in memory and cannot ask for a
 * file, so the preprocessor lines are searched beforehand for names that could be included, conditions
 * notwithstanding: a file too many does no harm. Only names relative to the including file or to an `-I` folder are
 * followed.
 */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { FluxionError, fail } from '../../diagnostics/index.ts';
import { failWithoutSource, languageOf, type SourceSet } from '../source-set.ts';
import { toVirtualPath } from '../path.ts';

export interface LoadOptions {
  /** `-I` folders, as given to the compiler. */
  readonly includes?: readonly string[] | undefined;
  /** Folder that relative paths start from; the process's unless given. */
  readonly workingDirectory?: string | undefined;
}

/** Bounds on what one program may pull in. */
const mostFiles = 20_000;
const mostBytes = 256 * 1024 * 1024;
const longestName = 1024;

/**
 * Reads the sources and their headers.
 * @throws FluxionError FX5002 for a source that cannot be read, FX4007 for one that is not C or C++, FX4008 when the
 *   headers are too many.
 */
export async function loadSources(paths: readonly string[], options: LoadOptions = {}): Promise<SourceSet> {
  if (paths.length === 0) failWithoutSource(paths);
  const folder = path.resolve(options.workingDirectory ?? '.');
  const loader = new IncludeLoader((options.includes ?? []).map((include) => path.resolve(folder, include)));
  const sources = new Map<string, string>();
  for (const given of paths) {
    if (languageOf(given) === undefined) failWithoutSource([given]);
    const file = path.resolve(folder, given);
    const bytes = await readSource(file, given);
    sources.set(displayPath(given), new TextDecoder().decode(bytes));
    await loader.follow(file, bytes);
  }
  return { sources, headers: loader.found(), workingDirectory: toVirtualPath(folder) };
}

/** On Windows, the compiler wants the path with its own separators. */
function displayPath(given: string): string {
  return path.sep === '\\' ? given.replaceAll('\\', '/') : given;
}

async function readSource(file: string, given: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    return fail('FX5002', `cannot read ${given}`, { notes: [String((error as Error).message)] });
  }
}

class IncludeLoader {
  readonly #folders: readonly string[];
  /** Content by absolute path; undefined for what is not a readable file. */
  readonly #files = new Map<string, Promise<Uint8Array | undefined>>();
  readonly #found = new Map<string, Uint8Array>();
  readonly #followed = new Set<string>();
  #bytes = 0;

  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  found(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#found].map(([file, bytes]) => [toVirtualPath(file), bytes]));
  }

  /** Loads all that the file could include, directly or not. A work list, for chains of includes may be long. */
  async follow(file: string, bytes: Uint8Array): Promise<void> {
    const work = [{ file, bytes }];
    for (let next = work.pop(); next !== undefined; next = work.pop()) {
      if (this.#followed.has(next.file)) continue;
      this.#followed.add(next.file);
      const folders = [path.dirname(next.file), ...this.#folders];
      for (const name of includedNames(new TextDecoder().decode(next.bytes))) {
        for (const folder of folders) {
          const included = path.resolve(folder, name);
          const content = await this.#read(included);
          if (content !== undefined) work.push({ file: included, bytes: content });
        }
      }
    }
  }

  #read(file: string): Promise<Uint8Array | undefined> {
    let content = this.#files.get(file);
    if (content === undefined) this.#files.set(file, (content = this.#load(file)));
    return content;
  }

  async #load(file: string): Promise<Uint8Array | undefined> {
    let content: Uint8Array;
    try {
      const info = await stat(file);
      // A device or a pipe may never end.
      if (!info.isFile()) return undefined;
      if (this.#bytes + info.size > mostBytes) tooMuch(file);
      content = await readFile(file);
    } catch (error) {
      if (error instanceof Error && !(error instanceof FluxionError) && 'code' in error) return undefined;
      throw error;
    }
    this.#bytes += content.length;
    this.#found.set(file, content);
    if (this.#found.size > mostFiles) tooMuch(file);
    return content;
  }
}

function tooMuch(file: string): never {
  return fail('FX4008', `the sources include too much: ${file} is beyond the limit`, {
    notes: [`at most ${mostFiles} files and ${mostBytes / 1024 / 1024} MB in all are read`],
    help: ['compile fewer sources at a time'],
  });
}

/**
 * Every name in quotes or angle brackets on a preprocessor line: of `#include` and `#embed`, of `__has_include`, and of a
 * macro that an include may name.
 */
export function includedNames(text: string): Set<string> {
  const names = new Set<string>();
  const joined = text.replace(/\\\r?\n/g, '');
  for (const [line] of joined.matchAll(/^.*(?:#|%:).*$/gm)) {
    for (const [, quoted, bracketed] of line.matchAll(/"([^"]+)"|<([^<>]+)>/g)) {
      const name = quoted ?? bracketed!;
      if (name.length <= longestName && !name.includes('\0') && !path.isAbsolute(name)) names.add(name);
    }
  }
  return names;
}
