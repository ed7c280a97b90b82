/**
 * What crosses the border between JavaScript and WebAssembly, as plain data: it is made from debug info in
 * `signature.ts`, read by `runtime.ts`, and written as JSON into the modules that `fluxion build` generates.
 */

/** A scalar by its width in memory. A `bool` takes one byte. */
export type ScalarKind = 'bool' | 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64' | 'f32' | 'f64';

export interface FieldLayout {
  /** Bytes from the start of the element. */
  readonly offset: number;
  readonly kind: ScalarKind;
}

/** What a pointer points to. */
export interface ElementLayout {
  /** Bytes from one element to the next. */
  readonly size: number;
  /** Scalars in one element. */
  readonly count: number;
  /** The kind of all scalars, where they are the same and without gaps; else null, and `fields` lists them. */
  readonly uniform: ScalarKind | null;
  readonly fields: readonly FieldLayout[];
}

interface ParameterBase {
  readonly name: string;
  /** As the source spells the type. */
  readonly type: string;
}

/** A number by value. */
export interface ScalarParameter extends ParameterBase {
  readonly form: 'scalar';
  readonly kind: ScalarKind;
  /** The gradient has an entry for it. */
  readonly wanted: boolean;
}

/** A pointer to numbers, or to structs of numbers. */
export interface ArrayParameter extends ParameterBase {
  readonly form: 'array';
  /** The source promises not to write through it. */
  readonly readOnly: boolean;
  readonly element: ElementLayout;
  /** The gradient function takes a shadow pointer for it. */
  readonly shadow: boolean;
  /** The gradient has an entry for it; implies `shadow`. */
  readonly wanted: boolean;
}

export type ParameterLayout = ScalarParameter | ArrayParameter;

export interface FunctionLayout {
  /** The name in the source. */
  readonly name: string;
  /** Export of the function itself. */
  readonly primal: string;
  /**
   * Export of the gradient entry (see `entry.ts`), or null when there is none. Its parameters: those of the function, each one with a
   * shadow followed by it, the seed if the result is a float, the address of the output slots.
   */
  readonly gradient: string | null;
  readonly parameters: readonly ParameterLayout[];
  /** Null for void. */
  readonly result: ScalarKind | null;
  /** As the source spells the result's type. */
  readonly resultType: string;
}

/** Bytes of one output slot of a gradient entry: a double or a 64-bit integer. */
export const slotSize = 8;

export const isFloatKind = (kind: ScalarKind): kind is 'f32' | 'f64' => kind === 'f32' || kind === 'f64';

export function sizeOfKind(kind: ScalarKind): number {
  return kind === 'bool' ? 1 : Number(kind.slice(1)) / 8;
}

/** Whether memory of this element can hold something with a derivative. */
export function hasFloats(element: ElementLayout): boolean {
  return element.uniform === null
    ? element.fields.some((field) => isFloatKind(field.kind))
    : isFloatKind(element.uniform);
}

/** The arrays that a function may write to and that can carry a derivative out of it. */
export function outputArrays(layout: FunctionLayout): ArrayParameter[] {
  return layout.parameters.filter(
    (p): p is ArrayParameter => p.form === 'array' && !p.readOnly && hasFloats(p.element),
  );
}
