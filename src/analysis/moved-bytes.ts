/**
 * Bytes that are loaded, perhaps chosen, and stored elsewhere: `to[i] = from[i]`, the swap of two elements of any type. They may be the
 * bytes of numbers, whose adjoints then move byte by byte, too (`byte-adjoint.ts`).
 */
import type { Fn, Instruction, LoadInst, StoreInst, Value } from '../ir/index.ts';
import { isInstruction } from '../ir/index.ts';
import type { AliasInfo, MemoryObject } from './memory/index.ts';
import type { TypeInfo } from './types/index.ts';

/**
 * The bytes that may be parts of numbers, and of which nothing is made but the same bytes in other memory. Where there may be pointers a
 * byte is none of them: shadows of pointers are not moved in parts.
 */
export function findMovedBytes(
  blocks: readonly Fn['blocks'][number][],
  types: TypeInfo,
  aliases: AliasInfo,
): ReadonlySet<Value> {
  const candidates = findCandidates(blocks, types);
  const found = new Set<Value>();
  if (candidates.size === 0) return found;
  const filled = new Set<MemoryObject>();
  const targets = (pointer: Value): ReadonlySet<MemoryObject> | readonly MemoryObject[] => aliases.pointerInfo(pointer).objects; // prettier-ignore
  const add = (root: Instruction): void => {
    const work = new Set<Instruction>([root]);
    for (const at of work) {
      found.add(at);
      for (const user of at.users()) {
        if (!isInstruction(user)) continue;
        if (user.opcode === 'store') for (const object of targets(user.pointer)) filled.add(object);
        else if (candidates.has(user)) work.add(user);
      }
    }
  };
  const loads = [...candidates].filter((c): c is LoadInst => c.opcode === 'load');
  for (const load of loads) if (mayBePart(load, types) || mayBecomePart(load, candidates, types)) add(load);
  // What is declared an array of bytes holds numbers when their bytes have been stored there.
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const load of loads) {
      if (!found.has(load) && [...targets(load.pointer)].some((object) => filled.has(object))) add(load);
    }
  }
  return found;
}

/**
 * Whether what is loaded or stored may be a part of a float, as far as is known of the memory. Of an access to several bytes its type says
 * that they are an integer, but so it does where floats are moved in such parts.
 */
function mayBePart(access: LoadInst | StoreInst, types: TypeInfo): boolean {
  const type = access.opcode === 'load' ? access.type : access.value.type;
  const size = type.kind === 'integer' ? type.bits / 8 : 1;
  const { fields, unknown } = size === 1 ? types.memoryAt(access.pointer, 1, access) : types.ownMemoryAt(access.pointer, size); // prettier-ignore
  return (
    unknown.length > 0 ||
    fields.some((f) => f.scalar.kind === 'float') ||
    types.stepsIntoFloats(access.pointer)
  );
}

/** Whether a byte goes to where a part of a float may be: another function may have put it where it comes from. */
function mayBecomePart(load: LoadInst, candidates: ReadonlySet<Instruction>, types: TypeInfo): boolean {
  const seen = new Set<Instruction>([load]);
  for (const at of seen) {
    for (const user of at.users()) {
      if (!isInstruction(user)) continue;
      if (user.opcode === 'store' && mayBePart(user, types)) return true;
      if (candidates.has(user)) seen.add(user);
    }
  }
  return false;
}

/**
 * Words of 16 or 32 bits that go from memory to memory where there are pointers, too, and may be parts of numbers: what is an integer by its
 * type may be one by what it is (an array of integers in such a struct) or for being a part. Not those of which the
 * access itself tells that they are integers, by its tag or as a member of the library. With what says that there are floats.
 */
export function findUnclearWords(
  blocks: readonly Fn['blocks'][number][],
  types: TypeInfo,
): ReadonlyMap<LoadInst, string> {
  const found = new Map<LoadInst, string>();
  for (const block of blocks) {
    for (const load of block) {
      if (load.opcode !== 'load' || load.type.kind !== 'integer' || !wordWidths.has(load.type.bits)) continue;
      if (load.ordering !== undefined || types.carriedFloat(load)) continue;
      const sides = [load, ...storesOf(load)];
      if (sides.length === 1 || !sides.some(({ pointer }) => types.keepsPointers(pointer))) continue;
      if (sides.some((side) => types.isKnownItself(side))) continue;
      const size = load.type.bits / 8;
      const reason = sides
        .map(({ pointer }) => types.mayTouchFloats(pointer, size))
        .find((r) => r !== undefined);
      if (reason !== undefined) found.set(load, reason);
    }
  }
  return found;
}

/** Where what is loaded is stored as it is. */
function storesOf(load: LoadInst): StoreInst[] {
  const stores: StoreInst[] = [];
  const seen = new Set<Instruction>([load]);
  for (const at of seen) {
    for (const user of at.users()) {
      if (!isInstruction(user)) continue;
      if (user.opcode === 'store' && user.value === at) stores.push(user);
      else if (isChoice(user)) seen.add(user);
    }
  }
  return stores;
}

const wordWidths: ReadonlySet<number> = new Set([16, 32]);

/** A byte, or several that are parts of one number, or parts of two. */
const widths: ReadonlySet<number> = new Set([8, 16, 32]);

/** The bytes that do nothing but move, or are looked at on the way. */
function findCandidates(blocks: readonly Fn['blocks'][number][], types: TypeInfo): ReadonlySet<Instruction> {
  const candidates = new Set<Instruction>();
  for (const block of blocks) for (const inst of block) if (isByteMove(inst, types)) candidates.add(inst);
  const isFine = (at: Instruction, user: unknown): boolean => {
    if (!isInstruction(user as Value)) return false;
    const by = user as Instruction;
    if (by.opcode === 'store')
      return by.value === at && by.pointer !== at && !types.keepsPointers(by.pointer);
    return candidates.has(by) || isTest(by);
  };
  for (let before = -1; before !== candidates.size;) {
    before = candidates.size;
    for (const at of candidates)
      if (![...at.users()].every((user) => isFine(at, user))) candidates.delete(at);
  }
  return candidates;
}

function isByteMove(inst: Instruction, types: TypeInfo): boolean {
  if (inst.type.kind !== 'integer' || !widths.has(inst.type.bits) || types.carriedFloat(inst)) return false;
  if (inst.opcode === 'load') return inst.ordering === undefined && !types.keepsPointers(inst.pointer);
  return isChoice(inst);
}

const isChoice = ({ opcode }: Instruction): boolean =>
  opcode === 'phi' || opcode === 'select' || opcode === 'freeze';

/** A comparison, or a conversion for nothing but comparisons. */
function isTest(user: Instruction): boolean {
  if (user.opcode === 'icmp' || user.opcode === 'switch') return true;
  if (user.opcode !== 'sext' && user.opcode !== 'zext') return false;
  return [...user.users()].every((u) => isInstruction(u) && (u.opcode === 'icmp' || u.opcode === 'switch'));
}
