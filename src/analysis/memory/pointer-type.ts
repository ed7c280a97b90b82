import type { DataLayout, Type } from '../../ir/index.ts';

const holds = new WeakMap<Type, boolean>();

/** Whether a value of the type has a pointer in it. */
export function holdsPointer(type: Type): boolean {
  switch (type.kind) {
    case 'pointer':
      return true;
    case 'vector':
    case 'array':
      return holdsPointer(type.element);
    case 'struct': {
      let answer = holds.get(type);
      if (answer === undefined) holds.set(type, (answer = (type.elements ?? []).some(holdsPointer)));
      return answer;
    }
    case 'target':
      return true;
    case 'primitive':
      return type.name === 'token';
    case 'integer':
    case 'floating-point':
    case 'function':
      return false;
  }
}

/** Whether the type is made of pointers alone. */
export function isAllPointers(type: Type): boolean {
  return type.kind === 'pointer' || (type.kind === 'vector' && type.element.kind === 'pointer');
}

/** Bytes that a load or store of the type touches; undefined where only the running machine knows. */
export function accessSize(layout: DataLayout, type: Type): number | undefined {
  if (isScalable(type)) return undefined;
  const size = layout.storeSize(type);
  return Number.isSafeInteger(size) ? size : undefined;
}

function isScalable(type: Type): boolean {
  if (type.kind === 'vector') return type.scalable;
  if (type.kind === 'array') return isScalable(type.element);
  return type.kind === 'target' || (type.kind === 'struct' && (type.elements ?? []).some(isScalable));
}
