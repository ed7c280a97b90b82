import type { DataLayout, Use, Value } from '../../ir/index.ts';
import { CallBase, ConstantExpr, ConstantInt, isInstruction } from '../../ir/index.ts';

/** No system gives the first page to a program, and wasm-ld leaves the first 1024 bytes of the memory free. */
export const lowestAddress = (layout: DataLayout): number => (layout.pointerBits() > 32 ? 4096 : 1024);

/** Above what a program's addresses have on any 64-bit machine (57 bits on x86-64, of which the upper half is the kernel's). */
export const endOfAddresses = 1n << 57n;

/**
 * Below, a 64-bit program has no data. Linkers put programs that are not relocated at 2 MiB (lld) or 4 MiB and above; others are far
 * above 4 GiB, with heap, libraries and stacks above them.
 */
export const endOfNumbers = { low: 1n << 21n, high: 1n << 32n };

/** On a pointer that is made of an integer which the program stops at if it is an address. */
export const numberMetadata = 'fluxion.number';

export const isNumber = (pointer: Value): boolean =>
  isInstruction(pointer) && pointer.getMetadata(numberMetadata) !== undefined;

/** The number that a pointer is made of, when it is a constant: then it comes from no object of the program. */
export function constantAddress(pointer: Value): bigint | undefined {
  if (pointer instanceof ConstantExpr ? pointer.opcode !== 'inttoptr' : !isCast(pointer)) return undefined;
  const number = (pointer as ConstantExpr).operand(0);
  return number instanceof ConstantInt ? number.unsigned : undefined;
}

const isCast = (value: Value): boolean => isInstruction(value) && value.opcode === 'inttoptr';

/**
 * Whether a pointer is made of a number that is the address of no data: what Rust's empty vectors and boxes without a
 * size point to (their alignment), the -1 of its empty weak references, and text that is moved as a pointer.
 */
export function isDangling(pointer: Value, layout: DataLayout): boolean {
  if (isNumber(pointer)) return true;
  const address = constantAddress(pointer);
  return address !== undefined && isDanglingAddress(address, layout);
}

/** Whether a pointer is used for what it points to, or handed on. */
export const isAccess = ({ user, index }: Use): boolean =>
  !isInstruction(user) ||
  user.opcode === 'load' ||
  user.opcode === 'getelementptr' ||
  (user.opcode === 'store' && index === 1) ||
  user instanceof CallBase;

export function isDanglingAddress(address: bigint, layout: DataLayout): boolean {
  return address < BigInt(lowestAddress(layout)) || (layout.pointerBits() > 32 && address >= endOfAddresses);
}
