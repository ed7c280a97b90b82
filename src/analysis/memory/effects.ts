import type { AtomicOrdering, CallBase, Fn, Instruction } from '../../ir/index.ts';
import { AllocaInst, CallBase as Call, ConstantInt, GlobalVariable } from '../../ir/index.ts';
import type { Access } from './access.ts';
import type { AliasInfo } from './alias-query.ts';
import type { ModelAccess } from './call-model.ts';
import { calledFunction } from './call-model.ts';
import { PointerInfo, globalObject, pointerTo, unknownPointer } from './object.ts';
import { addOffsets } from './offset.ts';
import { accessSize } from './pointer-type.ts';

/** What one instruction reads and writes; a call, with what its callee does. */
export interface Effect {
  readonly reads: readonly Access[];
  readonly writes: readonly Access[];
}

const noEffect: Effect = { reads: [], writes: [] };
const anything: Access = { pointer: 'anything', size: undefined };
const everything: Effect = { reads: [anything], writes: [anything] };

/**
 * The memory effect of an instruction. Memory that a call itself makes and returns is not listed as written (`calloc`): no
 * one had it before. It is listed as read when the callee reads what it wrote there. Atomic accesses that order others, and fences, may make writes of other threads visible: they
 * write anything.
 */
export function memoryEffect(inst: Instruction, alias: AliasInfo): Effect {
  switch (inst.opcode) {
    case 'load': {
      const read = accessOf(inst, inst.operand(0), inst.type, alias);
      return { reads: [read], writes: synchronizes(inst.ordering) ? [anything] : [] };
    }
    case 'store': {
      const write = accessOf(inst, inst.pointer, inst.value.type, alias);
      return { reads: [], writes: synchronizes(inst.ordering) ? [write, anything] : [write] };
    }
    case 'atomicrmw': {
      const access = accessOf(inst, inst.pointer, inst.value.type, alias);
      return { reads: [access], writes: synchronizes(inst.ordering) ? [access, anything] : [access] };
    }
    case 'cmpxchg': {
      const access = accessOf(inst, inst.operand(0), inst.operand(1).type, alias);
      const synchronized = synchronizes(inst.successOrdering) || synchronizes(inst.failureOrdering);
      return { reads: [access], writes: synchronized ? [access, anything] : [access] };
    }
    case 'fence':
      return everything;
    case 'va_arg': {
      const list: Access = { pointer: inst.operand(0), size: undefined };
      return { reads: [list, { pointer: unknownPointer, size: undefined }], writes: [list] };
    }
    case 'call':
    case 'invoke':
    case 'callbr':
      return callEffect(inst, alias);
    default:
      return noEffect;
  }
}

function accessOf(
  inst: Instruction,
  pointer: Access['pointer'],
  type: Instruction['type'],
  alias: AliasInfo,
): Access {
  return { pointer, size: accessSize(alias.layout, type), tbaa: inst.getMetadata('tbaa') };
}

function synchronizes(ordering: AtomicOrdering | undefined): boolean {
  return ordering !== undefined && ordering !== 'unordered' && ordering !== 'monotonic';
}

function callEffect(call: CallBase, alias: AliasInfo): Effect {
  if (calledFunction(call)?.name?.startsWith('llvm.stackrestore')) return restoreEffect(alias.fn);
  const model = alias.modelOf(call);
  const translate = (list: readonly ModelAccess[]): Access[] =>
    list.flatMap((access) => callAccess(call, access, alias) ?? []);
  const writes = model.writes.filter((access) => access.target !== 'fresh');
  return { reads: translate(model.reads), writes: translate(writes) };
}

function callAccess(call: CallBase, access: ModelAccess, alias: AliasInfo): Access | undefined {
  const pointer = addressOf(call, access, alias);
  if (!pointer) return undefined;
  return { pointer, size: access.size, tbaa: access.tbaa, release: access.release };
}

function addressOf(call: CallBase, access: ModelAccess, alias: AliasInfo): Access['pointer'] | undefined {
  const { target, offset } = access;
  if (target === 'fresh') return call;
  if (target === 'anything') return target;
  if (target === 'unknown') return unknownPointer;
  if (target instanceof GlobalVariable) return pointerTo(globalObject(target), offset);
  const info = alias.pointerInfo(call.operand(target));
  if (info.objects.size === 0) return undefined;
  if (offset.base === 0 && offset.stride === 0) return call.operand(target);
  return new PointerInfo(new Map([...info.offsets].map(([o, at]) => [o, addOffsets(at, offset)])));
}

/** Taking the stack back ends the allocas that were made since it was saved. */
function restoreEffect(fn: Fn): Effect {
  const writes: Access[] = [];
  for (const inst of fn.instructions()) {
    if (inst instanceof AllocaInst && !isStatic(inst)) {
      writes.push({ pointer: inst, size: undefined, release: 'stack' });
    }
  }
  return { reads: [], writes };
}

/** Whether an alloca is part of the function's frame: of fixed size, made at the beginning before any stack is saved. */
export function isStatic(inst: AllocaInst): boolean {
  const block = inst.parent;
  if (!block || block !== block.parent?.blocks[0] || !(inst.count instanceof ConstantInt)) return false;
  for (let at = inst.prev; at; at = at.prev) {
    if (at instanceof Call && calledFunction(at)?.name?.startsWith('llvm.stacksave')) return false;
  }
  return true;
}
