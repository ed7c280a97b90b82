/** The arithmetic of `getelementptr`. */
import type { Type, Value } from '../ir/index.ts';
import { ConstantInt } from '../ir/index.ts';
import type { Environment } from './environment.ts';
import { unsupported } from './error.ts';
import type { RuntimeValue } from './value.ts';

/**
 * The address that is computed from a base and indices.
 * @param indices as they stand in the instruction; the operation is given their values
 */
export function addressOperation(
  env: Environment,
  sourceType: Type,
  baseType: Type,
  indices: readonly Value[],
): (base: number, values: readonly RuntimeValue[]) => number {
  if (baseType.kind !== 'pointer' || indices.some((index) => index.type.kind === 'vector')) {
    throw unsupported('vectors of pointers');
  }
  const { constant, strides } = stridesOf(env, sourceType, indices);
  const scaled = [...strides.entries()].filter(([, stride]) => stride !== 0);
  const wraps = env.layout.pointerBits(baseType.addressSpace) === 32;
  return (base, values) => {
    let address = base + constant;
    for (const [i, stride] of scaled) address += Number(values[i] as number) * stride;
    return wraps ? address >>> 0 : address;
  };
}

/** Bytes by which each index moves the address, and what the member indices of structs add up to. */
function stridesOf(
  { layout }: Environment,
  sourceType: Type,
  indices: readonly Value[],
): { constant: number; strides: number[] } {
  let constant = 0;
  let type: Type | undefined;
  const strides = indices.map((index) => {
    if (type === undefined) {
      type = sourceType;
      return layout.allocSize(sourceType);
    }
    if (type.kind === 'struct' && index instanceof ConstantInt) {
      const member = Number(index.value);
      constant += layout.structLayout(type).offsets[member]!;
      type = type.elements?.[member];
      return 0;
    }
    if (type.kind !== 'array' && type.kind !== 'vector') throw unsupported(`an index into ${type}`);
    type = type.element;
    return layout.allocSize(type);
  });
  return { constant, strides };
}
