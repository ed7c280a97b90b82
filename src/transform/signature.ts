/** The signatures of generated functions, and their attributes. */
import type { Attribute, AttributeItem, AttributeList, Fn, FunctionType, Type } from '../ir/index.ts';
import {
  AttributeGroup,
  functionType,
  isFloatingPoint,
  scalarOf,
  structType,
  voidType,
} from '../ir/index.ts';
import type { ArgumentActivity } from './spec.ts';

/** Parameter types: the primal's, each dup one followed by its shadow. */
export function shadowedParameters(fn: Fn, parameters: readonly ArgumentActivity[]): Type[] {
  return fn.valueType.parameters.flatMap((type, i) => (parameters[i] === 'dup' ? [type, type] : [type]));
}

export function shadowedNames(fn: Fn, parameters: readonly ArgumentActivity[]): (string | undefined)[] {
  return fn.args.flatMap((arg, i) => {
    const shadow = arg.name === undefined ? undefined : `${arg.name}.shadow`;
    return parameters[i] === 'dup' ? [arg.name, shadow] : [arg.name];
  });
}

/** No value: void. One: itself. Several: a struct. */
export function packedType(types: readonly Type[]): Type {
  if (types.length === 0) return voidType;
  return types.length === 1 ? types[0]! : structType(types);
}

/** The types of the adjoints of the out parameters. */
export function adjointTypes(fn: Fn, parameters: readonly ArgumentActivity[]): Type[] {
  return fn.valueType.parameters.filter((_, i) => parameters[i] === 'out');
}

export function gradientType(
  fn: Fn,
  parameters: readonly ArgumentActivity[],
  returnActive: boolean,
  primalReturn: boolean,
): FunctionType {
  const seed = returnActive ? [fn.returnType] : [];
  const primal = primalReturn && fn.returnType !== voidType ? [fn.returnType] : [];
  const result = packedType([...primal, ...adjointTypes(fn, parameters)]);
  return functionType(result, [...shadowedParameters(fn, parameters), ...seed]);
}

export function augmentedType(
  fn: Fn,
  parameters: readonly ArgumentActivity[],
  withShadow: boolean,
): FunctionType {
  const result = withShadow ? structType([fn.returnType, fn.returnType]) : fn.returnType;
  return functionType(result, shadowedParameters(fn, parameters));
}

export function reverseType(
  fn: Fn,
  parameters: readonly ArgumentActivity[],
  returnActive: boolean,
): FunctionType {
  const seed = returnActive ? [fn.returnType] : [];
  const result = packedType(adjointTypes(fn, parameters));
  return functionType(result, [...shadowedParameters(fn, parameters), ...seed]);
}

/** Whether a value of the type can be seeded: a float or a vector of floats. */
export const isSeedable = (type: Type): boolean => isFloatingPoint(scalarOf(type));

/**
 * Function attributes that stay true of the derivative: those of the target (strings) and of unwinding. Attributes about
 * memory, purity, recursion or inlining do not: the derivative writes shadows and the tape.
 */
const keptFunctionAttributes: ReadonlySet<string> = new Set([
  'nounwind',
  'uwtable',
  'strictfp',
  'null_pointer_is_valid',
]);

export function derivativeAttributes(fn: Fn): AttributeList {
  return fn.attributes.flatMap((item): AttributeItem[] =>
    item instanceof AttributeGroup ? item.attributes.filter(isKept) : isKept(item) ? [item] : [],
  );
}

/**
 * What -ffast-math promises of a function as a whole. The flags of its operations say the same, and are copied where those are;
 * but derivatives meet infinities that the primal has not: where a value is not used, 0 · ∞ is 0 (`selected-values.ts`).
 */
const fastMathAttributes: ReadonlySet<string> = new Set([
  'no-nans-fp-math', 'no-infs-fp-math', 'unsafe-fp-math', 'approx-func-fp-math',
]); // prettier-ignore

const isKept = (a: Attribute): boolean =>
  a.kind === 'string' ? !fastMathAttributes.has(a.name) : keptFunctionAttributes.has(a.name);

/**
 * Parameter attributes that stay true: what a pointer points to; nothing about its uses, and nothing about how the value
 * is passed, since all calls of the derivative are generated with it.
 */
const keptParameterAttributes: ReadonlySet<string> = new Set([
  'noalias', 'nonnull', 'noundef', 'align', 'dereferenceable', 'dereferenceable_or_null',
]); // prettier-ignore

export function primalParameterAttributes(list: AttributeList): AttributeList {
  return list.filter((a) => !(a instanceof AttributeGroup) && keptParameterAttributes.has(a.name));
}
