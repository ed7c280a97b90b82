/**
 * Calls functions of a linked WebAssembly module with JavaScript values. The same code serves `compile()` and, word for
 * word, the modules that `fluxion build` generates: so it and its parts (`runtime/`) import nothing else at run time.
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
import type { ArrayParameter, FunctionLayout } from './layout.ts';
import { ArgumentReader } from './runtime/arguments.ts';
import { Machine, alignUp, alignment } from './runtime/machine.ts';
import {
  describe,
  fromWasm,
  isArrayLike,
  readArray,
  readSlot,
  writeArray,
  writeBack,
} from './runtime/numbers.ts';
import type { ArrayValue, Placed } from './runtime/numbers.ts';
import type {
  CompiledFunction,
  GradientEntry,
  GradientOptions,
  RuntimeHost,
  ValueAndGradient,
} from './runtime/types.ts';

const slotSize = 8;
const guardSize = 64;

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

/** What WebAssembly gets for a parameter or a shadow: a number, or an address in the scratch region. */
type Passed = number | bigint | { readonly offset: number };

class Caller {
  readonly #machine: Machine;
  readonly #layout: FunctionLayout;
  readonly #host: RuntimeHost;
  readonly #reader: ArgumentReader;

  constructor(machine: Machine, layout: FunctionLayout, host: RuntimeHost) {
    this.#machine = machine;
    this.#layout = layout;
    this.#host = host;
    this.#reader = new ArgumentReader(host);
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
        passed.push(this.#reader.readScalar(parameter, args[index]));
        return;
      }
      const hasShadow = withShadows && parameter.shadow;
      const argument = this.#reader.readArray(parameter, args[index]);
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
    const array = this.#reader.checkArray(parameter, `the seed of ${parameter.name}`, seed, true);
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
