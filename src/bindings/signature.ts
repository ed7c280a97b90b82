/** Which JavaScript values a function of the module takes, told from its debug info and held against its IR type. */
import type { SourceSignature, SourceType } from '../analysis/debug-types.ts';
import { describeSignature } from '../analysis/debug-types.ts';
import { fail, type SourceSpan } from '../diagnostics/index.ts';
import { hasAttribute, type Argument, type Fn, type Type } from '../ir/index.ts';
import {
  hasFloats,
  isFloatKind,
  sizeOfKind,
  type ElementLayout,
  type FieldLayout,
  type FunctionLayout,
  type ParameterLayout,
  type ScalarKind,
} from './layout.ts';

/** More scalars in one struct of different kinds than any sane program has; the list of them stays in memory. */
const mostFields = 4096;
const deepestType = 32;

/** The source name of a function; its linkage name where there is no debug info. */
export function sourceName(fn: Fn): string {
  return describeSignature(fn)?.name ?? fn.name ?? '';
}

/**
 * Whether a user can call the function from outside: it is defined, visible to other files, and comes from a source
 * (what the compiler makes up has no debug info).
 */
export function isCallable(fn: Fn): boolean {
  const linkage = fn.linkage ?? 'external';
  return !fn.isDeclaration && linkage === 'external' && describeSignature(fn) !== undefined;
}

/**
 * The layout of a function, without a gradient.
 * @param wrt names of the parameters that the gradient is wanted for; all that have one unless given
 * @throws FluxionError FX5007 naming the parameter whose type the bindings do not take.
 */
export function describeLayout(fn: Fn, wrt?: readonly string[]): FunctionLayout {
  const signature = describeSignature(fn);
  const name = signature?.name ?? fn.name ?? '';
  if (!signature) return fail('FX5007', `${name} has no debug information that tells its parameters`);
  const refuse = (what: string, help: string[] = []): never => {
    return fail('FX5007', `${name}: ${what}`, { span: declarationSpan(signature), help });
  };
  if (signature.variadic) refuse('a function with a variable number of arguments cannot be called');
  const result =
    resultKind(fn, signature) ?? refuse(`a result of type ${signature.returns.name} is not supported`);
  if (fn.args.length !== signature.parameters.length) {
    refuse('a struct is passed or returned by value', ['pass a pointer to it']);
  }
  const names = parameterNames(signature);
  const parameters = signature.parameters.map(({ type }, i): ParameterLayout => {
    const parameter = describeParameter(names[i]!, type, wrt);
    if (typeof parameter === 'string') return refuse(parameter, parameterHelp(type));
    if (!agrees(parameter, fn.args[i]!)) refuse(`${names[i]} (${type.name}) is passed in an unsupported way`);
    return parameter;
  });
  for (const wanted of wrt ?? []) checkWanted(name, wanted, parameters);
  return {
    name,
    primal: fn.name ?? '',
    gradient: null,
    parameters,
    result: result === 'void' ? null : result,
    resultType: signature.returns.name,
  };
}

function checkWanted(name: string, wanted: string, parameters: readonly ParameterLayout[]): void {
  const found = parameters.find((p) => p.name === wanted);
  const list = parameters.map((p) => p.name).join(', ');
  if (!found) fail('FX5006', `${name} has no parameter ${wanted}; it has ${list || 'none'}`);
  if (!found.wanted) fail('FX5006', `${wanted} (${found.type}) of ${name} has no derivative`);
}

export function declarationSpan(signature: SourceSignature | undefined): SourceSpan | undefined {
  if (signature?.file === undefined || signature.line === undefined) return undefined;
  return { file: signature.file, line: signature.line, column: 0 };
}

/** One distinct name each. */
function parameterNames(signature: SourceSignature): string[] {
  const taken = new Set(signature.parameters.map((p) => p.name));
  return signature.parameters.map((p, i) => {
    if (p.name !== undefined) return p.name;
    let name = `arg${i + 1}`;
    while (taken.has(name)) name += '_';
    return name;
  });
}

function resultKind(fn: Fn, signature: SourceSignature): ScalarKind | 'void' | undefined {
  const { returns } = signature;
  if (returns.kind === 'void') return String(fn.returnType) === 'void' ? 'void' : undefined;
  const kind = scalarKind(returns);
  return kind !== undefined && fitsType(kind, fn.returnType) ? kind : undefined;
}

/** The layout, or why there is none. */
function describeParameter(
  name: string,
  type: SourceType,
  wrt: readonly string[] | undefined,
): ParameterLayout | string {
  const chosen = wrt === undefined || wrt.includes(name);
  const kind = scalarKind(type);
  if (kind !== undefined) {
    return { form: 'scalar', name, type: type.name, kind, wanted: chosen && isFloatKind(kind) };
  }
  if (type.kind !== 'pointer') return `${name} has the type ${type.name}, which is not supported`;
  const element = describeElement(type.pointee);
  if (typeof element === 'string') return `${name} (${type.name}) points to ${element}`;
  const readOnly = type.pointee.const;
  const wanted = chosen && hasFloats(element);
  // What is written to needs its shadow even if nobody asks for its derivative: it may hold active values meanwhile.
  const shadow = wanted || (!readOnly && hasFloats(element));
  return { form: 'array', name, type: type.name, readOnly, element, shadow, wanted };
}

function parameterHelp(type: SourceType): string[] {
  if (type.kind === 'struct') return ['pass a pointer to it'];
  if (type.kind !== 'pointer') return [];
  if (type.pointee.kind === 'void') return ['give it the type of what it points to, such as double *'];
  return ['write a function around it that takes flat arrays'];
}

function scalarKind(type: SourceType): ScalarKind | undefined {
  if (type.kind === 'float') return type.size === 8 ? 'f64' : type.size === 4 ? 'f32' : undefined;
  if (type.kind !== 'int') return undefined;
  if (type.role === 'boolean') return type.size === 1 ? 'bool' : undefined;
  switch (type.size) {
    case 1:
      return type.signed ? 'i8' : 'u8';
    case 2:
      return type.signed ? 'i16' : 'u16';
    case 4:
      return type.signed ? 'i32' : 'u32';
    case 8:
      return type.signed ? 'i64' : 'u64';
    default:
      return undefined;
  }
}

/** The layout of what a pointer points to, or why there is none. */
function describeElement(type: SourceType): ElementLayout | string {
  const uniform = uniformElement(type, 0);
  if (uniform && uniform.count > 0) {
    return { size: type.size, count: uniform.count, uniform: uniform.kind, fields: [] };
  }
  const fields: FieldLayout[] = [];
  const problem = collectFields(type, 0, fields, 0);
  if (problem !== undefined) return problem;
  if (fields.length === 0 || type.size === 0) return `${describeForeign(type)}`;
  return { size: type.size, count: fields.length, uniform: null, fields };
}

function describeForeign(type: SourceType): string {
  if (type.kind === 'void') return 'void: the type of its contents is not known';
  if (type.kind === 'struct' && !type.complete) return `${type.name}, whose members are not known`;
  return `${type.name}, which is not supported`;
}

/** The number of scalars where all are of one kind and lie without gaps. */
function uniformElement(type: SourceType, depth: number): { kind: ScalarKind; count: number } | undefined {
  const kind = scalarKind(type);
  if (kind !== undefined) return { kind, count: 1 };
  if (depth > deepestType) return undefined;
  const parts =
    type.kind === 'array' ? arrayPart(type) : type.kind === 'struct' ? plainMembers(type) : undefined;
  let found: { kind: ScalarKind; count: number } | undefined;
  for (const { type: part, times } of parts ?? []) {
    const inner = uniformElement(part, depth + 1);
    if (!inner || (found && found.kind !== inner.kind)) return undefined;
    found = { kind: inner.kind, count: (found?.count ?? 0) + inner.count * times };
  }
  return found && found.count * sizeOfKind(found.kind) === type.size ? found : undefined;
}

interface Part {
  readonly type: SourceType;
  readonly times: number;
}

function arrayPart(type: SourceType & { kind: 'array' }): Part[] | undefined {
  return type.count === undefined ? undefined : [{ type: type.element, times: type.count }];
}

function plainMembers(type: SourceType & { kind: 'struct' }): Part[] | undefined {
  if (type.union || type.variant || !type.complete || type.members.some((m) => m.bits)) return undefined;
  return type.members.map((m) => ({ type: m.type, times: 1 }));
}

/** Lists the scalars in a type, in order. Gives the reason when something in it is none. */
function collectFields(type: SourceType, at: number, into: FieldLayout[], depth: number): string | undefined {
  const kind = scalarKind(type);
  if (kind !== undefined) {
    if (into.length >= mostFields) return `a type with more than ${mostFields} members`;
    into.push({ offset: at, kind });
    return undefined;
  }
  if (depth > deepestType) return 'a type that is nested too deep';
  if (type.kind === 'array' && type.count !== undefined) {
    const stride = type.count === 0 ? 0 : type.size / type.count;
    for (let i = 0; i < type.count; i++) {
      const problem = collectFields(type.element, at + i * stride, into, depth + 1);
      if (problem !== undefined) return problem;
    }
    return undefined;
  }
  if (type.kind !== 'struct' || !type.complete) return describeForeign(type);
  if (type.union || type.variant) return `${type.name}, a union`;
  for (const member of type.members) {
    if (member.bits) return `${type.name}, which has the bit-field ${member.name ?? ''}`.trimEnd();
    const problem = collectFields(member.type, at + member.offset, into, depth + 1);
    if (problem !== undefined) return `${type.name}, whose member ${member.name ?? '?'} is ${problem}`;
  }
  return undefined;
}

/** Whether the IR passes the parameter as the bindings do. */
function agrees(parameter: ParameterLayout, argument: Argument): boolean {
  if (parameter.form === 'scalar') return fitsType(parameter.kind, argument.type);
  const byValue = ['byval', 'sret', 'inalloca'].some((name) => hasAttribute(argument.attributes, name));
  return argument.type.kind === 'pointer' && argument.type.addressSpace === 0 && !byValue;
}

function fitsType(kind: ScalarKind, type: Type): boolean {
  if (isFloatKind(kind))
    return type.kind === 'floating-point' && type.name === (kind === 'f64' ? 'double' : 'float');
  const bits = kind === 'bool' ? 1 : sizeOfKind(kind) * 8;
  // Small integers may be widened on their way.
  return type.kind === 'integer' && (type.bits === bits || (bits < 32 && type.bits <= 32));
}
