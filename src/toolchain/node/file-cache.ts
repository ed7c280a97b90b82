/**
 * Results in the user's cache folder. Several processes may share it: an entry is written under a temporary name and
 * renamed, so that it is there whole or not at all; each begins with the SHA-256 of its content, so that a damaged
 * one is found out and built again. No failure of the disk is an error here.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ResultStore } from '../cache.ts';
import { makeFolder } from './make-folder.ts';

const defaultLimit = 512 * 1024 * 1024;
const hashLength = 32;
/** A temporary file this old belongs to a process that is gone. */
const abandonedAfter = 60 * 60 * 1000;

interface Environment {
  readonly [name: string]: string | undefined;
}

/**
 * The folder for Fluxion's cache by the platform's custom; `FLUXION_CACHE_DIR` overrides it.
 * Undefined when the user has no home.
 */
export function cacheFolder(
  environment: Environment = process.env,
  platform: string = process.platform,
  home: () => string = homedir,
): string | undefined {
  const { FLUXION_CACHE_DIR: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = environment;
  if (own !== undefined && own !== '') return path.resolve(own);
  if (platform === 'win32' && local !== undefined && local !== '')
    return path.join(local, 'fluxion', 'Cache');
  // The XDG specification says that a relative path is to be ignored.
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'fluxion');
  try {
    const custom = platform === 'darwin' ? ['Library', 'Caches'] : ['.cache'];
    return path.join(home(), ...custom, 'fluxion');
  } catch {
    return undefined;
  }
}

/**
 * @param folder where the entries are; created when needed
 * @param limit bytes in all, beyond which the entries that were not used for longest are removed
 */
export function fileCache(folder: string, limit: number = defaultLimit): ResultStore {
  return new FileCache(folder, limit);
}

class FileCache implements ResultStore {
  readonly #folder: string;
  readonly #limit: number;
  /** Bytes that may still be written before the folder is measured again; the first write measures. */
  #allowance = 0;

  constructor(folder: string, limit: number) {
    this.#folder = folder;
    this.#limit = limit;
  }

  #entry(key: string): string {
    return path.join(this.#folder, `${key}.result`);
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const file = this.#entry(key);
    let bytes: Buffer;
    try {
      bytes = await readFile(file);
    } catch {
      return undefined;
    }
    const content = bytes.subarray(hashLength);
    if (!sha256(content).equals(bytes.subarray(0, hashLength))) {
      await remove(file);
      return undefined;
    }
    const now = new Date();
    // The time of the last use decides what is evicted.
    await utimes(file, now, now).catch(() => {});
    return content;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const size = bytes.length + hashLength;
    if (size > this.#limit) return;
    const temporary = path.join(this.#folder, `${key}.${randomUUID()}.tmp`);
    try {
      await makeFolder(this.#folder, 0o700);
      if (size > this.#allowance) await this.#evict(size);
      this.#allowance -= size;
      await writeFile(temporary, Buffer.concat([sha256(bytes), bytes]), { flag: 'wx', mode: 0o600 });
      await rename(temporary, this.#entry(key));
    } catch {
      // A folder that cannot be written, a full disk: the result is simply not kept.
      await remove(temporary);
    }
  }

  /** Removes the oldest entries until `needed` bytes and an eighth of the limit are free, so that it is not done often. */
  async #evict(needed: number): Promise<void> {
    const entries = await this.#list();
    let total = entries.reduce((sum, entry) => sum + entry.size, 0);
    const goal = this.#limit - Math.max(needed, this.#limit / 8);
    if (total + needed > this.#limit) {
      for (const entry of entries.sort((a, b) => a.time - b.time)) {
        if (total <= goal) break;
        await remove(entry.file);
        total -= entry.size;
      }
    }
    this.#allowance = this.#limit - total;
  }

  async #list(): Promise<{ file: string; size: number; time: number }[]> {
    const entries: { file: string; size: number; time: number }[] = [];
    for (const name of await readdir(this.#folder)) {
      const isTemporary = name.endsWith('.tmp');
      // Whatever else is in the folder is not ours to remove.
      if (!isTemporary && !/^[0-9a-f]{64}\.result$/.test(name)) continue;
      const file = path.join(this.#folder, name);
      const info = await stat(file).catch(() => undefined);
      if (info === undefined) continue;
      if (isTemporary && Date.now() - info.mtimeMs > abandonedAfter) await remove(file);
      else entries.push({ file, size: info.size, time: info.mtimeMs });
    }
    return entries;
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

async function remove(file: string): Promise<void> {
  await rm(file, { force: true }).catch(() => {});
}
