import type { Type } from '../ir/index.ts';
import { Value } from '../ir/index.ts';

/** Something that keeps a value without being a user of it, as metadata does. */
export interface Holder {
  value: Value;
}

/** Stands for a value that was used before its definition was read. */
export class ForwardReference extends Value {
  readonly kind = 'forward-reference';
  /** Where it was first used, for the error if no definition comes. */
  readonly position: number;
  readonly length: number;
  readonly holders: Holder[] = [];

  constructor(type: Type, position: number, length: number) {
    super(type);
    this.position = position;
    this.length = length;
  }

  resolve(value: Value): void {
    this.replaceAllUsesWith(value);
    for (const holder of this.holders) holder.value = value;
  }
}
