import type { FloatingPointType, Type } from './type.ts';
import { isFloatingPoint, isInteger } from './type.ts';

const floatNames: Record<FloatingPointType['name'], string> = {
  half: 'f16',
  bfloat: 'bf16',
  float: 'f32',
  double: 'f64',
  x86_fp80: 'f80',
  fp128: 'f128',
  ppc_fp128: 'ppcf128',
};

/** A type as it stands in the name of an overloaded intrinsic: `f64`, `v4f32`, `nxv2f64`, `i32`, `p0`. */
export function mangleType(type: Type): string {
  if (isFloatingPoint(type)) return floatNames[type.name];
  if (type.kind === 'vector')
    return `${type.scalable ? 'nxv' : 'v'}${type.length}${mangleType(type.element)}`;
  if (isInteger(type)) return `i${type.bits}`;
  if (type.kind === 'pointer') return `p${type.addressSpace}`;
  throw new Error(`no intrinsic is overloaded on ${type}`);
}
