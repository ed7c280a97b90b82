import type { DataLayout, Type } from '../ir/index.ts';

export interface Leaf {
  readonly offset: number;
  readonly size: number;
}

/** The integers in a value of the type: where they lie, and how many bytes they have. */
export function* integerLeaves(type: Type, layout: DataLayout, offset = 0): Generator<Leaf> {
  switch (type.kind) {
    case 'integer':
      yield { offset, size: layout.storeSize(type) };
      return;
    case 'array':
    case 'vector': {
      const stride = layout.allocSize(type.element);
      for (let i = 0; i < type.length; i++) yield* integerLeaves(type.element, layout, offset + i * stride);
      return;
    }
    case 'struct': {
      const { offsets } = layout.structLayout(type);
      for (const [i, element] of (type.elements ?? []).entries()) {
        yield* integerLeaves(element, layout, offset + offsets[i]!);
      }
      return;
    }
    default:
      return;
  }
}
