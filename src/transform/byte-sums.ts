/**
 * Adds the adjoint of a number that was moved byte by byte to another one. Its bytes come from the highest to the lowest, as the loop that moved
 * them is walked back. What they are worth so far is a float, too: each byte adds what it changes that by. The sums that are under way are
 * kept in a small table, by the address of the number; one that is interrupted stops the program.
 */
import type { FloatingPointType, Fn, IntegerType, IRBuilder, Module, Value } from '../ir/index.ts';
import { BasicBlock, Fn as FnClass, GlobalVariable, IRBuilder as Builder, arrayType, constantInt, functionType, i8, integerType, ptr, structType, voidType, zeroOf } from '../ir/index.ts'; // prettier-ignore
import { mergeInMemory } from './byte-adjoint.ts';
import { emitStop } from './runtime-stop.ts';

/** Sums that may be under way at the same time; a power of two. */
const tableSize = 16;

/** memory += amount, where memory is a byte, or several, among floats of one kind, each aligned by its size. */
export function addByteInMemory(b: IRBuilder, pointer: Value, amount: Value, type: FloatingPointType): void {
  const module = b.block.parent!.parent!;
  const bits = amount.type.kind === 'integer' ? amount.type.bits : 8;
  for (let at = bits - 8; at >= 0; at -= 8) {
    const shifted = at === 0 ? amount : b.binary('lshr', amount, constantInt(amount.type as IntegerType, at));
    const byte = bits === 8 ? amount : b.cast('trunc', shifted, i8);
    const place =
      at === 0 ? pointer : b.byteOffset(pointer, constantInt(module.dataLayout.indexType(), at / 8));
    b.call(addFunction(module, type), [place, byte]);
  }
}

function addFunction(module: Module, type: FloatingPointType): Fn {
  const name = `__fluxion_add_byte_${type}`;
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, [ptr, i8])));
  fn.linkage = 'internal';
  const [start, go, first, check, sum, open, stop, merge, done] = ['start', 'go', 'first', 'check', 'sum', 'open', 'stop', 'merge', 'done'].map((n) => fn.appendBlock(new BasicBlock(n))) as BlocksOf<9>; // prettier-ignore
  const [pointer, amount] = fn.args as unknown as [Value, Value];
  const index = module.dataLayout.indexType();
  const number = (n: number): Value => constantInt(index, n);
  const bits = integerType(type.bits);
  const last = type.bits / 8 - 1;
  const b = new Builder(start);

  const address = b.cast('ptrtoint', pointer, index);
  const within = b.binary('and', address, number(last));
  const word = b.byteOffset(pointer, b.sub(zeroOf(index), within));
  const entryType = structType([ptr, bits, index]);
  const row = b.binary('and', b.binary('lshr', address, number(Math.log2(last + 1))), number(tableSize - 1));
  const entry = b.gep(entryType, tableOf(module, type, entryType), [row]);
  const soFar = b.byteOffset(entry, number(module.dataLayout.structLayout(entryType).offsets[1]!));
  const next = b.byteOffset(entry, number(module.dataLayout.structLayout(entryType).offsets[2]!));
  const isTop = b.icmp('eq', within, number(last));
  const isSame = b.icmp('eq', b.load(ptr, entry), word);
  const isExpected = b.icmp('eq', b.load(index, next), b.add(within, number(1)));
  const goesOn = b.binary('and', isSame, isExpected);
  b.condBr(goesOn, go, first);

  const wide = (at: IRBuilder): Value =>
    at.binary('shl', at.cast('zext', amount, bits), asBits(at, at.mul(within, number(8)), bits));
  const addTo = (at: IRBuilder, before: Value, after: Value): void => {
    const change = at.fsub(at.cast('bitcast', after, type), at.cast('bitcast', before, type));
    at.store(at.fadd(at.load(type, word), change), word);
    at.store(after, soFar);
    at.store(within, next);
  };
  b.positionAt(go);
  const before = b.load(bits, soFar);
  addTo(b, before, b.binary('or', before, wide(b)));
  const isEnd = b.icmp('eq', within, zeroOf(index));
  b.store(b.select(isEnd, zeroOf(ptr), word), entry);
  b.br(done);

  b.positionAt(first);
  b.condBr(b.icmp('eq', amount, zeroOf(i8)), done, check);
  b.positionAt(check);
  b.condBr(b.icmp('eq', b.load(i8, pointer, undefined, 1), zeroOf(i8)), merge, sum);
  b.positionAt(sum);
  const isFree = b.icmp('eq', b.load(ptr, entry), zeroOf(ptr));
  b.condBr(b.binary('and', isTop, isFree), open, stop);
  b.positionAt(open);
  b.store(word, entry);
  addTo(b, zeroOf(bits), wide(b));
  b.br(done);
  b.positionAt(stop);
  emitStop(b, 'bytes of a floating-point number that is used elsewhere, too, are moved one by one, but not from the first to the last: its derivatives cannot be added; copy it as a whole (memcpy)'); // prettier-ignore
  b.positionAt(merge);
  mergeInMemory(b, pointer, amount);
  b.br(done);
  b.positionAt(done);
  b.ret();
  return fn;
}

type BlocksOf<N extends number, T extends BasicBlock[] = []> = T['length'] extends N ? T : BlocksOf<N, [BasicBlock, ...T]>; // prettier-ignore

function asBits(b: IRBuilder, value: Value, type: ReturnType<typeof integerType>): Value {
  if (value.type === type || value.type.kind !== 'integer') return value;
  return b.cast(value.type.bits < type.bits ? 'zext' : 'trunc', value, type);
}

/** For each sum: the number's place, its bits so far, and the byte that came last. */
function tableOf(
  module: Module,
  type: FloatingPointType,
  entry: ReturnType<typeof structType>,
): GlobalVariable {
  const table = arrayType(entry, tableSize);
  const variable = module.add(new GlobalVariable(`__fluxion_byte_sums_${type}`, table, zeroOf(table)));
  variable.linkage = 'internal';
  if (!module.targetTriple?.startsWith('wasm')) variable.threadLocal = '';
  return variable;
}
