import type { ArrayParameter, ParameterLayout, ScalarParameter } from '../layout.ts';
import {
  areNumbers,
  arrayNames,
  checkScalar,
  describe,
  isView,
  toWasm,
  whatNumbers,
  withArticle,
} from './numbers.ts';
import type { ArrayValue } from './numbers.ts';
import type { RuntimeHost } from './types.ts';

const deepestNesting = 8;

/** Arguments and seeds of a call, checked and flattened. */
export class ArgumentReader {
  readonly #host: RuntimeHost;

  constructor(host: RuntimeHost) {
    this.#host = host;
  }

  readScalar(parameter: ScalarParameter, value: unknown): number | bigint {
    const problem = checkScalar(parameter.kind, value);
    if (problem !== undefined) this.#refuse(parameter, parameter.name, problem, value);
    return toWasm(parameter.kind, value as number | bigint | boolean);
  }

  readArray(parameter: ArrayParameter, value: unknown): ArrayValue | null {
    if (value === null) return null;
    const array = this.checkArray(parameter, parameter.name, value, false);
    const per = parameter.element.count;
    if (array.count % per !== 0) {
      this.#host.fail(
        'FX5006',
        `${parameter.name} (${parameter.type}) takes ${per} numbers for each element, and ${array.count} is no multiple of it`,
      );
    }
    return array;
  }

  checkArray(parameter: ArrayParameter, name: string, value: unknown, holes: boolean): ArrayValue {
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

  #refuse(parameter: ParameterLayout, name: string, problem: string, value: unknown): never {
    return this.#host.fail('FX5006', `${name} (${parameter.type}) ${problem}, not ${describe(value)}`);
  }
}
