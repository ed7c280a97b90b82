/** Fluxion's API in Node: as in `index.ts`, with a cache on the disk and sources from files. */
import {
  compile as compileInMemory,
  compileSources,
  createToolchain,
  type CompileOptions,
  type Program,
} from './index.ts';
import { cacheFolder, fileCache } from './toolchain/node/file-cache.ts';
import { loadSources } from './toolchain/node/include-loader.ts';
import type { Toolchain } from './toolchain/index.ts';

export * from './index.ts';
export { cacheFolder, fileCache } from './toolchain/node/file-cache.ts';

export interface NodeCompileOptions extends CompileOptions {
  /** Keep compiled results in the user's cache folder; true unless given. Without effect if there is a `toolchain`. */
  readonly cache?: boolean | undefined;
}

const toolchains = new Map<boolean, Toolchain>();

function toolchainFor({ toolchain, cache = true }: NodeCompileOptions): Toolchain {
  if (toolchain) return toolchain;
  let known = toolchains.get(cache);
  if (!known) {
    const folder = cache ? cacheFolder() : undefined;
    known = createToolchain(folder === undefined ? {} : { cache: fileCache(folder) });
    toolchains.set(cache, known);
  }
  return known;
}

/** Compiles C and C++ sources in memory; see `compile` of the browser-safe API. */
export async function compile<Functions = Program>(
  files: Readonly<Record<string, string>>,
  options: NodeCompileOptions = {},
): Promise<Functions> {
  return compileInMemory<Functions>(files, { ...options, toolchain: toolchainFor(options) });
}

/**
 * Compiles C and C++ files as one program, with the headers that they include.
 * @throws FluxionError FX5002 for a file that cannot be read, and as `compile` does
 */
export async function compileFiles<Functions = Program>(
  files: readonly string[],
  options: NodeCompileOptions = {},
): Promise<Functions> {
  const sources = await loadSources(files, { includes: options.includes });
  return compileSources<Functions>(toolchainFor(options), sources, options);
}
