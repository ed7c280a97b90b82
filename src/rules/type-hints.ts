/** Calls by which a program tells what is in memory: `__enzyme_double(pointer)`, with a number of bytes or without. */
import type { Type } from '../ir/index.ts';
import { doubleType, floatType, i8, ptr } from '../ir/index.ts';

const hints: readonly (readonly [string, Type])[] = [
  ['__enzyme_float', floatType],
  ['__enzyme_double', doubleType],
  ['__enzyme_integer', i8],
  ['__enzyme_pointer', ptr],
];

/** What a function of that name, which may be mangled, says of the memory that it is passed; undefined when it is no hint. */
export function typeHint(name: string | undefined): Type | undefined {
  return name?.includes('__enzyme_') ? hints.find(([entry]) => name.includes(entry))?.[1] : undefined;
}
