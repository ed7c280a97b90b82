import { ConstantAggregate, SimpleConstant, ConstantInt, poison, undef, zeroOf } from './constant.ts';
import type { Type } from './type.ts';
import type { Value } from './value.ts';

/** The elements of a constant vector; undefined for anything else, for a scalable one, and for constant expressions. */
export function constantLanes(value: Value): readonly Value[] | undefined {
  const { type } = value;
  if (type.kind !== 'vector' || type.scalable) return undefined;
  if (value instanceof ConstantAggregate) {
    return value.splat ? new Array<Value>(type.length).fill(value.operand(0)) : value.operands;
  }
  if (!(value instanceof SimpleConstant)) return undefined;
  return new Array<Value>(type.length).fill(simpleElement(value, type.element));
}

function simpleElement({ which }: SimpleConstant, element: Type): Value {
  if (which === 'poison') return poison(element);
  return which === 'undef' ? undef(element) : zeroOf(element);
}

/** The mask of a `shufflevector` as numbers: an element of the two operands in turn, undefined for a lane without meaning. */
export function shuffleMask(mask: Value): readonly (number | undefined)[] | undefined {
  return constantLanes(mask)?.map((lane) =>
    lane instanceof ConstantInt ? Number(lane.unsigned) : undefined,
  );
}
