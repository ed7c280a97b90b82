/**
 * The exported functions around a gradient. A gradient returns a struct, for which WebAssembly's calling convention has
 * no simple form in JavaScript; an entry stores its members to memory instead, one in each slot of eight bytes: the
 * result of the function first, unless it returns nothing, then the adjoint of each wanted scalar parameter.
 */
import type { Attribute, Module, Value } from '../ir/index.ts';
import {
  BasicBlock,
  Fn,
  IRBuilder,
  constantInt,
  doubleType,
  flattenAttributes,
  functionType,
  i64,
  ptr,
  voidType,
} from '../ir/index.ts';
import type { GradientSpec } from '../transform/spec.ts';
import { isFloatKind, slotSize, type FunctionLayout } from './layout.ts';

/** What the layout asks of a gradient. */
export function gradientSpec(layout: FunctionLayout): GradientSpec {
  return {
    parameters: layout.parameters.map((p) => {
      if (p.form === 'array') return p.shadow ? 'dup' : 'const';
      return p.wanted ? 'out' : 'const';
    }),
    returnActivity: layout.result !== null && isFloatKind(layout.result) ? 'active' : 'const',
    primalReturn: layout.result !== null,
    // Each argument from JavaScript is copied to a place of its own.
    noaliasParameters: true,
  };
}

/**
 * Adds the entry for a gradient.
 * @param fn the function that was differentiated
 * @param gradient its gradient for `gradientSpec(layout)`
 */
export function addGradientEntry(module: Module, fn: Fn, gradient: Fn, layout: FunctionLayout): Fn {
  const type = functionType(voidType, [...gradient.valueType.parameters, ptr]);
  const names = [...gradient.args.map((arg) => arg.name), 'slots'];
  const entry = new Fn(`__fluxion_grad_${layout.primal}`, type, names);
  entry.attributes = targetAttributes(fn);
  module.add(entry);
  const builder = new IRBuilder(entry.appendBlock(new BasicBlock('entry')));
  const slots = entry.args[entry.args.length - 1]!;
  const result = builder.call(gradient, entry.args.slice(0, -1));
  members(builder, layout, result).forEach((member, i) => {
    const slot =
      i === 0 ? slots : builder.byteOffset(slots, constantInt(module.dataLayout.indexType(), i * slotSize));
    builder.store(widen(builder, member, layout), slot, slotSize);
  });
  builder.ret();
  return entry;
}

/** The members of what the gradient returns; a lone one is not wrapped in a struct. */
function members(builder: IRBuilder, layout: FunctionLayout, result: Value): Value[] {
  const adjoints = layout.parameters.filter((p) => p.form === 'scalar' && p.wanted).length;
  const count = adjoints + (layout.result === null ? 0 : 1);
  if (count <= 1) return count === 1 ? [result] : [];
  return Array.from({ length: count }, (_, i) => builder.extractValue(result, [i]));
}

/** The value as its slot holds it. Floats are exact in a double; only the result can be an integer. */
function widen(builder: IRBuilder, value: Value, layout: FunctionLayout): Value {
  if (value.type.kind === 'floating-point') {
    return value.type === doubleType ? value : builder.cast('fpext', value, doubleType);
  }
  if (value.type === i64) return value;
  const isSigned = layout.result?.startsWith('i') ?? false;
  return builder.cast(isSigned ? 'sext' : 'zext', value, i64);
}

/** Functions can only be inlined into one another if they are for the same processor. */
function targetAttributes(fn: Fn): Attribute[] {
  return [...flattenAttributes(fn.attributes)].filter(
    (attribute) => attribute.kind === 'string' && attribute.name.startsWith('target-'),
  );
}
