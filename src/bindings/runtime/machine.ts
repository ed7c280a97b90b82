/** The instance of the program's module, and as much of an operating system as it needs. */
import type { RuntimeHost } from './types.ts';

/** Alignment of every array in the scratch region; enough for SIMD loads. */
export const alignment = 16;
const largestMemory = 2 ** 32;

export const alignUp = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** Thrown through the program's frames when it calls `exit`. */
class ExitSignal {
  readonly status: number;
  constructor(status: number) {
    this.status = status;
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly malloc: (bytes: number) => number;
  readonly free: (address: number) => void;
  readonly _initialize?: () => void;
  readonly [name: string]: unknown;
}

export class Machine {
  readonly #module: WebAssembly.Module;
  readonly #host: RuntimeHost;
  readonly #output: Output;
  #exports: Exports | undefined;
  /** What `malloc` gave; the scratch region is the aligned part of it. */
  #block = 0;
  #scratch = 0;
  #scratchSize = 0;

  constructor(module: WebAssembly.Module, host: RuntimeHost) {
    this.#module = module;
    this.#host = host;
    this.#output = new Output(host);
  }

  /** The memory as it is now: a call may grow it, which detaches the buffer. */
  get buffer(): ArrayBuffer {
    return this.#exports!.memory.buffer;
  }

  /** The address of at least `bytes` bytes, which belong to the call that asks until it ends. */
  reserve(bytes: number): number {
    const exports = (this.#exports ??= this.#start());
    if (bytes <= this.#scratchSize) return this.#scratch;
    if (this.#scratchSize > 0) exports.free(this.#block);
    this.#scratchSize = 0;
    // Half as much again, so that slowly growing arguments do not ask anew each time.
    for (const size of [bytes + Math.floor(bytes / 2), bytes]) {
      this.#block = size + alignment < largestMemory ? exports.malloc(size + alignment) >>> 0 : 0;
      if (this.#block === 0) continue;
      this.#scratchSize = size;
      this.#scratch = alignUp(this.#block);
      return this.#scratch;
    }
    return this.#host.fail(
      'FX5010',
      `the arguments take ${bytes} bytes, which do not fit into WebAssembly's memory`,
    );
  }

  invoke(name: string, label: string, args: readonly (number | bigint)[]): number | bigint | undefined {
    const fn = this.#exports![name] as (...args: readonly (number | bigint)[]) => number | bigint | undefined;
    try {
      return fn(...args);
    } catch (error) {
      // Its stack pointer and heap are left as they were in the middle of the work.
      const reason = this.#stopReason();
      this.discard();
      if (reason !== undefined) return this.#host.fail('FX5008', `${label} stopped: ${reason}`);
      return this.#explain(error, label);
    } finally {
      this.#output.flush();
    }
  }

  /** Why a derivative stopped itself: the message that it left, with its number. */
  #stopReason(): string | undefined {
    const variable = this.#exports!['__fluxion_stop_reason'];
    if (!(variable instanceof WebAssembly.Global)) return undefined;
    const view = new DataView(this.#exports!.memory.buffer);
    const at = Number(variable.value);
    const text = view.getUint32(at, true);
    if (text === 0) return undefined;
    let message = '';
    for (let i = text; view.getUint8(i) !== 0; i++) message += String.fromCharCode(view.getUint8(i));
    return message.replace('%zu', String(view.getUint32(at + 4, true)));
  }

  /** Gives the instance up; the next call makes a new one. */
  discard(): void {
    this.#exports = undefined;
    this.#scratchSize = 0;
  }

  #start(): Exports {
    const memory = () => (instance.exports as unknown as Exports).memory;
    const imports = systemImports(this.#module, memory, this.#output);
    const instance: WebAssembly.Instance = new WebAssembly.Instance(this.#module, imports);
    const exports = instance.exports as unknown as Exports;
    try {
      exports._initialize?.();
    } catch (error) {
      return this.#explain(error, 'the initialisation of the program');
    }
    return exports;
  }

  #explain(error: unknown, label: string): never {
    if (error instanceof ExitSignal) {
      return this.#host.fail('FX5008', `${label} ended the program with exit(${error.status})`);
    }
    if (error instanceof WebAssembly.RuntimeError) {
      return this.#host.fail('FX5008', `${label} trapped: ${error.message}`);
    }
    // V8 and JavaScriptCore say RangeError, SpiderMonkey says InternalError.
    if (error instanceof Error && (error instanceof RangeError || error.name === 'InternalError')) {
      return this.#host.fail('FX5008', `${label} trapped: it ran out of stack (${error.message})`);
    }
    throw error;
  }
}

/** Lines of the program's output. */
export class Output {
  readonly #host: RuntimeHost;
  readonly #pending: Record<1 | 2, string> = { 1: '', 2: '' };
  readonly #decoders: Record<1 | 2, TextDecoder> = { 1: new TextDecoder(), 2: new TextDecoder() };

  constructor(host: RuntimeHost) {
    this.#host = host;
  }

  write(stream: 1 | 2, bytes: Uint8Array): void {
    const lines = (this.#pending[stream] + this.#decoders[stream].decode(bytes, { stream: true })).split(
      '\n',
    );
    this.#pending[stream] = lines.pop() ?? '';
    for (const line of lines) this.#host.print(line, stream);
  }

  flush(): void {
    for (const stream of [1, 2] as const) {
      const rest = this.#pending[stream];
      this.#pending[stream] = '';
      if (rest !== '') this.#host.print(rest, stream);
    }
  }
}

const noSystem = 52; // ENOSYS: the function is not provided
const badFile = 8; // EBADF
const invalid = 28; // EINVAL

/** As much of WASI preview 1 as a program needs that prints, looks at the clock or exits; there are no files. */
function systemImports(
  module: WebAssembly.Module,
  memory: () => WebAssembly.Memory,
  output: Output,
): WebAssembly.Imports {
  const view = () => new DataView(memory().buffer);
  const known: Record<string, (...args: never[]) => number> = {
    fd_write(file: number, vectors: number, count: number, written: number) {
      if (file !== 1 && file !== 2) return badFile;
      const data = view();
      let total = 0;
      for (let i = 0; i < count; i++) {
        const address = data.getUint32(vectors + 8 * i, true);
        const length = data.getUint32(vectors + 8 * i + 4, true);
        output.write(file, new Uint8Array(memory().buffer, address, length).slice());
        total += length;
      }
      data.setUint32(written, total, true);
      return 0;
    },
    fd_fdstat_get(file: number, status: number) {
      if (file > 2) return badFile;
      for (let i = 0; i < 24; i++) view().setUint8(status + i, 0);
      view().setUint8(status, 2); // a character device
      return 0;
    },
    fd_close: () => 0,
    fd_seek: () => badFile,
    fd_prestat_get: () => badFile,
    environ_sizes_get(count: number, size: number) {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    environ_get: () => 0,
    clock_time_get(clock: number, _precision: bigint, time: number) {
      if (clock > 3) return invalid;
      const milliseconds = clock === 0 ? Date.now() : performance.now();
      view().setBigUint64(time, BigInt(Math.round(milliseconds * 1e6)), true);
      return 0;
    },
    random_get(address: number, length: number) {
      for (let at = 0; at < length; at += 65536) {
        const bytes = new Uint8Array(Math.min(65536, length - at));
        new Uint8Array(memory().buffer, address + at, bytes.length).set(crypto.getRandomValues(bytes));
      }
      return 0;
    },
    proc_exit(status: number) {
      throw new ExitSignal(status);
    },
  };
  const imports: Record<string, Record<string, () => unknown>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = (known[name] as (() => unknown) | undefined) ?? (() => noSystem);
  }
  return imports as WebAssembly.Imports;
}
