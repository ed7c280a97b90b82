import type {
  GetElementPtrInst,
  Instruction,
  LoadInst,
  PhiInst,
  StoreInst,
  Type,
  Value,
} from '../../ir/index.ts';
import {
  CastInst,
  ConstantInt,
  FreezeInst,
  GetElementPtrInst as Gep,
  ICmpInst,
  IRBuilder,
  PhiInst as Phi,
  SelectInst,
  constantInt,
  constantLanes,
  isInstruction,
  isInteger,
  scalarOf,
  shuffleMask,
} from '../../ir/index.ts';
import { laneCount, laneOf, vectorOf } from './lanes.ts';

/** Whether a type is a vector of pointers that can be taken apart. */
export function isPointerVector(type: Type): boolean {
  return type.kind === 'vector' && !type.scalable && type.element.kind === 'pointer';
}

/**
 * Takes vectors of pointers apart: each element is computed by itself beside the vector. Whatever then still uses the
 * vector keeps it.
 */
export class PointerVectors {
  readonly #lanes = new Map<Value, readonly Value[]>();
  readonly #openPhis: PhiInst[] = [];

  /** The elements, available where the vector is. */
  lanesOf(vector: Value): readonly Value[] | undefined {
    const lanes = this.#of(vector);
    // The elements of a phi come from anywhere; asking for them may make more phis.
    for (let phi = this.#openPhis.pop(); phi; phi = this.#openPhis.pop()) this.#fillPhi(phi);
    return lanes;
  }

  #of(vector: Value): readonly Value[] | undefined {
    if (!isPointerVector(vector.type)) return undefined;
    let lanes = this.#lanes.get(vector) ?? constantLanes(vector);
    if (!lanes) {
      lanes = isInstruction(vector) ? this.#take(vector) : undefined;
      if (!lanes) return undefined;
      this.#lanes.set(vector, lanes);
    }
    return lanes;
  }

  #take(inst: Instruction): readonly Value[] | undefined {
    const count = laneCount(inst.type)!;
    const b = new IRBuilder(inst.parent!, inst);
    b.debugLocation = inst.getMetadata('dbg');
    const each = (emit: (lane: number) => Value): Value[] => Array.from({ length: count }, (_, i) => emit(i));
    switch (inst.opcode) {
      case 'phi': {
        this.#openPhis.push(inst);
        return each(() => b.insert(new Phi(scalarOf(inst.type), 0)));
      }
      case 'load':
        return this.#takeLoad(b, inst, count);
      case 'getelementptr':
        return this.#takeOffset(b, inst, count);
      case 'insertelement': {
        const [vector, element, index] = inst.operands as [Value, Value, Value];
        const lanes = this.#of(vector);
        if (!lanes) return undefined;
        return lanes.map((lane, i) => {
          if (index instanceof ConstantInt) return Number(index.unsigned) === i ? element : lane;
          return b.select(isAt(b, index, i), element, lane);
        });
      }
      case 'shufflevector': {
        const mask = shuffleMask(inst.operand(2));
        const [left, right] = [this.#of(inst.operand(0)), this.#of(inst.operand(1))];
        if (!mask || !left || !right) return undefined;
        return mask.map((m) => [...left, ...right][m ?? 0]!);
      }
      case 'select': {
        const [yes, no] = [this.#of(inst.ifTrue), this.#of(inst.ifFalse)];
        if (!yes || !no) return undefined;
        const isVector = inst.condition.type.kind === 'vector';
        return each((i) => {
          const condition = isVector ? laneOf(b, inst.condition, i) : inst.condition;
          return b.insert(new SelectInst(condition, yes[i]!, no[i]!));
        });
      }
      case 'freeze': {
        const lanes = this.#of(inst.operand(0));
        return lanes?.map((lane) => b.insert(new FreezeInst(lane)));
      }
      case 'bitcast':
        return this.#of(inst.operand(0));
      case 'inttoptr':
        return each((i) =>
          b.insert(new CastInst('inttoptr', laneOf(b, inst.operand(0), i), scalarOf(inst.type))),
        );
      default:
        b.positionAt(inst.parent!, inst.next);
        return inst.isTerminator ? undefined : each((i) => laneOf(b, inst, i));
    }
  }

  #takeLoad(b: IRBuilder, inst: LoadInst, count: number): readonly Value[] | undefined {
    if (inst.volatile || inst.ordering) return undefined;
    const element = scalarOf(inst.type);
    return addressesOf(b, inst.pointer, element, count).map((address) => {
      const load = b.load(element, address, undefined, elementAlignment(b, inst.align, element));
      copyMetadata(inst, load);
      return load;
    });
  }

  #takeOffset(b: IRBuilder, inst: GetElementPtrInst, count: number): readonly Value[] | undefined {
    const isVectorBase = inst.base.type.kind === 'vector';
    const bases = isVectorBase ? this.#of(inst.base) : undefined;
    if (isVectorBase && !bases) return undefined;
    return Array.from({ length: count }, (_, i) => {
      const indices = inst.indices.map((v) => (v.type.kind === 'vector' ? laneOf(b, v, i) : v));
      return b.insert(new Gep(inst.sourceType, bases?.[i] ?? inst.base, indices, inst.flags));
    });
  }

  #fillPhi(phi: PhiInst): void {
    const lanes = this.#lanes.get(phi) as readonly PhiInst[];
    for (const [value, block] of phi.incoming()) {
      const incoming = this.#of(value) ?? this.#before(block.terminator!, value, lanes.length);
      lanes.forEach((lane, i) => {
        lane.addIncoming(incoming[i]!, block);
      });
    }
  }

  #before(at: Instruction, vector: Value, count: number): Value[] {
    const b = new IRBuilder(at.parent!, at);
    return Array.from({ length: count }, (_, i) => laneOf(b, vector, i));
  }

  /** What stands for an instruction that uses a vector of pointers; undefined when it must keep the vector. */
  replacementOf(inst: Instruction): Value | 'nothing' | undefined {
    const b = new IRBuilder(inst.parent!, inst);
    b.debugLocation = inst.getMetadata('dbg');
    switch (inst.opcode) {
      case 'extractelement': {
        const lanes = this.lanesOf(inst.operand(0));
        const index = inst.operand(1);
        if (!lanes) return undefined;
        if (index instanceof ConstantInt) return lanes[Number(index.unsigned)];
        return lanes.reduce((value, lane, i) => (i === 0 ? lane : b.select(isAt(b, index, i), lane, value)));
      }
      case 'store':
        return this.#storeLanes(b, inst);
      case 'icmp': {
        const [left, right] = [this.lanesOf(inst.operand(0)), this.lanesOf(inst.operand(1))];
        if (!left || !right) return undefined;
        return vectorOf(b, left.map((l, i) => b.insert(new ICmpInst(inst.predicate, l, right[i]!)))); // prettier-ignore
      }
      case 'ptrtoint': {
        const lanes = this.lanesOf(inst.operand(0));
        return lanes && vectorOf(b, lanes.map((l) => b.cast('ptrtoint', l, scalarOf(inst.type)))); // prettier-ignore
      }
      default:
        return undefined;
    }
  }

  #storeLanes(b: IRBuilder, inst: StoreInst): 'nothing' | undefined {
    const lanes = inst.volatile || inst.ordering ? undefined : this.lanesOf(inst.value);
    if (!lanes) return undefined;
    const element = scalarOf(inst.value.type);
    addressesOf(b, inst.pointer, element, lanes.length).forEach((address, i) => {
      copyMetadata(
        inst,
        b.store(withoutDisguise(b, lanes[i]!), address, elementAlignment(b, inst.align, element)),
      );
    });
    return 'nothing';
  }
}

/** Numbers beside pointers are turned into pointers to be stored with them: they are stored as what they were. */
function withoutDisguise(b: IRBuilder, lane: Value): Value {
  if (!isInstruction(lane) || lane.opcode !== 'inttoptr') return lane;
  const from = lane.operand(0);
  const isWhole = isInteger(from.type) && from.type.bits === b.block.parent!.parent!.dataLayout.pointerBits();
  return isWhole ? from : lane;
}

function isAt(b: IRBuilder, index: Value, lane: number): Value {
  if (!isInteger(index.type)) throw new Error('an index is an integer');
  return b.icmp('eq', index, constantInt(index.type, lane));
}

function addressesOf(b: IRBuilder, base: Value, element: Type, count: number): Value[] {
  const { dataLayout } = b.block.parent!.parent!;
  const size = dataLayout.allocSize(element);
  return Array.from({ length: count }, (_, i) =>
    i === 0 ? base : b.byteOffset(base, constantInt(dataLayout.indexType(), i * size)),
  );
}

function elementAlignment(b: IRBuilder, align: number | undefined, element: Type): number | undefined {
  if (align === undefined) return undefined;
  return Math.min(align, b.block.parent!.parent!.dataLayout.allocSize(element));
}

/** What holds of all accesses of a group holds of each of them. */
function copyMetadata(from: Instruction, to: Instruction): void {
  for (const name of ['tbaa', 'alias.scope', 'noalias']) to.setMetadata(name, from.getMetadata(name));
}
