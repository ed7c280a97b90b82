/**
 * lld makes no use of bitcode that stands beside machine code in objects and libraries, but links the machine code. For a link in
 * which functions of others are to be differentiated, copies that are all bitcode take their places.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail } from '../../diagnostics/index.ts';
import { isArchive, readArchive, writeArchive } from '../objects/archive.ts';
import { embeddedBitcode, readElf } from '../objects/elf.ts';
import { expandResponseFiles, mapLinkedFiles, quoteWord, readLinked } from './link-line.ts';

export interface PreparedLink {
  readonly args: readonly string[];
  /** Removes the copies. To be called when the link has ended, however it ended. */
  remove(): void;
}

/** @throws FluxionError FX4010 when the copies cannot be written. */
export function withEmbeddedBitcode(args: readonly string[], folder: string): PreparedLink {
  const copies = new Copies();
  try {
    const expanded = expandResponseFiles(args, folder);
    const mapped = mapLinkedFiles(expanded, folder, (file) => copies.copyOf(file));
    if (copies.isEmpty) return { args, remove: () => {} };
    const isLong = expanded.length !== args.length;
    return { args: isLong ? [copies.responseFile(mapped)] : mapped, remove: () => copies.remove() };
  } catch (error) {
    copies.remove();
    return fail('FX4010', `the bitcode of a library cannot be copied: ${(error as Error).message}`);
  }
}

class Copies {
  #folder: string | undefined;
  readonly #known = new Map<string, string | undefined>();

  get isEmpty(): boolean {
    return this.#folder === undefined;
  }

  copyOf(file: string): string | undefined {
    if (!this.#known.has(file)) {
      const content = bitcodeOf(file);
      this.#known.set(file, content && this.#write(path.basename(file), content));
    }
    return this.#known.get(file);
  }

  responseFile(args: readonly string[]): string {
    return `@${this.#write('arguments', new TextEncoder().encode(args.map(quoteWord).join('\n')))}`;
  }

  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Each in a folder of its own, so that it keeps its name. */
  #write(name: string, content: Uint8Array): string {
    this.#folder ??= mkdtempSync(path.join(tmpdir(), 'fluxion-link-'));
    const folder = path.join(this.#folder, String(this.#known.size));
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  }
}

function bitcodeOf(file: string): Uint8Array | undefined {
  const bytes = readLinked(file);
  if (bytes === undefined) return undefined;
  return isArchive(bytes) ? bitcodeOfArchive(bytes, file) : bitcodeOfObject(bytes);
}

function bitcodeOfObject(bytes: Uint8Array): Uint8Array | undefined {
  const elf = readElf(bytes);
  return elf && embeddedBitcode(elf);
}

/** The archive with the bitcode of those members that have some. */
function bitcodeOfArchive(bytes: Uint8Array, file: string): Uint8Array | undefined {
  let isFound = false;
  const members = readArchive(bytes).flatMap(({ name, bytes: inside }) => {
    const content = inside ?? readFileSync(path.resolve(path.dirname(file), name));
    const bitcode = bitcodeOfObject(content);
    isFound ||= bitcode !== undefined;
    return [{ name: path.basename(name), bytes: bitcode ?? content }];
  });
  return isFound ? writeArchive(members) : undefined;
}
