/** The speed of the parser and the printer of textual IR, on a large module made of the examples. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseModule, printModule } from '../src/ir.ts';
import { createToolchain, sourceSetOf } from '../src/toolchain/index.ts';

export interface TextBenchResult {
  /** Size of the large module, in 10^6 bytes. */
  readonly megabytes: number;
  /** MB/s, medians. */
  readonly parse: number;
  readonly print: number;
  /** Largest heap in use after a parse or a print, garbage included, in 10^6 bytes. */
  readonly heapMegabytes: number;
  /** The same for a module of a quarter of the size: the speeds are alike if the time is linear. */
  readonly small: { readonly megabytes: number; readonly parse: number; readonly print: number };
}

const examplesFolder = path.resolve(import.meta.dirname, '../../examples');
const leastBytes = 10e6;
const runs = 5;

export async function benchText(): Promise<TextBenchResult> {
  const modules = await compileExamples();
  const small = repeatModules(modules, leastBytes / 4);
  const large = repeatModules(modules, leastBytes);
  // The first runs are slower, since the code is not yet optimised; the small module warms up for the large one.
  const first = measure(small);
  const second = measure(large);
  return {
    megabytes: large.length / 1e6,
    parse: second.parse,
    print: second.print,
    heapMegabytes: Math.max(first.heap, second.heap) / 1e6,
    small: { megabytes: small.length / 1e6, parse: first.parse, print: first.print },
  };
}

/** What the embedded clang makes of the examples, with debug information, unoptimised and optimised. */
async function compileExamples(): Promise<string[]> {
  const files: Record<string, string> = {};
  for (const name of await readdir(examplesFolder)) {
    if (name.endsWith('.c')) files[name] = await readFile(path.join(examplesFolder, name), 'utf8');
  }
  const toolchain = createToolchain();
  const modules: string[] = [];
  for (const level of [0, 2] as const) {
    const { ir } = await toolchain.compileToIR(sourceSetOf(files), { level, extraFlags: ['-g'] });
    modules.push(...ir.values());
  }
  return modules;
}

/** One module of at least so many bytes, all for one target: copies of the modules one after another, with their names and numbers changed. */
export function repeatModules(modules: readonly string[], bytes: number): string {
  const declared = new Set<string>();
  const copies: string[] = [];
  let size = 0;
  let firstNode = 0;
  for (let copy = 0; size < bytes; copy++) {
    const module = modules[copy % modules.length]!;
    const text = renameCopy(module, copy, firstNode, declared);
    firstNode += nodeCount(module);
    copies.push(text);
    size += text.length;
  }
  const target = modules[0]!.split('\n').filter((line) => line.startsWith('target '));
  return [...target, ...copies].join('\n');
}

function nodeCount(module: string): number {
  let count = 0;
  for (const match of module.matchAll(/^!(\d+) = /gm)) count = Math.max(count, Number(match[1]) + 1);
  return count;
}

/** A copy with other numbers of nodes and groups and other names of what it defines; declarations are kept once. */
function renameCopy(module: string, copy: number, firstNode: number, declared: Set<string>): string {
  const defined = new Set<string>();
  for (const match of module.matchAll(/^(?:define [^@]*)?@([-\w.$]+)(?: =(?! external )|\()/gm))
    defined.add(match[1]!);
  const lines = module.split('\n').filter((line) => {
    if (/^(;|source_filename|target |!llvm\.)/.test(line)) return false;
    const declaration = /^(?:declare .*?@([-\w.$]+)\(|@([-\w.$]+) = external )/.exec(line);
    if (!declaration) return true;
    const name = declaration[1] ?? declaration[2]!;
    const isNew = !declared.has(name);
    declared.add(name);
    return isNew;
  });
  return lines
    .join('\n')
    .replace(/!(\d+)\b/g, (_, id: string) => `!${Number(id) + firstNode}`)
    .replace(/#(\d+)\b/g, (_, id: string) => `#${Number(id) + copy * 100}`)
    .replace(/@([-\w.$]+)/g, (all, name: string) => (defined.has(name) ? `${all}.${copy}` : all))
    .replace(/%((?:struct|union|class)\.[-\w.$]+)/g, `%$1.${copy}`);
}

/** Medians of several runs in MB/s, and the largest heap seen. */
function measure(text: string): { parse: number; print: number; heap: number } {
  const parse: number[] = [];
  const print: number[] = [];
  let heap = 0;
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    const module = parseModule(text);
    const parsed = performance.now();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
    const beforePrint = performance.now();
    const printed = printModule(module);
    const end = performance.now();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
    parse.push(text.length / 1e3 / (parsed - start));
    print.push(printed.length / 1e3 / (end - beforePrint));
  }
  return { parse: median(parse), print: median(print), heap };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
