/**
 * Runs the gradients of filetests that name a point (`; at: [[1.5, 2.0], 3]`) beside central differences. All of them go
 * into one module for WebAssembly, so that the toolchain runs once.
 */
import type { Fn, Module, Type } from '../../../src/ir/index.ts';
import { parseModule, printModule } from '../../../src/text/index.ts';
import { createToolchain } from '../../../src/toolchain/index.ts';
import { createGradient } from '../../../src/transform/index.ts';
import { expectValid, target } from './derivation.ts';
import type { FileTest } from './source.ts';

/** An argument: a number, an array of doubles, or an array of integers of a type. */
export type ArgumentAt = number | readonly number[] | { readonly i32: readonly number[] };

export interface Comparison {
  readonly name: string;
  readonly gradient: readonly number[];
  readonly differences: readonly number[];
  /** Bytes that are left on the tape after the gradient. */
  readonly tapeLeft: number;
}

export interface NumericProgram {
  /** One comparison for each point. */
  compare(name: string): Comparison[];
}

interface Entry {
  readonly test: FileTest;
  readonly fn: Fn;
  readonly gradient: Fn;
}

const tapeTop = '__fluxion_tape_top';

export async function compileFileTests(tests: readonly FileTest[]): Promise<NumericProgram> {
  const { module, entries } = differentiateAll(tests);
  const top = module.getGlobal(tapeTop);
  if (top) top.linkage = undefined;
  const exports = [...entries.values()].flatMap(({ fn, gradient }) => [fn.name!, gradient.name!]);
  const { wasm } = await createToolchain().linkWasm(new Map([['filetests.ll', printModule(module)]]), {
    exports: top ? [...exports, tapeTop] : exports,
    level: 1,
  });
  const { instance } = await WebAssembly.instantiate(wasm, wasi);
  (instance.exports['_initialize'] as () => void)();
  return {
    compare: (name) => {
      const entry = entries.get(name);
      if (!entry) throw new Error(`${name} is not there`);
      return entry.test.at.map((at) => new Runner(instance, entry, at as ArgumentAt[]).compare());
    },
  };
}

/** Functions of WASI that a program of the C library may import; the filetests call none of them. */
const wasi: WebAssembly.Imports = {
  wasi_snapshot_preview1: new Proxy({}, { get: () => () => 52 }),
};

function differentiateAll(tests: readonly FileTest[]): { module: Module; entries: Map<string, Entry> } {
  const declarations = new Set<string>();
  const bodies = tests.flatMap((test, i) =>
    prefixNames(test.lines, `t${i}.`).filter((line) => {
      if (line.startsWith('declare ')) declarations.add(line);
      return !line.startsWith('declare ');
    }),
  );
  const module = parseModule([...target, ...bodies, ...declarations].join('\n'), {
    fileName: 'filetests.ll',
  });
  const entries = new Map<string, Entry>();
  tests.forEach((test, i) => {
    const fn = module.getFunction(`t${i}.${test.fn}`)!;
    const gradient = createGradient(module, fn, test.spec);
    gradient.linkage = undefined;
    entries.set(test.name, { test, fn, gradient });
  });
  expectValid('filetests', module);
  return { module, entries };
}

/** Renames what the file defines, so that files can stand in one module. */
function prefixNames(lines: readonly string[], prefix: string): string[] {
  const names = lines.flatMap((l) => /^(?:define .*?@([\w.$]+)\(|@([\w.$]+) = )/.exec(l)?.slice(1) ?? []);
  const own = new Set(names.filter((n) => n !== undefined));
  return lines.map((l) => l.replace(/@([\w.$]+)/g, (all, name: string) => (own.has(name) ? `@${prefix}${name}` : all))); // prettier-ignore
}

class Runner {
  readonly #exports: WebAssembly.Exports;
  readonly #entry: Entry;
  readonly #at: readonly ArgumentAt[];

  constructor(instance: WebAssembly.Instance, entry: Entry, at: readonly ArgumentAt[]) {
    this.#exports = instance.exports;
    this.#entry = entry;
    this.#at = at;
  }

  compare(): Comparison {
    const before = this.#tapeSize();
    const gradient = this.#gradient();
    const tapeLeft = this.#tapeSize() - before;
    const differences = this.#differentiated().map((place) => this.#centralDifference(place));
    return { name: this.#entry.test.name, gradient, differences, tapeLeft };
  }

  #tapeSize(): number {
    const top = this.#exports[tapeTop] as WebAssembly.Global | undefined;
    return top ? this.#view().getUint32(Number(top.value), true) : 0;
  }

  #view(): DataView {
    return new DataView((this.#exports['memory'] as WebAssembly.Memory).buffer);
  }

  #activity(i: number): string {
    return this.#entry.test.spec.parameters[i]!;
  }

  /** The places of the argument list by which the function is differentiated. */
  #differentiated(): { argument: number; element: number | undefined }[] {
    return this.#at.flatMap((value, argument): { argument: number; element: number | undefined }[] => {
      if (this.#activity(argument) === 'const') return [];
      if (typeof value === 'number') return [{ argument, element: undefined }];
      return (value as readonly number[]).map((_, element) => ({ argument, element }));
    });
  }

  #centralDifference({ argument, element }: { argument: number; element: number | undefined }): number {
    const moved = (distance: number): ArgumentAt[] =>
      this.#at.map((value, i) => {
        if (i !== argument) return value;
        if (element === undefined) return (value as number) + distance;
        return (value as readonly number[]).map((v, k) => (k === element ? v + distance : v));
      });
    // A power of two: where the program computes in float, no digits of the step are lost.
    const h = 2 ** -16;
    return (this.#value(moved(h)) - this.#value(moved(-h))) / (2 * h);
  }

  #value(at: readonly ArgumentAt[]): number {
    const { args, release } = this.#place(at, false);
    const result = (this.#exports[this.#entry.fn.name!] as (...a: unknown[]) => number)(...args);
    release();
    return result;
  }

  #gradient(): number[] {
    const { args, shadows, release } = this.#place(this.#at, true);
    const outs = this.#at.filter((_, i) => this.#activity(i) === 'out').length;
    // Several results come back in memory.
    const results = outs > 1 ? this.#allocate(8 * outs) : undefined;
    const call = this.#exports[this.#entry.gradient.name!] as (...a: unknown[]) => number;
    const result = call(...(results === undefined ? args : [results, ...args, 1]), ...(results === undefined ? [1] : [])); // prettier-ignore
    let out = 0;
    const view = this.#view();
    const gradient = this.#at.flatMap((value, i) => {
      if (this.#activity(i) === 'const') return [];
      if (this.#activity(i) === 'out') return [results === undefined ? result : view.getFloat64(results + 8 * out++, true)]; // prettier-ignore
      return (value as readonly number[]).map((_, k) => view.getFloat64(shadows.get(i)! + 8 * k, true));
    });
    release();
    return gradient;
  }

  #allocate(bytes: number): number {
    return (this.#exports['malloc'] as (n: number) => number)(Math.max(bytes, 8));
  }

  #place(
    at: readonly ArgumentAt[],
    withShadows: boolean,
  ): { args: unknown[]; shadows: Map<number, number>; release(): void } {
    // prettier-ignore
    const blocks: number[] = [];
    const shadows = new Map<number, number>();
    const args = at.flatMap((value, i): unknown[] => {
      const type = this.#entry.fn.args[i]!.type;
      if (typeof value === 'number') return [scalar(type, value)];
      const block = this.#write(value);
      blocks.push(block);
      if (!withShadows || this.#activity(i) !== 'dup') return [block];
      const shadow = this.#write((value as readonly number[]).map(() => 0));
      blocks.push(shadow);
      shadows.set(i, shadow);
      return [block, shadow];
    });
    const free = this.#exports['free'] as (p: number) => void;
    return { args, shadows, release: () => blocks.forEach((b) => free(b)) };
  }

  #write(value: ArgumentAt): number {
    const integers = typeof value === 'object' && 'i32' in value ? value.i32 : undefined;
    const list = integers ?? (value as readonly number[]);
    const block = this.#allocate(8 * list.length);
    const view = this.#view();
    list.forEach((v, k) => {
      if (integers) view.setInt32(block + 4 * k, v, true);
      else view.setFloat64(block + 8 * k, v, true);
    });
    return block;
  }
}

const scalar = (type: Type, value: number): number | bigint =>
  type.kind === 'integer' && type.bits > 32 ? BigInt(value) : value;
