/** Writes the TypeScript declarations of a compiled program: each function with its own parameter names and types. */
import {
  isFloatKind,
  outputArrays,
  type ArrayParameter,
  type FunctionLayout,
  type ParameterLayout,
  type ScalarKind,
} from './layout.ts';

const typedArrays: Record<ScalarKind, string> = {
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

/** Words that no binding in a module may have. */
const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
);

/** The text of the `.d.ts` file. `origin` says what the module was made from. */
export function writeDeclarations(layouts: readonly FunctionLayout[], origin: string): string {
  const functions = layouts.map((layout, i) => declareFunction(layout, bindingName(layout.name, i)));
  const exported = layouts.map(({ name }, i) => {
    const binding = bindingName(name, i);
    return binding === name ? name : `${binding} as ${exportName(name)}`;
  });
  return [`// ${origin}`, '', ...functions, `export { ${exported.join(', ')} };`, ''].join('\n');
}

/** A name as it stands in an export clause: identifiers as they are, others (mangled ones with a dot) as strings. */
export function exportName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** What the function is called inside the file: its name, if that is free to take. */
function bindingName(name: string, index: number): string {
  return exportName(name) === name && !reserved.has(name) ? name : `$${index}`;
}

function declareFunction(layout: FunctionLayout, binding: string): string {
  const parameters = layout.parameters.map((p) => `${safeName(p.name)}: ${parameterType(p)}`);
  const lines = [`/** \`${prototype(layout)}\` */`, `declare const ${binding}: {`];
  lines.push(`  (${parameters.join(', ')}): ${resultType(layout.result)};`);
  if (layout.gradient !== null) {
    const all = [...parameters, seedOption(layout)].join(', ');
    const value = layout.result === null ? outputType(outputArrays(layout)) : resultType(layout.result);
    const gradient = gradientType(layout);
    lines.push(
      '  /** The value and the derivatives by each parameter, in order. Leaves the arguments as they are. */',
      `  valueAndGrad(${all}): { value: ${value}; gradient: ${gradient} };`,
      '  /** The derivatives by each parameter, in order. Leaves the arguments as they are. */',
      `  grad(${all}): ${gradient};`,
    );
  }
  lines.push('};', '');
  return lines.join('\n');
}

/** The function as C declares it. */
function prototype({ name, parameters, resultType: result }: FunctionLayout): string {
  const list = parameters.map((p) => spell(p.type, p.name)).join(', ');
  return `${spell(result, name)}(${list || 'void'})`.replaceAll('*/', '* /');
}

const spell = (type: string, name: string): string =>
  /[*&]$/.test(type) ? `${type}${name}` : `${type} ${name}`;

function safeName(name: string): string {
  return reserved.has(name) ? `${name}_` : name.replace(/[^\w$]/g, '_');
}

function parameterType(parameter: ParameterLayout): string {
  return parameter.form === 'scalar' ? scalarType(parameter.kind) : arrayType(parameter);
}

function scalarType(kind: ScalarKind): string {
  if (kind === 'bool') return 'boolean';
  return kind === 'i64' || kind === 'u64' ? 'number | bigint' : 'number';
}

function arrayType({ element, readOnly }: ArrayParameter): string {
  const kind = element.uniform ?? 'f64';
  const number = kind === 'i64' || kind === 'u64' ? '(number | bigint)[]' : 'number[]';
  return `${typedArrays[kind]} | ${readOnly ? 'readonly ' : ''}${number}`;
}

function resultType(kind: ScalarKind | null): string {
  if (kind === null) return 'void';
  if (kind === 'bool') return 'boolean';
  return kind === 'i64' || kind === 'u64' ? 'bigint' : 'number';
}

/** An array that comes out, given a flat one that went in. */
function contentType({ element }: ArrayParameter, withHoles: boolean): string {
  if (element.uniform !== null) return typedArrays[element.uniform];
  return withHoles ? '(number | null)[]' : '(number | bigint)[]';
}

function outputType(outputs: readonly ArrayParameter[]): string {
  const types = new Set(outputs.map((output) => contentType(output, false)));
  // Which one it is depends on the seeds; several seeds give an object.
  if (outputs.length > 1) types.add(`Record<string, ${[...types].join(' | ')}>`);
  return [...types].join(' | ');
}

function gradientType({ parameters }: FunctionLayout): string {
  const entries = parameters.map((p) => {
    const type = !p.wanted ? 'null' : p.form === 'scalar' ? 'number' : contentType(p, true);
    return `${safeName(p.name)}: ${type}`;
  });
  return `[${entries.join(', ')}]`;
}

function seedOption(layout: FunctionLayout): string {
  const outputs = outputArrays(layout);
  const array = 'ArrayLike<number>';
  const returns = layout.result !== null && isFloatKind(layout.result);
  const named = [...(returns ? ['return?: number'] : []), ...outputs.map((p) => `${p.name}?: ${array}`)];
  const short = [...(returns ? ['number'] : []), ...(outputs.length === 1 ? [array] : [])];
  const seed = [...short, ...(outputs.length > 0 ? [`{ ${named.join('; ')} }`] : [])].join(' | ');
  return returns ? `options?: { seed?: ${seed} }` : `options: { seed: ${seed} }`;
}
