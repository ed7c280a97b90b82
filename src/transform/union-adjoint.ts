/** Checks, in the reverse sweep, that words of unions have no adjoint where their bits were those of an integer. */
import type { FloatingPointType, Fn, Instruction, IntegerType, IRBuilder, Module, StoreInst, Value } from '../ir/index.ts'; // prettier-ignore
import { BasicBlock, ConstantInt, ExtractElementInst, IRBuilder as Builder, Fn as FnClass, constantInt, doubleType, functionType, i1, i32, i64, integerType, ptr, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
import { endOfAddresses, endOfNumbers, lowestAddress } from '../analysis/memory/index.ts';
import { locate } from '../analysis/source-location.ts';
import type { BitSource, UnionWord } from './action.ts';
import { emitStop } from './runtime-stop.ts';

/** Bits of a word of 64 that are those of an address, or zero: a `double` that small is none that a sweep computes. */
const addressBits = 57n;

export function emitNoAdjoint(
  b: IRBuilder,
  module: Module,
  shadow: Value,
  words: readonly UnionWord[],
  inst: Instruction,
): void {
  const index = module.dataLayout.indexType();
  const line = constantInt(index, locate(inst)?.line ?? 0);
  for (const { offset, type, pointers } of words) {
    const word = offset === 0 ? shadow : b.byteOffset(shadow, constantInt(index, offset));
    b.call(checkFunction(module, type), [word, line]);
    if (pointers) b.store(zeroOf(type), word, 1);
  }
}

/** A word of a union that is moved as a number must be one: the shadow of an address would stay behind. */
export function emitNoAddress(b: IRBuilder, module: Module, store: StoreInst): void {
  const index = module.dataLayout.indexType();
  const line = constantInt(index, locate(store)?.line ?? 0);
  b.call(noAddressFunction(module), [store.value, line]);
}

function noAddressFunction(module: Module): Fn {
  const name = '__fluxion_no_address';
  const known = module.getFunction(name);
  if (known) return known;
  const type = functionType(voidType, [doubleType, module.dataLayout.indexType()]);
  const fn = module.add(new FnClass(name, type));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(start);
  const lowest = BigInt(lowestAddress(module.dataLayout));
  const above = b.sub(b.cast('bitcast', fn.args[0]!, i64), constantInt(i64, lowest));
  b.condBr(b.icmp('ult', above, constantInt(i64, (1n << addressBits) - lowest)), stop!, done!);
  b.positionAt(stop!);
  emitStop(b, 'line %zu: a union is moved as a floating-point number while it holds a pointer', fn.args[1]!);
  b.positionAt(done!);
  b.ret();
  return fn;
}

/**
 * An integer is stored where there are pointers at other times: the shadow of an address would stay behind. Sizes and counts are no
 * addresses, since no data of a program is at them. See `endOfNumbers`.
 */
export function emitNoData(b: IRBuilder, module: Module, value: Value, inst: Instruction): void {
  const line = constantInt(module.dataLayout.indexType(), locate(inst)?.line ?? 0);
  b.call(noDataFunction(module), [value, line]);
}

function noDataFunction(module: Module): Fn {
  const name = '__fluxion_no_data_address';
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [i64, module.dataLayout.indexType()])));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(start);
  const image = b.cast('ptrtoint', fn, i64);
  const isHigh = b.icmp('ugt', image, constantInt(i64, endOfNumbers.high));
  const lowest = b.select(isHigh, constantInt(i64, endOfNumbers.high), constantInt(i64, endOfNumbers.low));
  const above = b.sub(fn.args[0]!, lowest);
  b.condBr(b.icmp('ult', above, b.sub(constantInt(i64, endOfAddresses), lowest)), stop!, done!);
  b.positionAt(stop!);
  emitStop(b, 'line %zu: an integer as large as an address is stored where there are pointers at other times; if it is one, derivatives behind it would be lost', fn.args[1]!); // prettier-ignore
  b.positionAt(done!);
  b.ret();
  return fn;
}

/** A float is written where a pointer may have been: the pointer's shadow, an address, becomes an adjoint of zero. */
export function emitForgetPointer(b: IRBuilder, module: Module, word: Value): void {
  const name = '__fluxion_forget_pointer';
  let fn = module.getFunction(name);
  if (!fn) {
    fn = module.add(new FnClass(name, functionType(voidType, [ptr])));
    fn.linkage = 'internal';
    const inner = new Builder(fn.appendBlock(new BasicBlock('start')));
    const shadow = inner.load(i64, fn.args[0]!, 'shadow', 1);
    inner.store(inner.select(isAddress(inner, shadow), zeroOf(i64), shadow), fn.args[0]!, 1);
    inner.ret();
  }
  b.call(fn, [word]);
}

/**
 * An integer became a number that has an adjoint, or one that has the adjoint of a float. With values that it was made of: stops only where
 * one of them is the bits of a float. Integers that small are none of any but zero and the tiniest.
 */
export function emitNoNumber(
  b: IRBuilder,
  module: Module,
  adjoint: Value,
  sources: readonly BitSource[] | undefined,
  inst: Instruction,
): void {
  if (sources?.length === 0) return;
  const line = constantInt(module.dataLayout.indexType(), locate(inst)?.line ?? 0);
  const lanes = adjoint.type.kind === 'vector' ? adjoint.type.length : 1;
  const laneOf = (value: Value, i: number): Value =>
    value.type.kind === 'vector' ? b.insert(new ExtractElementInst(value, constantInt(i32, i))) : value;
  for (let i = 0; i < lanes; i++) {
    const weight = laneOf(adjoint, i);
    let isBad: Value = b.fcmp('une', weight, zeroOf(weight.type));
    if (sources) {
      const parts = sources.map(({ value, digits }) => isLarge(b, laneOf(value, i), digits));
      const any = parts.reduce((sum, part) => b.binary('or', sum, part));
      isBad = b.binary('and', isBad, any);
    }
    b.call(numberFunction(module), [isBad, line]);
  }
}

/** Whether an integer has more binary digits. */
function isLarge(b: IRBuilder, bits: Value, digits: number): Value {
  const type = bits.type as IntegerType;
  const bound = 1n << BigInt(digits);
  const above = b.binary('add', bits, new ConstantInt(type, bound));
  return b.icmp('uge', above, new ConstantInt(type, 2n * bound));
}

function numberFunction(module: Module): Fn {
  const name = '__fluxion_no_number';
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [i1, module.dataLayout.indexType()])));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(start);
  b.condBr(fn.args[0]!, stop!, done!);
  b.positionAt(stop!);
  emitStop(b, 'line %zu: the bits of a floating-point number in a union are used as an integer: that has no derivative', fn.args[1]!); // prettier-ignore
  b.positionAt(done!);
  b.ret();
  return fn;
}

const isAddress = (b: IRBuilder, bits: Value): Value =>
  b.icmp('ult', bits, constantInt(i64, 1n << addressBits));

function checkFunction(module: Module, type: FloatingPointType): Fn {
  const name = `__fluxion_no_adjoint_${type}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [ptr, module.dataLayout.indexType()])));
  fn.linkage = 'internal';
  const [start, stop, done] = ['start', 'stop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(start);
  const bits = integerType(type.bits);
  const adjoint = b.load(bits, fn.args[0]!, 'adjoint', 1);
  const isNone = type.bits === 64 ? isAddress(b, adjoint) : b.icmp('eq', adjoint, zeroOf(bits));
  b.condBr(isNone, done!, stop!);
  b.positionAt(stop!);
  emitStop(b, 'line %zu: an integer or pointer is written into a union, and read as a floating-point number: that has no derivative', fn.args[1]!); // prettier-ignore
  b.positionAt(done!);
  b.ret();
  return fn;
}

/** Stops the program if some byte of text, or of an integer, has an adjoint: the bytes were read as a number. `pointers`: what is an address is none. */
export function emitTextCheck(
  b: IRBuilder,
  module: Module,
  shadow: Value,
  size: Value,
  pointers: boolean,
  inst: Instruction,
): void {
  const index = module.dataLayout.indexType();
  const bytes = size.type === index ? size : b.cast(isNarrower(size, index) ? 'zext' : 'trunc', size, index);
  b.call(textFunction(module, pointers), [shadow, bytes, constantInt(index, locate(inst)?.line ?? 0)]);
}

const isNarrower = (value: Value, index: IntegerType): boolean =>
  value.type.kind === 'integer' && value.type.bits < index.bits;

function textFunction(module: Module, pointers: boolean): Fn {
  const name = `__fluxion_text_without_adjoint${pointers ? '_or_pointer' : ''}`;
  const known = module.getFunction(name);
  if (known) return known;
  const index = module.dataLayout.indexType();
  const fn = module.add(new FnClass(name, functionType(voidType, [ptr, index, index])));
  fn.linkage = 'internal';
  const [start, head, body, word, stop, next, done] = ['start', 'head', 'body', 'word', 'stop', 'next', 'done'].map((n) => fn.appendBlock(new BasicBlock(n))); // prettier-ignore
  new Builder(start).br(head!);
  const b = new Builder(head);
  const at = b.phi(index);
  b.condBr(b.icmp('ult', at, fn.args[1]!), body!, done!);
  b.positionAt(body!);
  const byte = b.byteOffset(fn.args[0]!, at);
  b.condBr(b.icmp('eq', b.load(integerType(8), byte, undefined, 1), zeroOf(integerType(8))), next!, word!);
  b.positionAt(word!);
  if (pointers) {
    const address = b.cast('ptrtoint', byte, index);
    const within = b.binary('and', address, constantInt(index, 7));
    const aligned = b.byteOffset(byte, b.sub(zeroOf(index), within));
    b.condBr(isAddress(b, b.load(i64, aligned, undefined, 1)), next!, stop!);
  } else b.br(stop!);
  b.positionAt(stop!);
  emitStop(b, 'line %zu: text or an integer is written, and its bytes are read as a part of a floating-point number: that has no derivative', fn.args[2]!); // prettier-ignore
  b.positionAt(next!);
  const following = b.add(at, constantInt(index, 1));
  at.addIncoming(zeroOf(index), start!);
  at.addIncoming(following, next!);
  b.br(head!);
  b.positionAt(done!);
  b.ret();
  return fn;
}
