/**
 * Adjoints of memory operations on many elements: memcpy, memmove and memset. For each float at a distance of `stride`
 * bytes a small loop; the loops are internal functions of the module, made on first use.
 *
 * Copying dest[i] = source[i] has the adjoint: source'[i] += dest'[i], then dest'[i] = 0. Where the ranges overlap
 * (memmove), an element of dest' must be taken before the same element of source' is added to, so the loop runs upwards when
 * dest is above source, and downwards otherwise.
 */
import type { Fn, IRBuilder, IntegerType, Module, Type, Value } from '../ir/index.ts';
import {
  BasicBlock,
  Fn as FnClass,
  IRBuilder as Builder,
  constantBool,
  ConstantInt,
  constantInt,
  doubleType,
  functionType,
  i1,
  integerType,
  ptr,
  voidType,
  zeroOf,
} from '../ir/index.ts';
import { endOfAddresses, lowestAddress } from '../analysis/memory/index.ts';
import type { Field } from '../analysis/types/index.ts';
import type { Action, MemoryPattern } from './action.ts';
import { addInMemory } from './adjoint-slots.ts';
import { isDense } from './memory-pattern.ts';
import { toIndex } from './index-conversion.ts';
import { emitZeroFill } from './shadow.ts';

/** Emits the adjoint of a copy. `source` undefined: what was copied is inactive, so the adjoint is dropped. */
export function emitCopyAdjoint(
  b: IRBuilder,
  module: Module,
  dest: Value,
  source: Value | undefined,
  size: Value,
  { pattern, generous, overlap }: Action & { kind: 'copy' },
): void {
  if (source === undefined) return emitFillAdjoint(b, module, dest, size, pattern);
  if (overlap && !isDense(pattern)) {
    b.call(moveAdjointInOrder(module, pattern), [dest, source, toIndex(b, size, module)]);
    return;
  }
  forEachField(b, module, size, pattern.floats, pattern.period, (field, count, stride) => {
    const [to, from] = [dest, source].map((p) => offsetBy(b, module, p, field.offset));
    if (field.scalar.kind === 'mixed') b.call(moveMixedAdjointFunction(module), [to!, from!, count, stride]);
    else b.call(moveAdjointFunction(module, typeOf(field), generous), [to!, from!, count, stride]);
  });
}

/** Emits the adjoint of overwriting memory with something inactive: the shadow of its floats becomes zero. */
export function emitFillAdjoint(
  b: IRBuilder,
  module: Module,
  dest: Value,
  size: Value,
  pattern: MemoryPattern,
): void {
  const dense = pattern.floats[0];
  if (dense && pattern.floats.length === 1 && pattern.period === dense.size) {
    return emitZeroFill(b, module, dest, size);
  }
  forEachField(b, module, size, pattern.floats, pattern.period, (field, count, stride) => {
    b.call(zeroAdjointFunction(module, typeOf(field)), [
      offsetBy(b, module, dest, field.offset),
      count,
      stride,
    ]);
  });
}

/** In the forward sweep: the shadow pointers of copied pointers, or null for `source` undefined. */
export function emitPointerShadows(
  b: IRBuilder,
  module: Module,
  dest: Value,
  source: Value | undefined,
  size: Value,
  pattern: MemoryPattern,
  overlap: boolean,
): void {
  if (source !== undefined && pattern.floats.length === 0) return moveBytes(b, module, dest, source, size);
  if (source !== undefined && overlap) {
    b.call(movePointersInOrder(module, pattern), [dest, source, toIndex(b, size, module)]);
    return;
  }
  forEachField(b, module, size, pattern.pointers, pattern.period, (field, count, stride) => {
    const to = offsetBy(b, module, dest, field.offset);
    if (source !== undefined && field.scalar.kind === 'mixed')
      b.call(copyMixedFunction(module), [to, offsetBy(b, module, source, field.offset), count, stride]);
    else if (source === undefined) b.call(zeroAdjointFunction(module, ptr), [to, count, stride]);
    else b.call(copyPointersFunction(module), [to, offsetBy(b, module, source, field.offset), count, stride]);
  });
}

/** Without floats, all of the shadow may be copied. The ranges may overlap, and by less than a period. */
function moveBytes(b: IRBuilder, module: Module, dest: Value, source: Value, size: Value): void {
  const index = module.dataLayout.indexType();
  const type = functionType(voidType, [ptr, ptr, index, i1]);
  const move = module.getOrDeclare(`llvm.memmove.p0.p0.${index}`, type);
  b.call(move, [dest, source, toIndex(b, size, module), constantBool(false)]);
}

function typeOf(field: Field): Type {
  if (field.scalar.kind === 'mixed') return doubleType;
  if (field.scalar.kind !== 'float') throw new Error('not a float');
  return field.scalar.type;
}

function offsetBy(b: IRBuilder, module: Module, pointer: Value, offset: number): Value {
  return offset === 0 ? pointer : b.byteOffset(pointer, constantInt(module.dataLayout.indexType(), offset));
}

/** Calls `body` for each field with how many there are in `size` bytes, and their distance. */
function forEachField(
  b: IRBuilder,
  module: Module,
  size: Value,
  fields: readonly Field[],
  period: number | undefined,
  body: (field: Field, count: Value, stride: Value) => void,
): void {
  const index = module.dataLayout.indexType();
  const wide = toIndex(b, size, module);
  for (const field of fields) {
    if (period === undefined) {
      body(field, constantInt(index, 1), constantInt(index, field.size));
      continue;
    }
    // Elements k with k·period + offset + size of the field within the range.
    const end = constantInt(index, field.offset + field.size);
    const whole = b.binary('udiv', b.sub(wide, end), constantInt(index, period));
    const count = b.add(whole, constantInt(index, 1));
    const fits = b.icmp('uge', wide, end);
    body(field, b.select(fits, count, zeroOf(index)), constantInt(index, period));
  }
}

function moveAdjointFunction(module: Module, type: Type, skipZeros: boolean): Fn {
  const index = module.dataLayout.indexType();
  const name = skipZeros ? 'move_nonzero_adjoint' : 'move_adjoint';
  return helper(module, `__fluxion_${name}_${type}`, [ptr, ptr, index, index], (fn) => {
    const [dest, source, count, stride] = fn.args as unknown as [Value, Value, Value, Value];
    emitCountingLoop(fn, count, (b, k) => {
      const up = b.icmp('uge', dest, source);
      const last = b.sub(b.sub(count, constantInt(index, 1)), k);
      const offset = b.mul(b.select(up, k, last), stride);
      const [to, from] = [b.byteOffset(dest, offset), b.byteOffset(source, offset)];
      const adjoint = b.load(type, to);
      b.store(zeroOf(type), to);
      // The adjoint of zero goes to where zero stands now.
      const isZero = skipZeros && b.fcmp('oeq', adjoint, zeroOf(type));
      addInMemory(b, isZero ? b.select(isZero, to, from) : from, adjoint);
    });
  });
}

function zeroAdjointFunction(module: Module, type: Type): Fn {
  const index = module.dataLayout.indexType();
  return helper(module, `__fluxion_zero_adjoint_${type}`, [ptr, index, index], (fn) => {
    const [dest, count, stride] = fn.args as unknown as [Value, Value, Value];
    emitCountingLoop(fn, count, (b, k) => b.store(zeroOf(type), b.byteOffset(dest, b.mul(k, stride))));
  });
}

function copyPointersFunction(module: Module): Fn {
  const index = module.dataLayout.indexType();
  return helper(module, '__fluxion_copy_pointers', [ptr, ptr, index, index], (fn) => {
    const [dest, source, count, stride] = fn.args as unknown as [Value, Value, Value, Value];
    emitCountingLoop(fn, count, (b, k) => {
      const offset = b.mul(k, stride);
      b.store(b.load(ptr, b.byteOffset(source, offset)), b.byteOffset(dest, offset));
    });
  });
}

/**
 * Whether a word of shadow memory, of a word that is a double or a pointer, is a shadow pointer: it is an address. In the forward
 * sweep the shadows of doubles are zero in memory that the gradient has made; and whatever they are, what is taken for an address is
 * an adjoint of less than 1e-288, which is lost or found without harm.
 */
function isAddress(b: IRBuilder, module: Module, word: Value): Value {
  const i64 = integerType(64);
  const lowest = lowestAddress(module.dataLayout);
  const above = b.sub(word, constantInt(i64, lowest));
  return b.icmp('ult', above, new ConstantInt(i64, endOfAddresses - BigInt(lowest)));
}

/** The shadow pointers among words that are doubles or pointers; where one was, that of something else begins as zero. */
function copyMixed(b: IRBuilder, module: Module, to: Value, from: Value): void {
  const word = b.load(integerType(64), from, undefined, 1);
  const old = b.load(integerType(64), to, undefined, 1);
  const rest = b.select(isAddress(b, module, old), zeroOf(old.type), old);
  b.store(b.select(isAddress(b, module, word), word, rest), to, 1);
}

/** The adjoints among such words; the shadow pointers are at the source already. */
function moveMixedAdjoint(b: IRBuilder, module: Module, to: Value, from: Value): void {
  const i64 = integerType(64);
  const word = b.load(i64, to, undefined, 1);
  const isPointer = isAddress(b, module, word);
  // What was there before is reversed next, and may be a double.
  b.store(zeroOf(i64), to, 1);
  const old = b.load(i64, from, undefined, 1);
  const sum = b.fadd(b.cast('bitcast', old, doubleType), b.cast('bitcast', word, doubleType));
  const stays = b.binary('or', isPointer, b.icmp('eq', word, zeroOf(i64)));
  b.store(b.select(stays, old, b.cast('bitcast', sum, i64)), from, 1);
}

function copyMixedFunction(module: Module): Fn {
  const index = module.dataLayout.indexType();
  return helper(module, '__fluxion_copy_mixed', [ptr, ptr, index, index], (fn) => {
    const [dest, source, count, stride] = fn.args as unknown as [Value, Value, Value, Value];
    emitCountingLoop(fn, count, (b, k) => {
      const offset = b.mul(k, stride);
      copyMixed(b, module, b.byteOffset(dest, offset), b.byteOffset(source, offset));
    });
  });
}

function moveMixedAdjointFunction(module: Module): Fn {
  const index = module.dataLayout.indexType();
  return helper(module, '__fluxion_move_mixed_adjoint', [ptr, ptr, index, index], (fn) => {
    const [dest, source, count, stride] = fn.args as unknown as [Value, Value, Value, Value];
    emitCountingLoop(fn, count, (b, k) => {
      const up = b.icmp('uge', dest, source);
      const last = b.sub(b.sub(count, constantInt(index, 1)), k);
      const offset = b.mul(b.select(up, k, last), stride);
      moveMixedAdjoint(b, module, b.byteOffset(dest, offset), b.byteOffset(source, offset));
    });
  });
}

/** The adjoint of a memmove of structures: see `emitInOrder`. */
function moveAdjointInOrder(module: Module, { floats, period }: MemoryPattern): Fn {
  const index = module.dataLayout.indexType();
  const name = `__fluxion_move_adjoint_${nameOfPattern(floats, period)}`;
  return helper(module, name, [ptr, ptr, index], (fn) => {
    const [dest, source] = fn.args as unknown as [Value, Value];
    emitInOrder(fn, module, floats, period, (b) => b.icmp('uge', dest, source), (b, field, to, from) => {
      if (field.scalar.kind === 'mixed') return moveMixedAdjoint(b, module, to, from);
      const adjoint = b.load(typeOf(field), to, undefined, 1);
      b.store(zeroOf(typeOf(field)), to, 1);
      addInMemory(b, from, adjoint, 1);
    }); // prettier-ignore
  });
}

/** The shadow pointers of a memmove of structures that hold floats, too. */
function movePointersInOrder(module: Module, { pointers, period }: MemoryPattern): Fn {
  const index = module.dataLayout.indexType();
  const name = `__fluxion_move_pointers_${nameOfPattern(pointers, period)}`;
  return helper(module, name, [ptr, ptr, index], (fn) => {
    const [dest, source] = fn.args as unknown as [Value, Value];
    emitInOrder(fn, module, pointers, period, (b) => b.icmp('ult', dest, source), (b, field, to, from) => {
      if (field.scalar.kind === 'mixed') return copyMixed(b, module, to, from);
      b.store(b.load(ptr, from, undefined, 1), to, 1);
    }); // prettier-ignore
  });
}

function nameOfPattern(fields: readonly Field[], period: number | undefined): string {
  const kind = ({ scalar }: Field): string => (scalar.kind === 'float' ? `${scalar.type}` : scalar.kind);
  return [...fields.map((f) => `${kind(f)}${f.offset}`), `of${period ?? ''}`].join('_');
}

/**
 * Calls `body` for all fields in `(dest, source, size)` by their addresses, upwards or downwards, so that an element is done
 * before another one lands on it. What the range does not hold is replaced by a place of its own, which is zero.
 */
function emitInOrder(
  fn: Fn,
  module: Module,
  fields: readonly Field[],
  period: number | undefined,
  isUpwards: (b: IRBuilder) => Value,
  body: (b: IRBuilder, field: Field, to: Value, from: Value) => void,
): void {
  const index = module.dataLayout.indexType();
  const [dest, source, size] = fn.args as unknown as [Value, Value, Value];
  const entry = fn.appendBlock(new BasicBlock('start'));
  const start = new Builder(entry);
  const nowhere = start.alloca(integerType(128), 'nowhere');
  start.store(zeroOf(integerType(128)), nowhere);
  const up = isUpwards(start);
  const whole = constantInt(index, period ?? 0);
  const count = period === undefined ? constantInt(index, 1) : ceilingOf(start, size, period);
  emitCountingLoop(fn, count, (b, k) => {
    const base = b.mul(b.select(up, k, b.sub(b.sub(count, constantInt(index, 1)), k)), whole);
    const ascending = [...fields].sort((a, c) => a.offset - c.offset);
    for (const [wanted, list] of [[up, ascending], [b.icmp('eq', up, constantBool(false)), ascending.toReversed()]] as const) {
      for (const field of list) {
        const offset = b.add(base, constantInt(index, field.offset));
        const end = b.add(base, constantInt(index, field.offset + field.size));
        const is = b.binary('and', wanted, b.icmp('ule', end, size));
        const at = (p: Value): Value => b.select(is, b.byteOffset(p, offset), nowhere);
        body(b, field, at(dest), at(source));
      }
    } // prettier-ignore
  });
  start.br(fn.blocks[1]!);
}

/** The number of periods that begin within the size. */
function ceilingOf(b: IRBuilder, size: Value, period: number): Value {
  const index = size.type as IntegerType;
  return b.binary('udiv', b.add(size, constantInt(index, period - 1)), constantInt(index, period));
}

function helper(module: Module, name: string, parameters: readonly Type[], emit: (fn: Fn) => void): Fn {
  const known = module.getFunction(name);
  if (known) return known;
  const fn = module.add(new FnClass(name, functionType(voidType, parameters)));
  fn.linkage = 'internal';
  emit(fn);
  return fn;
}

/** for (k = 0; k < count; k++) body(k) */
function emitCountingLoop(fn: Fn, count: Value, body: (b: IRBuilder, k: Value) => void): void {
  const type = count.type as IntegerType;
  const [entry, loop, done] = ['entry', 'loop', 'done'].map((n) => fn.appendBlock(new BasicBlock(n)));
  const b = new Builder(entry);
  b.condBr(b.icmp('eq', count, zeroOf(type)), done!, loop!);
  b.positionAt(loop!);
  const k = b.phi(type, 'k');
  body(b, k);
  const next = b.add(k, constantInt(type, 1));
  k.addIncoming(zeroOf(type), entry!);
  k.addIncoming(next, loop!);
  b.condBr(b.icmp('eq', next, count), done!, loop!);
  b.positionAt(done!);
  b.ret();
}
