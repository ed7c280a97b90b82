/**
 * What is known, where a function of Fortran's run time is called, of the arrays whose descriptors it is given. flang sets a
 * descriptor up in a local variable, as a constant into which the address and the bounds are put, and copies those around.
 */
import type { CallBase, Value } from '../ir/index.ts';
import {
  AllocaInst,
  CallBase as CallBaseClass,
  ConstantAggregate,
  ConstantInt,
  GetElementPtrInst,
  GlobalVariable,
  InsertValueInst,
  LoadInst,
  StoreInst,
} from '../ir/index.ts';

/** Where a descriptor says how many bytes an element has: behind the address. */
const sizeMember = 1;
const sizeOffset = 8;
const mostSteps = 200;

/** The bytes of an element of the arrays that are passed, when descriptors that are set up here agree about it. */
export function elementSize(call: CallBase): ConstantInt | undefined {
  const sizes = call.args.flatMap((arg) => (arg.type.kind === 'pointer' ? sizesIn(arg) : []));
  // Masks, shapes and permutations are arrays too, but come later.
  const [first] = sizes;
  return first;
}

/** The sizes that are found in what is stored to a descriptor. */
function sizesIn(descriptor: Value): ConstantInt[] {
  const sizes = new Set<ConstantInt>();
  const work = new Set<Value>([descriptor]);
  let steps = 0;
  for (const at of work) {
    if (steps++ > mostSteps) return [];
    if (at instanceof GlobalVariable) add(sizes, member(at.initializer));
    if (!(at instanceof AllocaInst)) continue;
    for (const { user } of at.uses()) {
      if (user instanceof StoreInst && user.pointer === at) {
        if (user.value instanceof LoadInst) work.add(user.value.pointer);
        else add(sizes, member(user.value));
      } else if (user instanceof CallBaseClass && user.callee.name?.startsWith('llvm.memcpy.')) {
        if (user.args[0] === at) work.add(user.args[1]!);
      } else if (user instanceof GetElementPtrInst && user.base === at && isSizePlace(user)) {
        for (const { user: store } of user.uses())
          if (store instanceof StoreInst && store.pointer === user) add(sizes, store.value);
      }
    }
  }
  const all = [...sizes];
  return all.every((size) => size.value === all[0]!.value) ? all.slice(0, 1) : [];
}

function add(sizes: Set<ConstantInt>, size: Value | undefined): void {
  if (size instanceof ConstantInt && size.value > 0n) sizes.add(size);
}

/** The size of an element, in a descriptor as a value. */
function member(descriptor: Value | undefined): Value | undefined {
  let at = descriptor;
  while (at instanceof InsertValueInst) {
    if (at.path.length === 1 && at.path[0] === sizeMember) return at.operand(1);
    at = at.operand(0);
  }
  return at instanceof ConstantAggregate && !at.splat ? at.operand(sizeMember) : undefined;
}

function isSizePlace({ sourceType, indices }: GetElementPtrInst): boolean {
  const last = indices[indices.length - 1];
  const index = last instanceof ConstantInt ? Number(last.value) : undefined;
  if (sourceType.kind === 'struct') return indices.length === 2 && index === sizeMember;
  return sourceType.kind === 'integer' && sourceType.bits === 8 && index === sizeOffset;
}
