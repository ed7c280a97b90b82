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
  return inst.opcode === 'phi' || inst.opcode === 'select' || inst.opcode === 'freeze';
}

/** A comparison, or a conversion for nothing but comparisons. */
function isTest(user: Instruction): boolean {
  if (user.opcode === 'icmp' || user.opcode === 'switch') return true;
  if (user.opcode !== 'sext' && user.opcode !== 'zext') return false;
  return [...user.users()].every((u) => isInstruction(u) && (u.opcode === 'icmp' || u.opcode === 'switch'));
}
