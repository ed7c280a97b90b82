/**
 * Pointers that are computed as integers, `(char *)(((uintptr_t)p + 7) & ~7)`: the pointer that the integer comes from, moved by
 * the difference. It is the same address, and visibly one of the same object.
 */
import { numberMetadata } from '../analysis/memory/index.ts';
import type { CallInst, CastInst, Fn, Instruction, PhiInst, Value } from '../ir/index.ts';
import { ConstantInt, Fn as FnClass, IRBuilder, PhiInst as Phi, constantInt, constantNull, isInstruction, ptr } from '../ir/index.ts'; // prettier-ignore
import { Replacements } from './debug-values.ts';

/** More integers than this are not looked through for one pointer. */
const mostSources = 100;

/** Returns whether anything changed. */
export function rebaseAddresses(fn: Fn): boolean {
  const masked = rebaseMasked(fn);
  return rebaseCasts(fn) || masked;
}

/** `llvm.ptrmask`, which LLVM makes of such a computation. */
function rebaseMasked(fn: Fn): boolean {
  const index = fn.parent!.dataLayout.indexType();
  const calls = [...fn.instructions()].filter(
    (inst): inst is CallInst =>
      inst.opcode === 'call' &&
      inst.callee instanceof FnClass &&
      /^llvm\.ptrmask\./.test(inst.callee.name ?? '') &&
      inst.type === ptr &&
      inst.args[1]!.type === index,
  );
  const replacements = new Replacements();
  for (const call of calls) {
    const [pointer, mask] = [call.args[0]!, call.args[1]!];
    const b = new IRBuilder(call.parent!, call);
    b.debugLocation = call.getMetadata('dbg');
    const address = b.cast('ptrtoint', pointer, index);
    replacements.replace(call, b.byteOffset(pointer, b.sub(b.binary('and', address, mask), address)));
  }
  replacements.updateDebugValues(fn);
  return calls.length > 0;
}

function rebaseCasts(fn: Fn): boolean {
  const index = fn.parent!.dataLayout.indexType();
  const casts: CastInst[] = [];
  for (const inst of fn.instructions()) {
    if (inst.opcode !== 'inttoptr' || inst.type !== ptr || inst.operand(0).type !== index) continue;
    if (!inst.getMetadata(numberMetadata) && comesFromPointer(inst.operand(0))) casts.push(inst);
  }
  const rebaser = new Rebaser();
  const replacements = new Replacements();
  for (const cast of casts) replacements.replace(cast, rebaser.pointerOf(cast.operand(0)));
  replacements.updateDebugValues(fn);
  return casts.length > 0;
}

/** The operand that the address is in, or all that it may be; undefined for what is no such computation. */
function sourcesOf(value: Value): readonly Value[] | undefined {
  if (value instanceof ConstantInt) return value.value === 0n ? [] : undefined;
  if (!isInstruction(value)) return undefined;
  switch (value.opcode) {
    case 'ptrtoint':
      return value.operand(0).type === ptr ? [] : undefined;
    case 'phi':
      return [...value.incoming()].map(([v]) => v);
    case 'select':
      return [value.ifTrue, value.ifFalse];
    case 'add':
    case 'sub':
    case 'and':
    case 'or': {
      const [left, right] = [value.operand(0), value.operand(1)];
      const isLeft = mayBeAddress(left);
      if (isLeft === mayBeAddress(right)) return undefined;
      if (!isLeft && value.opcode === 'sub') return undefined;
      return [isLeft ? left : right];
    }
    default:
      return undefined;
  }
}

/** Whether the bits of one pointer, and not a distance of two, go into an integer. */
function mayBeAddress(value: Value): boolean {
  const seen = new Set<Value>([value]);
  for (const at of seen) {
    if (!isInstruction(at) || seen.size > mostSources) continue;
    if (at.opcode === 'ptrtoint') return true;
    const isDistance =
      at.opcode === 'sub' && at.operands.every((v) => isInstruction(v) && v.opcode === 'ptrtoint');
    if (/^(?:phi|select|add|sub|and|or)$/.test(at.opcode) && !isDistance)
      for (const operand of at.operands) if (operand.type === value.type) seen.add(operand);
  }
  return false;
}

function comesFromPointer(integer: Value): boolean {
  const seen = new Set<Value>([integer]);
  let found = false;
  for (const value of seen) {
    const sources = sourcesOf(value);
    if (!sources || seen.size > mostSources) return false;
    found ||= isInstruction(value) && value.opcode === 'ptrtoint';
    for (const source of sources) seen.add(source);
  }
  return found;
}

class Rebaser {
  readonly #known = new Map<Value, Value>();

  pointerOf(integer: Value): Value {
    const known = this.#known.get(integer);
    if (known) return known;
    if (!isInstruction(integer)) return constantNull(ptr);
    if (integer.opcode === 'phi') return this.#phi(integer);
    const pointer = this.#computed(integer);
    this.#known.set(integer, pointer);
    return pointer;
  }

  #phi(phi: PhiInst): Value {
    const made = new Phi(ptr, 0, phi.name);
    phi.parent!.insertBefore(made, phi);
    this.#known.set(phi, made);
    for (const [value, block] of phi.incoming()) made.addIncoming(this.pointerOf(value), block);
    return made;
  }

  #computed(integer: Instruction): Value {
    if (integer.opcode === 'ptrtoint') return integer.operand(0);
    const b = new IRBuilder(integer.parent!, integer.next);
    b.debugLocation = integer.getMetadata('dbg');
    if (integer.opcode === 'select')
      return b.select(integer.condition, this.pointerOf(integer.ifTrue), this.pointerOf(integer.ifFalse));
    const [source] = sourcesOf(integer)!;
    const base = this.pointerOf(source!);
    if (integer.opcode === 'add')
      return b.byteOffset(base, source === integer.operand(0) ? integer.operand(1) : integer.operand(0));
    if (integer.opcode === 'sub')
      return b.byteOffset(base, b.sub(constantInt(integer.type as never, 0), integer.operand(1)));
    return b.byteOffset(base, b.sub(integer, source!));
  }
}
