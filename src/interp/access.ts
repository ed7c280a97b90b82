/** Loads and stores of values of a type. */
import type { Type } from '../ir/index.ts';
import type { Environment } from './environment.ts';
import { unsupported } from './error.ts';
import { roundingOf } from './float.ts';
import type { RuntimeValue } from './value.ts';
import { unsignedOf, wrapInteger } from './value.ts';

export interface Access {
  load(address: number): RuntimeValue;
  store(address: number, value: RuntimeValue): void;
}

export function accessOf(env: Environment, type: Type): Access {
  switch (type.kind) {
    case 'integer':
      return type.bits === 32 ? wordAccess(env) : integerAccess(env, type.bits);
    case 'floating-point': {
      const { domain, memory } = env;
      roundingOf(type);
      return {
        load: (address) => domain.load(memory, address, type.bits),
        store: (address, value) => domain.store(memory, address, type.bits, value),
      };
    }
    case 'pointer':
      return pointerAccess(env, env.layout.pointerBits(type.addressSpace));
    case 'struct':
      return aggregateAccess(env, type.elements ?? [], env.layout.structLayout(type).offsets);
    case 'array':
    case 'vector':
      return sequenceAccess(env, type);
    default:
      throw unsupported(`memory of type ${type}`);
  }
}

function wordAccess({ memory }: Environment): Access {
  return {
    load(address) {
      checkInteger(memory, address, 4);
      return memory.view.getInt32(address, memory.littleEndian);
    },
    store(address, value) {
      memory.checkWrite(address, 4);
      memory.view.setInt32(address, value as number, memory.littleEndian);
    },
  };
}

/** An integer is loaded from the bytes of a float with its value, but would lose its tangent. */
function checkInteger(memory: Environment['memory'], address: number, size: number): void {
  memory.checkRead(address, size);
  if (memory.tangents && memory.hasTangent(address, size)) {
    throw unsupported('tangents of floats that are loaded as integers');
  }
}

/** An integer that does not fill its last byte is stored with zeros above. */
function integerAccess({ memory }: Environment, bits: number): Access {
  const size = Math.ceil(bits / 8);
  const shiftOf = (i: number): bigint => BigInt(8 * (memory.littleEndian ? i : size - 1 - i));
  return {
    load(address) {
      checkInteger(memory, address, size);
      if (size === 8) return wrapInteger(bits, memory.view.getBigInt64(address, memory.littleEndian));
      let value = 0n;
      memory.slice(address, size).forEach((byte, i) => (value |= BigInt(byte) << shiftOf(i)));
      return wrapInteger(bits, value);
    },
    store(address, value) {
      memory.checkWrite(address, size);
      const unsigned = unsignedOf(bits, value as number);
      if (size === 8) return memory.view.setBigUint64(address, unsigned, memory.littleEndian);
      const bytes = memory.slice(address, size);
      for (let i = 0; i < size; i++) bytes[i] = Number((unsigned >> shiftOf(i)) & 0xffn);
    },
  };
}

/** Addresses have fewer than 53 bits, so that numbers hold them. */
function pointerAccess({ memory }: Environment, bits: number): Access {
  if (bits !== 32 && bits !== 64) throw unsupported(`pointers of ${bits} bits`);
  return {
    load(address) {
      checkInteger(memory, address, bits / 8);
      if (bits === 32) return memory.view.getUint32(address, memory.littleEndian);
      return Number(memory.view.getBigUint64(address, memory.littleEndian));
    },
    store(address, value) {
      memory.checkWrite(address, bits / 8);
      if (bits === 32) memory.view.setUint32(address, value as number, memory.littleEndian);
      else memory.view.setBigInt64(address, BigInt(value as number), memory.littleEndian);
    },
  };
}

function sequenceAccess(env: Environment, type: Type & { readonly kind: 'array' | 'vector' }): Access {
  const stride = env.layout.allocSize(type.element);
  const packed = type.kind === 'vector' && env.layout.bitsOf(type.element) !== 8 * stride;
  if (packed || (type.kind === 'vector' && type.scalable)) throw unsupported(`memory of type ${type}`);
  const elements = Array.from({ length: type.length }, () => type.element);
  return aggregateAccess(env, elements, elements.map((_, i) => i * stride)); // prettier-ignore
}

function aggregateAccess(env: Environment, types: readonly Type[], offsets: readonly number[]): Access {
  const known = new Map<Type, Access>();
  const accesses = types.map((type) => {
    if (!known.has(type)) known.set(type, accessOf(env, type));
    return known.get(type)!;
  });
  return {
    load: (address) => accesses.map((access, i) => access.load(address + offsets[i]!)),
    store(address, value) {
      accesses.forEach((access, i) => access.store(address + offsets[i]!, (value as RuntimeValue[])[i]));
    },
  };
}
