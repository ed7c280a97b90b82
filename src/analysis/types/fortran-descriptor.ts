import type { StructType, Type } from '../../ir/index.ts';

/**
 * Whether this is a descriptor of flang's, which arrays, pointers and polymorphic objects are passed by: `CFI_cdesc_t` of the
 * Fortran standard (ISO/IEC 1539-1, 18.5.3), as flang lays it out. After the base address, the size of an element, a version, rank,
 * kind, attribute and flags, there are lower bound, extent and stride of each dimension; those of derived types have more
 * behind that. Its integers are integers: clang makes up no literal struct like it.
 */
export function isFortranDescriptor({ name, elements, packed }: StructType): boolean {
  if (name !== undefined || elements === undefined || packed) return false;
  const shape = elements.map(shapeOf).join(' ');
  return /^ptr i64 i32 i8 i8 i8 i8( [0-9]+x3xi64)?( ptr [0-9]+xi64)?$/.test(shape);
}

function shapeOf(type: Type): string {
  if (type.kind === 'pointer') return 'ptr';
  if (type.kind === 'integer') return `i${type.bits}`;
  return type.kind === 'array' ? `${type.length}x${shapeOf(type.element)}` : type.kind;
}
