import type { DataLayout, Value } from '../../ir/index.ts';
import {
  ConstantAggregate,
  ConstantExpr,
  GlobalAlias,
  GlobalVariable,
  SimpleConstant,
} from '../../ir/index.ts';
import type { Points } from './contents.ts';
import { addPoint, emptyPoints, onlyUnknown } from './contents.ts';
import { isDangling } from './dangling.ts';
import { gepDisplacement } from './gep-offset.ts';
import type { MemoryObject } from './object.ts';
import { globalObject } from './object.ts';
import type { Offset } from './offset.ts';
import { addOffsets, zeroOffset } from './offset.ts';
import { holdsPointer } from './pointer-type.ts';

const maxDepth = 200;

/** Where constants point. */
export class ConstantPointers {
  readonly #layout: DataLayout;
  readonly #nullIsMemory: boolean;
  readonly #known = new Map<Value, Points>();

  constructor(layout: DataLayout, nullIsMemory: boolean) {
    this.#layout = layout;
    this.#nullIsMemory = nullIsMemory;
  }

  pointsTo(value: Value, depth = 0): Points {
    if (value instanceof GlobalVariable) return new Map([[globalObject(value), zeroOffset]]);
    // Integers that are made of addresses let them escape (see globalEscapes), so they need not be followed.
    if (!holdsPointer(value.type)) return emptyPoints;
    if (value instanceof SimpleConstant) return this.#simple(value);
    let points = this.#known.get(value);
    if (!points)
      this.#known.set(value, (points = depth > maxDepth ? onlyUnknown : this.#find(value, depth + 1)));
    return points;
  }

  #simple(value: SimpleConstant): Points {
    if (value.which === 'undef' || value.which === 'poison') return emptyPoints;
    const elsewhere = value.type.kind === 'pointer' && value.type.addressSpace !== 0;
    return this.#nullIsMemory || elsewhere ? onlyUnknown : emptyPoints;
  }

  #find(value: Value, depth: number): Points {
    if (value instanceof GlobalAlias) {
      const replaceable = value.linkage === 'weak' || value.linkage === 'linkonce';
      return value.kind === 'alias' && !replaceable ? this.pointsTo(value.target, depth) : onlyUnknown;
    }
    if (value instanceof ConstantAggregate) return this.#union(value.operands, depth);
    if (value instanceof ConstantExpr) return this.#expression(value, depth);
    // Functions and the addresses of blocks: no data is there.
    return emptyPoints;
  }

  #union(values: readonly Value[], depth: number): Points {
    const all = new Map<MemoryObject, Offset>();
    for (const value of values) for (const [o, at] of this.pointsTo(value, depth)) addPoint(all, o, at);
    return all;
  }

  #expression(value: ConstantExpr, depth: number): Points {
    const [base, ...indices] = value.operands;
    switch (value.opcode) {
      case 'bitcast':
      case 'addrspacecast':
        return this.pointsTo(base!, depth);
      case 'getelementptr': {
        const { sourceType, flags } = value;
        if (!sourceType) return onlyUnknown;
        const moved = gepDisplacement(this.#layout, { sourceType, indices, flags });
        return new Map([...this.pointsTo(base!, depth)].map(([o, at]) => [o, addOffsets(at, moved)]));
      }
      case 'inttoptr':
        return !this.#nullIsMemory && isDangling(value, this.#layout) ? emptyPoints : onlyUnknown;
      default:
        return onlyUnknown;
    }
  }
}
