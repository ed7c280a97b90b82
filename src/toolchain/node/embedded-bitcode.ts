/**
 * lld makes no use of bitcode that stands beside machine code in objects and libraries, but links the machine code. For a link in
 * which functions of others are to be differentiated, copies that are all bitcode take their places.
 */
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fail, FluxionError } from '../../diagnostics/index.ts';
import { isArchive, readArchive, writeArchive } from '../objects/archive.ts';
import { bitcodeVersion } from '../objects/bitcode.ts';
import { embeddedBitcode, readElf } from '../objects/elf.ts';
import { expandResponseFiles, mapLinkedFiles, quoteWord, readLinked } from './link-line.ts';

export interface PreparedLink {
  readonly args: readonly string[];
  /** Removes the copies. To be called when the link has ended, however it ended. */
  remove(): void;
}

/**
 * @param version of the LLVM that links: bitcode of a newer one cannot be read
 * @throws FluxionError FX4010 when the copies cannot be written, or when what is linked is newer bitcode alone.
 */
export function withEmbeddedBitcode(args: readonly string[], folder: string, version: number): PreparedLink {
  const copies = new Copies(version);
  try {
    const expanded = expandResponseFiles(args, folder);
    const mapped = mapLinkedFiles(expanded, folder, (file) => copies.copyOf(file));
    if (copies.isEmpty) return { args, remove: () => {} };
    const isLong = expanded.length !== args.length;
    return { args: isLong ? [copies.responseFile(mapped)] : mapped, remove: () => copies.remove() };
  } catch (error) {
    copies.remove();
    if (error instanceof FluxionError) throw error;
    return fail('FX4010', `the bitcode of a library cannot be copied: ${(error as Error).message}`);
  }
}

class Copies {
  #folder: string | undefined;
  readonly #version: number;
  readonly #known = new Map<string, string | undefined>();

  constructor(version: number) {
    this.#version = version;
  }

  get isEmpty(): boolean {
    return this.#folder === undefined;
  }

  copyOf(file: string): string | undefined {
    if (!this.#known.has(file)) {
      const content = bitcodeOf(file, this.#version);
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

function bitcodeOf(file: string, version: number): Uint8Array | undefined {
  const bytes = readLinked(file);
  if (bytes === undefined) return undefined;
  return isArchive(bytes)
    ? bitcodeOfArchive(bytes, file, version)
    : bitcodeOfObject(bytes, path.basename(file), version);
}

function bitcodeOfObject(bytes: Uint8Array, name: string, version: number): Uint8Array | undefined {
  const own = bitcodeVersion(bytes);
  if (own !== undefined && own > version)
    fail('FX4010', `${name} is bitcode of LLVM ${own}, which LLVM ${version} cannot read`, {
      help: [
        `use the compiler of LLVM ${own} for the link too, or compile ${name} with that of LLVM ${version}`,
      ],
    });
  const elf = readElf(bytes);
  const embedded = elf && embeddedBitcode(elf);
  // There is the machine code still.
  return embedded && (bitcodeVersion(embedded) ?? 0) <= version ? embedded : undefined;
}

/** The archive with the bitcode of those members that have some. */
function bitcodeOfArchive(bytes: Uint8Array, file: string, version: number): Uint8Array | undefined {
  let isFound = false;
  const members = readArchive(bytes).flatMap(({ name, bytes: inside }) => {
    const content = inside ?? readFileSync(path.resolve(path.dirname(file), name));
    const bitcode = bitcodeOfObject(content, `${path.basename(file)}(${path.basename(name)})`, version);
    isFound ||= bitcode !== undefined;
    return [{ name: path.basename(name), bytes: bitcode ?? content }];
  });
  return isFound ? writeArchive(members) : undefined;
}
