/**
 * Calls functions of a linked WebAssembly module with JavaScript values. The same code serves `compile()` and, word for
 * word, the modules that `fluxion build` generates: so it imports nothing at run time.
 *
 * Memory: every call copies its arrays into one scratch region of the module's heap and its results out of it. The
 * region is kept from call to call and only replaced by a larger one, so memory does not grow with the number of calls.
 * The stack pointer and the heap are back where they were after each call; after a trap they are not, so the instance
 * is thrown away and the next call makes a new one (whatever C kept in global variables starts anew).
 *
 * Bounds: C does not know how long an array is. Behind each array lies a guard, NaN for floats and zero in shadows, so
 * that a program that was told too large a length does not compute with whatever lay there, and is found out when it
 * has written there. The derivative of a read is a write in the shadow: so a gradient finds reads out, too.
 */
import type {
  ArrayParameter,
  FunctionLayout,
  ParameterLayout,
  ScalarKind,
  ScalarParameter,
} from './layout.ts';

export type RuntimeErrorCode = 'FX5005' | 'FX5006' | 'FX5008' | 'FX5009' | 'FX5010';

/** What the surroundings provide. */
export interface RuntimeHost {
  /** Throws the error of this code. */
  fail(code: RuntimeErrorCode, message: string): never;
  /** Throws what there is to say about a function without a gradient. */
  failWithoutGradient(layout: FunctionLayout): never;
  /** Takes a line that the program printed to its standard output (1) or standard error (2). */
  print(line: string, stream: 1 | 2): void;
}

export type TypedArray =
  | Float64Array
  | Float32Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

export type NestedNumbers = readonly (number | bigint | boolean | null | NestedNumbers)[];

/** An argument: a number for a scalar parameter; for a pointer a typed array, an array, or null for the null pointer. */
export type Argument = number | bigint | boolean | TypedArray | NestedNumbers | null;

/** One entry of a gradient, in the shape of the argument; null for what has no derivative. */
export type GradientEntry = number | TypedArray | NestedNumbers | null;

export type Seed = number | ArrayLike<number> | NestedNumbers;

export interface GradientOptions {
  /**
   * The adjoints of what the function gives: a number for the result (1 unless given), an array for the only output array,
   * or an object with an entry `return` for the result and one for each output array by name. What is not named counts 0
   * if it is an array.
   */
  readonly seed?: Seed | Readonly<Record<string, Seed>> | undefined;
}

export interface ValueAndGradient<Value = number, Gradient = readonly GradientEntry[]> {
  /** The result; of a function that returns nothing, the output array that has a seed (an object of them if several have). */
  readonly value: Value;
  /** One entry per parameter, in order. The derivatives are taken at the arguments' values before the call. */
  readonly gradient: Gradient;
}

/**
 * A function of the compiled program. Arrays that it writes to are written back into the arguments when it is called;
 * `valueAndGrad` and `grad` leave the arguments as they are.
 */
export interface CompiledFunction {
  (...args: Argument[]): number;
  valueAndGrad(...args: (Argument | GradientOptions)[]): ValueAndGradient;
  grad(...args: (Argument | GradientOptions)[]): readonly GradientEntry[];
  /** What the function takes, as data. */
  readonly layout: FunctionLayout;
}

const slotSize = 8;
/** Alignment of every array in the scratch region; enough for SIMD loads. */
const alignment = 16;
const guardSize = 64;
const deepestNesting = 8;
const largestMemory = 2 ** 32;

const alignUp = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;

/** The functions, bound to one lazily made instance that they share. */
export function bindFunctions(
  module: WebAssembly.Module,
  layouts: readonly FunctionLayout[],
  host: RuntimeHost,
): Record<string, CompiledFunction> {
  const machine = new Machine(module, host);
  // No prototype: a C function may be called `toString`.
  const functions = Object.create(null) as Record<string, CompiledFunction>;
  for (const layout of layouts) functions[layout.name] = bindFunction(machine, layout, host);
  return functions;
}

function bindFunction(machine: Machine, layout: FunctionLayout, host: RuntimeHost): CompiledFunction {
  const caller = new Caller(machine, layout, host);
  const call = (...args: unknown[]) => caller.call(args);
  const bound = Object.assign(call, {
    valueAndGrad: (...args: unknown[]) => caller.valueAndGradient(args),
    grad: (...args: unknown[]) => caller.valueAndGradient(args).gradient,
    layout,
  });
  Object.defineProperty(bound, 'name', { value: layout.name });
  return bound as unknown as CompiledFunction;
}

// ---------------------------------------------------------------------------------------------------------------------
// The instance

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

class Machine {
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
class Output {
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

// ---------------------------------------------------------------------------------------------------------------------
// Calls

/** An array argument, checked, with its place in memory. */
interface Placed {
  /** Index of the parameter. */
  readonly index: number;
  readonly parameter: ArrayParameter;
  readonly argument: ArrayValue;
  /** Bytes from the start of the scratch region. */
  readonly offset: number;
  readonly shadow: number | undefined;
}

/** What WebAssembly gets for a parameter or a shadow: a number, or an address in the scratch region. */
type Passed = number | bigint | { readonly offset: number };

class Caller {
  readonly #machine: Machine;
  readonly #layout: FunctionLayout;
  readonly #host: RuntimeHost;

  constructor(machine: Machine, layout: FunctionLayout, host: RuntimeHost) {
    this.#machine = machine;
    this.#layout = layout;
    this.#host = host;
  }

  call(args: readonly unknown[]): unknown {
    this.#checkCount(args);
    const { passed, arrays, bytes } = this.#place(args, 0, false);
    const base = this.#machine.reserve(bytes);
    for (const placed of arrays) this.#fill(base, placed);
    const result = this.#machine.invoke(this.#layout.primal, this.#layout.name, locate(passed, base));
    this.#checkGuards(base, arrays);
    for (const placed of arrays) {
      if (!placed.parameter.readOnly) writeBack(this.#machine.buffer, base + placed.offset, placed);
    }
    return this.#layout.result === null ? undefined : fromWasm(this.#layout.result, result!);
  }

  valueAndGradient(given: readonly unknown[]): ValueAndGradient<unknown> {
    const layout = this.#layout;
    const { args, options } = this.#splitOptions(given);
    this.#checkCount(args);
    if (layout.gradient === null) return this.#host.failWithoutGradient(layout);
    const slots = layout.parameters.length + 1;
    const { passed, arrays, bytes } = this.#place(args, slots * slotSize, true);
    const seeds = this.#readSeeds(options, arrays);
    const base = this.#machine.reserve(bytes);
    for (const placed of arrays) this.#fill(base, placed, seeds.arrays);
    if (layout.result === 'f32' || layout.result === 'f64') passed.push(seeds.result);
    passed.push({ offset: 0 });
    this.#machine.invoke(layout.gradient, layout.name, locate(passed, base));
    this.#checkGuards(base, arrays);
    return this.#collect(base, arrays, seeds.arrays);
  }

  #splitOptions(given: readonly unknown[]): { args: readonly unknown[]; options: GradientOptions } {
    const last = given[given.length - 1];
    const isOptions =
      given.length === this.#layout.parameters.length + 1 &&
      (last === undefined || (typeof last === 'object' && last !== null && !isArrayLike(last)));
    if (!isOptions) return { args: given, options: {} };
    for (const key of Object.keys(last ?? {})) {
      if (key !== 'seed') this.#host.fail('FX5006', `the options of a gradient have no ${key}, only a seed`);
    }
    return { args: given.slice(0, -1), options: last ?? {} };
  }

  #checkCount(args: readonly unknown[]): void {
    const { name, parameters } = this.#layout;
    if (args.length === parameters.length) return;
    const list = parameters.map((p) => p.name).join(', ');
    const takes = `${parameters.length} argument${parameters.length === 1 ? '' : 's'}`;
    this.#host.fail('FX5005', `${name} takes ${takes}${list && ` (${list})`}, not ${args.length}`);
  }

  /** Checks all arguments before anything is written, and decides where the arrays go. */
  #place(args: readonly unknown[], start: number, withShadows: boolean) {
    const passed: Passed[] = [];
    const arrays: Placed[] = [];
    let at = alignUp(start);
    this.#layout.parameters.forEach((parameter, index) => {
      if (parameter.form === 'scalar') {
        passed.push(this.#readScalar(parameter, args[index]));
        return;
      }
      const hasShadow = withShadows && parameter.shadow;
      const argument = this.#readArray(parameter, args[index]);
      if (argument === null) {
        passed.push(0, ...(hasShadow ? [0] : []));
        return;
      }
      const size = alignUp(byteLength(parameter, argument)) + guardSize;
      const shadow = hasShadow ? at + size : undefined;
      arrays.push({ index, parameter, argument, offset: at, shadow });
      passed.push({ offset: at }, ...(shadow === undefined ? [] : [{ offset: shadow }]));
      at += hasShadow ? 2 * size : size;
    });
    return { passed, arrays, bytes: Math.max(at, alignment) };
  }

  #fill(base: number, placed: Placed, seeds?: ReadonlyMap<string, ArrayValue>): void {
    const { buffer } = this.#machine;
    const { parameter, argument } = placed;
    writeArray(buffer, base + placed.offset, placed);
    const pattern = guardPattern(parameter);
    const guard = guardOf(buffer, base + placed.offset, placed);
    for (let i = 0; i < guard.length; i++) guard[i] = pattern[(guard.byteOffset + i) % 8]!;
    if (placed.shadow === undefined) return;
    const shadow = base + placed.shadow;
    new Uint8Array(buffer, shadow, byteLength(parameter, argument)).fill(0);
    guardOf(buffer, shadow, placed).fill(0);
    const seed = seeds?.get(parameter.name);
    if (seed) writeArray(buffer, shadow, { parameter, argument: seed });
  }

  /** Fails if the program wrote behind an array. What else it wrote there is not known: so the instance is given up. */
  #checkGuards(base: number, arrays: readonly Placed[]): void {
    const { buffer } = this.#machine;
    for (const placed of arrays) {
      const { offset, shadow, parameter, argument } = placed;
      const pattern = guardPattern(parameter);
      const guard = guardOf(buffer, base + offset, placed);
      const intact =
        guard.every((byte, i) => byte === pattern[(guard.byteOffset + i) % 8]) &&
        (shadow === undefined || guardOf(buffer, base + shadow, placed).every((byte) => byte === 0));
      if (intact) continue;
      this.#machine.discard();
      const has = `${argument.count} number${argument.count === 1 ? '' : 's'}`;
      this.#host.fail(
        'FX5008',
        `${this.#layout.name} went beyond the end of ${parameter.name} (${parameter.type}), which has ${has}`,
      );
    }
  }

  #collect(base: number, arrays: readonly Placed[], seeds: ReadonlyMap<string, ArrayValue>) {
    const { parameters, result } = this.#layout;
    const { buffer } = this.#machine;
    const slots = new DataView(buffer, base, slotSize * (parameters.length + 1));
    let slot = result === null ? 0 : 1;
    const gradient = parameters.map((parameter, i): GradientEntry => {
      if (parameter.form === 'scalar') {
        return parameter.wanted ? slots.getFloat64(slotSize * slot++, true) : null;
      }
      const placed = arrays.find(({ index }) => index === i);
      if (!placed || placed.shadow === undefined || !parameter.wanted) return null;
      return readArray(buffer, base + placed.shadow, placed, true);
    });
    if (result !== null) return { value: readSlot(slots, result), gradient };
    const seeded = arrays.filter((placed) => seeds.has(placed.parameter.name));
    const values = seeded.map(
      (p) => [p.parameter.name, readArray(buffer, base + p.offset, p, false)] as const,
    );
    return { value: values.length === 1 ? values[0]![1] : Object.fromEntries(values), gradient };
  }

  // Arguments

  #readScalar(parameter: ScalarParameter, value: unknown): number | bigint {
    const problem = checkScalar(parameter.kind, value);
    if (problem !== undefined) this.#refuse(parameter, parameter.name, problem, value);
    return toWasm(parameter.kind, value as number | bigint | boolean);
  }

  #readArray(parameter: ArrayParameter, value: unknown): ArrayValue | null {
    if (value === null) return null;
    const array = this.#checkArray(parameter, parameter.name, value, false);
    const per = parameter.element.count;
    if (array.count % per !== 0) {
      this.#host.fail(
        'FX5006',
        `${parameter.name} (${parameter.type}) takes ${per} numbers for each element, and ${array.count} is no multiple of it`,
      );
    }
    return array;
  }

  #checkArray(parameter: ArrayParameter, name: string, value: unknown, holes: boolean): ArrayValue {
    const { element } = parameter;
    const wanted = element.uniform === null ? 'Float64Array' : arrayNames[element.uniform];
    if (isView(value)) {
      const kind = (value as unknown as Record<symbol, string>)[Symbol.toStringTag];
      if (kind !== wanted)
        this.#refuse(parameter, name, `takes ${withArticle(wanted)} or an array of numbers`, value);
      const typed = value as Float64Array;
      // Its numbers fit whatever they are, except into integer members of a struct.
      if (element.uniform === null) this.#checkEach(parameter, name, typed, holes);
      return { values: typed, count: typed.length, dimensions: [typed.length], source: value };
    }
    if (!Array.isArray(value)) {
      return this.#refuse(parameter, name, `takes an array of ${whatNumbers(parameter)}`, value);
    }
    const dimensions = this.#dimensions(parameter, name, value);
    const flat: unknown[] = dimensions.length === 1 ? value : value.flat(dimensions.length);
    if (element.uniform === 'f64' && areNumbers(flat)) {
      return { values: flat, count: flat.length, dimensions, source: value };
    }
    this.#checkEach(parameter, name, flat, holes);
    return { values: flat as number[], count: flat.length, dimensions, source: value };
  }

  #checkEach(parameter: ArrayParameter, name: string, values: ArrayLike<unknown>, holes: boolean): void {
    const { uniform, fields, count } = parameter.element;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      const kind = uniform ?? fields[i % count]!.kind;
      if (holes && value === null && kind !== 'f32' && kind !== 'f64') continue;
      const problem = checkScalar(kind, value);
      if (problem !== undefined) this.#refuse(parameter, `${name}[${i}]`, problem, value);
    }
  }

  /** The lengths at each depth of nested arrays, which must be the same all over. */
  #dimensions(parameter: ArrayParameter, name: string, value: readonly unknown[]): number[] {
    const dimensions = [value.length];
    let level: readonly unknown[] = value;
    while (level.length > 0 && Array.isArray(level[0])) {
      if (dimensions.length >= deepestNesting)
        this.#refuse(parameter, name, 'takes arrays nested less deep', value);
      const { length } = level[0] as unknown[];
      for (const [i, row] of level.entries()) {
        if (Array.isArray(row) && row.length === length) continue;
        const found = Array.isArray(row) ? `${row.length} entries` : describe(row);
        this.#host.fail(
          'FX5006',
          `${name}: nested arrays need the same length; row 0 has ${length} entries, row ${i} has ${found}`,
        );
      }
      dimensions.push(length);
      level = (level as unknown[][]).flat();
    }
    return dimensions;
  }

  // Seeds

  #readSeeds(options: GradientOptions, arrays: readonly Placed[]) {
    const { name, result } = this.#layout;
    const returnsFloat = result === 'f32' || result === 'f64';
    const outputs = arrays.filter((p) => !p.parameter.readOnly && p.shadow !== undefined);
    const given = this.#namedSeeds(options.seed, returnsFloat, outputs);
    const seeds = new Map<string, ArrayValue>();
    let seedOfResult = returnsFloat ? 1 : 0;
    for (const [key, seed] of Object.entries(given)) {
      const placed = outputs.find((p) => p.parameter.name === key);
      if (key === 'return' && returnsFloat) {
        if (typeof seed !== 'number')
          this.#host.fail('FX5006', `the seed of the result takes a number, not ${describe(seed)}`);
        seedOfResult = seed;
      } else if (placed) {
        seeds.set(key, this.#readSeed(placed, seed));
      } else {
        const possible = [...(returnsFloat ? ['return'] : []), ...outputs.map((p) => p.parameter.name)];
        this.#host.fail('FX5006', `the seed names ${key}, but ${name} has ${listOutputs(possible)}`);
      }
    }
    if (!returnsFloat && seeds.size === 0) {
      const possible = outputs.map((p) => p.parameter.name);
      if (possible.length === 0)
        this.#host.fail('FX5009', `${name} gives no floating-point number to differentiate`);
      this.#host.fail(
        'FX5005',
        `${name} returns no floating-point number: give a seed for ${possible.join(' or ')}`,
      );
    }
    return { result: seedOfResult, arrays: seeds };
  }

  #readSeed({ parameter, argument }: Placed, seed: unknown): ArrayValue {
    const array = this.#checkArray(parameter, `the seed of ${parameter.name}`, seed, true);
    if (array.count === argument.count) return array;
    return this.#host.fail(
      'FX5006',
      `the seed of ${parameter.name} has ${array.count} numbers, the argument has ${argument.count}`,
    );
  }

  #namedSeeds(
    seed: unknown,
    returnsFloat: boolean,
    outputs: readonly Placed[],
  ): Readonly<Record<string, unknown>> {
    if (seed === undefined) return {};
    if (typeof seed === 'number' && returnsFloat) return { return: seed };
    if (typeof seed === 'object' && seed !== null && !isArrayLike(seed))
      return seed as Record<string, unknown>;
    const [only, ...others] = outputs.map((p) => p.parameter.name);
    if (isArrayLike(seed) && only !== undefined && others.length === 0) return { [only]: seed };
    const possible = [...(returnsFloat ? ['return'] : []), ...outputs.map((p) => p.parameter.name)];
    return this.#host.fail(
      'FX5006',
      `the seed of ${this.#layout.name} cannot be ${describe(seed)}: it has ${listOutputs(possible)}`,
    );
  }

  #refuse(parameter: ParameterLayout, name: string, problem: string, value: unknown): never {
    return this.#host.fail('FX5006', `${name} (${parameter.type}) ${problem}, not ${describe(value)}`);
  }
}

function byteLength({ element }: ArrayParameter, { count }: ArrayValue): number {
  return (count / element.count) * element.size;
}

/** Signalling NaN: any arithmetic makes another NaN of it, so that an update in place shows. By address modulo 8. */
const doubleGuard = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xf7, 0xff];
const floatGuard = [0xff, 0xff, 0xbf, 0xff, 0xff, 0xff, 0xbf, 0xff];

const guardPattern = ({ element }: ArrayParameter): readonly number[] =>
  element.uniform === 'f32' ? floatGuard : doubleGuard;

/** The bytes between the end of an array (or of its shadow) at an address and what comes next. */
function guardOf(buffer: ArrayBuffer, address: number, { parameter, argument }: Placed): Uint8Array {
  const bytes = byteLength(parameter, argument);
  return new Uint8Array(buffer, address + bytes, alignUp(bytes) - bytes + guardSize);
}

function locate(passed: readonly Passed[], base: number): (number | bigint)[] {
  return passed.map((value) => (typeof value === 'object' ? base + value.offset : value));
}

const listOutputs = (names: readonly string[]): string =>
  names.length === 0 ? 'no outputs' : `the output${names.length === 1 ? '' : 's'} ${names.join(', ')}`;

// ---------------------------------------------------------------------------------------------------------------------
// Numbers and arrays

const arrayNames: Record<ScalarKind, string> = {
  bool: 'Uint8Array',
  i8: 'Int8Array',
  u8: 'Uint8Array',
  i16: 'Int16Array',
  u16: 'Uint16Array',
  i32: 'Int32Array',
  u32: 'Uint32Array',
  i64: 'BigInt64Array',
  u64: 'BigUint64Array',
  f32: 'Float32Array',
  f64: 'Float64Array',
};

function whatNumbers({ element }: ArrayParameter): string {
  return element.uniform === null || element.uniform.startsWith('f') ? 'numbers' : 'integers';
}

/** An array argument, flat. */
interface ArrayValue {
  readonly values: ArrayLike<number | bigint | boolean | null>;
  readonly count: number;
  readonly dimensions: readonly number[];
  /** The array as it was given. */
  readonly source: unknown;
}

const isView = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value);
const isArrayLike = (value: unknown): boolean => Array.isArray(value) || isView(value);

/** Not `every`, which passes over the holes of a sparse array. */
function areNumbers(values: readonly unknown[]): values is readonly number[] {
  for (const value of values) if (typeof value !== 'number') return false;
  return true;
}

const withArticle = (kind: string): string => `${kind.startsWith('Int') ? 'an' : 'a'} ${kind}`;

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (isView(value))
    return withArticle((value as unknown as Record<symbol, string>)[Symbol.toStringTag] ?? 'view');
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return `the string ${JSON.stringify(value.slice(0, 40))}`;
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'object' ? 'an object' : typeof value === 'function' ? 'a function' : String(value);
}

/** The smallest and largest integer of a kind. */
function rangeOf(kind: ScalarKind): [bigint, bigint] {
  const bits = BigInt(kind.slice(1));
  return kind.startsWith('i') ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

/** What a scalar of this kind takes, when it does not take the value. */
function checkScalar(kind: ScalarKind, value: unknown): string | undefined {
  if (kind === 'f32' || kind === 'f64') return typeof value === 'number' ? undefined : 'takes a number';
  if (kind === 'bool') {
    const fits = typeof value === 'boolean' || value === 0 || value === 1;
    return fits ? undefined : 'takes a boolean, 0 or 1';
  }
  if (typeof value !== 'bigint' && !Number.isInteger(value)) return 'takes an integer';
  const [low, high] = rangeOf(kind);
  // Comparing a bigint with a number is exact.
  if ((value as number) >= low && (value as number) <= high) return undefined;
  return `takes an integer from ${low} to ${high}`;
}

function toWasm(kind: ScalarKind, value: number | bigint | boolean): number | bigint {
  return kind === 'i64' || kind === 'u64' ? BigInt(value) : Number(value);
}

function fromWasm(kind: ScalarKind, value: number | bigint): number | bigint | boolean {
  switch (kind) {
    case 'bool':
      return (Number(value) & 1) === 1;
    case 'u8':
      return Number(value) & 0xff;
    case 'u16':
      return Number(value) & 0xffff;
    case 'u32':
      return Number(value) >>> 0;
    case 'i8':
      return (Number(value) << 24) >> 24;
    case 'i16':
      return (Number(value) << 16) >> 16;
    case 'u64':
      return BigInt.asUintN(64, BigInt(value));
    default:
      return value;
  }
}

/** The result in its output slot: a double, or a 64-bit integer. */
function readSlot(slots: DataView, kind: ScalarKind): number | bigint | boolean {
  if (kind === 'f32' || kind === 'f64') return slots.getFloat64(0, true);
  const value = slots.getBigInt64(0, true);
  return kind === 'i64' || kind === 'u64' ? fromWasm(kind, value) : fromWasm(kind, Number(value));
}

function viewOf(kind: ScalarKind, buffer: ArrayBuffer, address: number, length: number): TypedArray {
  switch (kind) {
    case 'f64':
      return new Float64Array(buffer, address, length);
    case 'f32':
      return new Float32Array(buffer, address, length);
    case 'i8':
      return new Int8Array(buffer, address, length);
    case 'bool':
    case 'u8':
      return new Uint8Array(buffer, address, length);
    case 'i16':
      return new Int16Array(buffer, address, length);
    case 'u16':
      return new Uint16Array(buffer, address, length);
    case 'i32':
      return new Int32Array(buffer, address, length);
    case 'u32':
      return new Uint32Array(buffer, address, length);
    case 'i64':
      return new BigInt64Array(buffer, address, length);
    case 'u64':
      return new BigUint64Array(buffer, address, length);
  }
}

function writeArray(
  buffer: ArrayBuffer,
  address: number,
  { parameter, argument }: { readonly parameter: ArrayParameter; readonly argument: ArrayValue },
): void {
  const { element } = parameter;
  const { values, count } = argument;
  if (element.uniform !== null) {
    const view = viewOf(element.uniform, buffer, address, count);
    const isFloat = element.uniform === 'f32' || element.uniform === 'f64';
    if (isFloat || isView(values)) (view as Float64Array).set(values as ArrayLike<number>);
    else for (let i = 0; i < count; i++) view[i] = toWasm(element.uniform, values[i] ?? 0) as never;
    return;
  }
  forEachField(parameter, count, (i, kind, offset) => {
    const one = viewOf(kind, scratchBuffer, 0, 1);
    one[0] = toWasm(kind, values[i] ?? 0) as never;
    new Uint8Array(buffer, address + offset, one.byteLength).set(
      new Uint8Array(scratchBuffer, 0, one.byteLength),
    );
  });
}

/** Members of a packed struct are not aligned; they go through here. */
const scratchBuffer = new ArrayBuffer(8);

function forEachField(
  { element }: ArrayParameter,
  count: number,
  visit: (index: number, kind: ScalarKind, offset: number) => void,
): void {
  for (let i = 0; i < count; i++) {
    const field = element.fields[i % element.count]!;
    visit(i, field.kind, Math.floor(i / element.count) * element.size + field.offset);
  }
}

/** The numbers in memory, flat. In a gradient, what is no float is null. */
function readFlat(
  buffer: ArrayBuffer,
  address: number,
  { parameter, argument }: Placed,
  isGradient: boolean,
): TypedArray | (number | bigint | null)[] {
  const { element } = parameter;
  if (element.uniform !== null) return viewOf(element.uniform, buffer, address, argument.count).slice();
  const flat: (number | bigint | null)[] = new Array<null>(argument.count).fill(null);
  forEachField(parameter, argument.count, (i, kind, offset) => {
    if (isGradient && kind !== 'f32' && kind !== 'f64') return;
    const one = viewOf(kind, scratchBuffer, 0, 1);
    new Uint8Array(scratchBuffer, 0, one.byteLength).set(
      new Uint8Array(buffer, address + offset, one.byteLength),
    );
    flat[i] = one[0] as number | bigint;
  });
  return flat;
}

/** The numbers in memory in the shape of the argument: a typed array where it was flat and they are of one kind. */
function readArray(buffer: ArrayBuffer, address: number, placed: Placed, isGradient: boolean): GradientEntry {
  const flat = readFlat(buffer, address, placed, isGradient);
  const { dimensions } = placed.argument;
  return dimensions.length === 1 ? flat : nest(Array.from(flat as ArrayLike<number>), dimensions.slice(1));
}

function nest(flat: readonly (number | null)[], dimensions: readonly number[]): NestedNumbers {
  let level: NestedNumbers = flat;
  for (const length of [...dimensions].reverse()) {
    const rows: NestedNumbers[] = [];
    for (let at = 0; at < level.length; at += length) rows.push(level.slice(at, at + length));
    level = rows;
  }
  return level;
}

/** Writes what the program left in memory into the caller's array. */
function writeBack(buffer: ArrayBuffer, address: number, placed: Placed): void {
  const { source } = placed.argument;
  const flat = readFlat(buffer, address, placed, false);
  if (isView(source) && isView(flat)) {
    (source as Float64Array).set(flat as Float64Array);
    return;
  }
  let next = 0;
  const write = (array: unknown[]): void => {
    for (let i = 0; i < array.length; i++) {
      const item = array[i];
      if (Array.isArray(item)) write(item);
      else array[i] = alike(item, flat[next++]!);
    }
  };
  write(source as unknown[]);
}

/** A number from memory as what it replaces: a boolean, a bigint or a number. */
function alike(old: unknown, value: number | bigint): number | bigint | boolean {
  if (typeof old === 'boolean') return Number(value) !== 0;
  return typeof old === 'number' && (typeof value === 'number' || Number.isSafeInteger(Number(value)))
    ? Number(value)
    : value;
}
