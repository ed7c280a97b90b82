/**
 * Results of tool runs, by content. A run depends on the tool's build, its arguments and its files and on nothing else,
 * so the hash of these is the key, whatever version of Fluxion asks: what Fluxion changes about a run is in the
 * arguments and files. Only successful runs are kept. Browser-safe.
 */
import { concatenate, decode } from './llvm-runner.ts';
import type { FileTree, ToolResult, ToolRun, ToolRunner } from './llvm-runner.ts';

/** Keeps bytes by key. Both functions never fail: a store that cannot read or write is an empty one. */
export interface ResultStore {
  /** The bytes that were put, or undefined; never damaged ones. */
  get(key: string): Promise<Uint8Array | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}

/** Part of every key: a change of the encoding below makes the old entries unreachable. */
const format = 'fluxion-result-1';

export function cachedRunner(runner: ToolRunner, store: ResultStore): ToolRunner {
  return {
    version: () => runner.version(),
    run: async (run) => {
      const key = await runKey(await runner.version(), run);
      const known = await store.get(key);
      const result = known === undefined ? undefined : decodeResult(known);
      if (result !== undefined) return result;
      const fresh = await runner.run(run);
      if (fresh.exitCode === 0) await store.put(key, encodeResult(fresh));
      return fresh;
    },
  };
}

/** SHA-256 over all that determines a run, in hexadecimal. Every part is preceded by its length, so none runs into another. */
async function runKey(version: string, run: ToolRun): Promise<string> {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  const add = (part: string | Uint8Array) => {
    const bytes = typeof part === 'string' ? encoder.encode(part) : part;
    chunks.push(encoder.encode(`${bytes.length}:`), bytes);
  };
  const addTree = (tree: FileTree) => {
    const names = Object.keys(tree).sort();
    add(String(names.length));
    for (const name of names) {
      const entry = tree[name]!;
      add(name);
      if (typeof entry === 'string' || entry instanceof Uint8Array) add(entry);
      else addTree(entry);
    }
  };
  for (const part of [format, version, JSON.stringify(run.args), JSON.stringify(run.outputs ?? [])])
    add(part);
  addTree(run.files);
  const hash = await crypto.subtle.digest('SHA-256', concatenate(chunks) as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

interface ResultHeader {
  readonly stderr: string;
  readonly stdout: number;
  readonly outputs: readonly (readonly [name: string, length: number])[];
}

/** The length of a JSON header in four bytes, the header, the standard output, the outputs. */
function encodeResult({ stdout, stderr, outputs }: ToolResult): Uint8Array {
  const header: ResultHeader = {
    stderr,
    stdout: stdout.length,
    outputs: Array.from(outputs, ([name, bytes]) => [name, bytes.length] as const),
  };
  const encoded = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, encoded.length);
  return concatenate([length, encoded, stdout, ...outputs.values()]);
}

/** Undefined when the bytes are no result; the store keeps watch over damage, this over foreign content. */
function decodeResult(bytes: Uint8Array): ToolResult | undefined {
  try {
    const start = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(0);
    const header = JSON.parse(decode(bytes.subarray(4, start))) as ResultHeader;
    let offset = start;
    const take = (length: number) => bytes.slice(offset, (offset += length));
    const stdout = take(header.stdout);
    const outputs = new Map(header.outputs.map(([name, length]) => [name, take(length)] as const));
    return offset === bytes.length ? { exitCode: 0, stdout, stderr: header.stderr, outputs } : undefined;
  } catch {
    return undefined;
  }
}
