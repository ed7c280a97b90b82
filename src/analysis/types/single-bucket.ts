/**
 * The one bucket that a hash table of the C++ library has in itself while it is small. Its address stands for an array of buckets: what points
 * there is what points to the buckets, and does not reach the other members, nor what the table is a member of.
 */
import type { GetElementPtrInst, StoreInst, Value } from '../../ir/index.ts';
import { ConstantInt, isInstruction } from '../../ir/index.ts';
import { originOf } from '../gep.ts';
import type { TypeGraph } from './graph.ts';
import { isNamed } from './library-members.ts';

/** Where the pointer to the buckets is kept, if an address is that of the bucket within the table. */
export function bucketsOfAddress(graph: TypeGraph, address: GetElementPtrInst): Value | undefined {
  if (isMember(address)) return address.base;
  return storesOf(address).find((store) => isWithin(graph, address, store.pointer) && isTagged(graph, store))
    ?.pointer;
}

function isMember({ sourceType, indices }: GetElementPtrInst): boolean {
  if (!isNamed(sourceType, /^class\.std::_Hashtable(?:\.\d+)?$/)) return false;
  // Buckets, their number, the first element, the number of elements, the policy, the one bucket; no hash function with members before.
  const kinds = sourceType.elements?.map((element) => element.kind).join();
  if (kinds !== 'pointer,integer,struct,integer,struct,pointer') return false;
  const [first, member, ...rest] = indices;
  const isFirst = first instanceof ConstantInt && first.value === 0n;
  return isFirst && member instanceof ConstantInt && member.value === 5n && rest.length === 0;
}

/** What stores an address, or what is chosen between it and others. */
function storesOf(address: Value): StoreInst[] {
  return [address, ...address.users()].flatMap((value) => {
    const isChosen = isInstruction(value) && (value.opcode === 'phi' || value.opcode === 'select');
    if (value !== address && !isChosen) return [];
    return [...value.users()].filter(
      (user): user is StoreInst => isInstruction(user) && user.opcode === 'store' && user.value === value,
    );
  });
}

/** Whether the tag of a store says that it sets the pointer to the buckets, the first member of the table. */
function isTagged(graph: TypeGraph, store: StoreInst): boolean {
  const size = graph.layout.pointerBits() / 8;
  const { struct } = graph.readers.tbaa.access(store.getMetadata('tbaa'), size) ?? {};
  return struct?.offset === 0 && /^_ZTSSt10_HashtableI/.test(struct.name);
}

/** Whether an address lies behind another one in the same object. */
function isWithin(graph: TypeGraph, address: Value, start: Value): boolean {
  const [a, b] = [address, start].map((pointer) => originOf(graph.layout, pointer));
  return a !== undefined && b !== undefined && a.base === b.base && a.offset > b.offset;
}
