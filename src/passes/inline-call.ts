import type { CallInst, Fn, Instruction, Value } from '../ir/index.ts';
import {
  BasicBlock,
  BlockAddress,
  BranchInst,
  CallBase,
  ConstantInt,
  Fn as FnClass,
  InlinedDebugInfo,
  PhiInst,
  cloneBlocksInto,
  hasAttribute,
  isInstruction,
  undef,
  voidType,
} from '../ir/index.ts';
import type { Replacements } from './debug-values.ts';
import { passOnDebugRecords } from './debug-values.ts';

/** Intrinsics that concern the frame of the function that they stand in, and scopes that must be told apart by call. */
const ofTheFrame =
  /^llvm\.(va_start|frameaddress|returnaddress|localescape|localrecover|experimental\.noalias|eh\.(?!typeid)|stacksave|stackrestore|sponentry|addressofreturnaddress)/;

/** How arguments are passed when the callee's frame holds them, or the caller's is bound to it. */
const passedInMemory = ['byval', 'inalloca', 'preallocated', 'swifterror', 'nest'] as const;

/** Whether the body of a function means the same wherever it stands: it asks nothing of its frame. */
export function canBeInlined(fn: Fn): boolean {
  const isPlain = !fn.isDeclaration && !fn.valueType.variadic && !hasAttribute(fn.attributes, 'naked');
  if (!isPlain || fn.prefixData || fn.prologueData || hasAttribute(fn.attributes, 'strictfp')) return false;
  if (fn.args.some((arg) => passedInMemory.some((name) => hasAttribute(arg.attributes, name)))) return false;
  return fn.blocks.every((block) => {
    for (const user of block.users()) if (user instanceof BlockAddress) return false;
    return [...block].every((inst) => isIndependent(inst, fn));
  });
}

function isIndependent(inst: Instruction, fn: Fn): boolean {
  if (inst.opcode === 'alloca') return inst.parent === fn.entry && inst.count instanceof ConstantInt;
  if (!(inst instanceof CallBase)) return inst.opcode !== 'indirectbr';
  if (inst.opcode === 'callbr' || (inst.opcode === 'call' && inst.tail === 'musttail')) return false;
  return !(inst.callee instanceof FnClass) || !ofTheFrame.test(inst.callee.name ?? '');
}

/** Whether the call can be replaced by a body that `canBeInlined`. */
export function canInlineAt(call: CallInst, callee: Fn): boolean {
  const caller = call.parent!.parent!;
  const same = call.functionType === callee.valueType && call.callingConvention === callee.callingConvention;
  const [own, other] = [caller.personality, callee.personality];
  const arePersonalitiesOne = own === undefined || other === undefined || own === other;
  return same && arePersonalitiesOne && call.bundles.length === 0 && call.tail !== 'musttail';
}

/**
 * Replaces a call by the body of what it calls. Debug records name what is gone until `replacements` have been applied. The order
 * of the blocks is of no meaning afterwards, but for the first.
 */
export function inlineCall(call: CallInst, callee: Fn, replacements: Replacements): void {
  const block = call.parent!;
  const caller = block.parent!;
  const rest = splitAfter(call);
  const map = new Map<Value, Value>(callee.args.map((arg, i) => [arg, call.args[i]!]));
  const location = call.getMetadata('dbg');
  const debugInfo = location && new InlinedDebugInfo(location);
  cloneBlocksInto(callee.blocks, caller, map, (node) => debugInfo?.mapNode(node) ?? node);
  caller.personality ??= callee.personality;

  const returned: [Value | undefined, BasicBlock][] = [];
  for (const original of callee.blocks) {
    const copy = map.get(original) as BasicBlock;
    for (const inst of copy) {
      placeInCaller(inst, location);
      if (inst.opcode === 'alloca') {
        passOnDebugRecords(inst);
        copy.unlink(inst);
        caller.entry.insertBefore(inst, caller.entry.first);
      } else if (inst.opcode === 'ret') {
        returned.push([inst.value, copy]);
        jumpInstead(inst, rest);
      }
    }
  }
  const branch = block.insertBefore(BranchInst.unconditional(map.get(callee.entry) as BasicBlock), call);
  if (location) branch.setMetadata('dbg', location);
  replacements.replace(call, joinReturned(returned, call, rest));
  passOnTo(branch, call);
  caller.appendBlock(rest);
}

/** The debug records that stood before a call that is gone stand before what it begins with now. */
function passOnTo(branch: Instruction, call: Instruction): void {
  if (!call.debugRecords) return;
  branch.debugRecords = [...call.debugRecords, ...(branch.debugRecords ?? [])];
  call.debugRecords = undefined;
}

/** Where the caller's location is not known, LLVM's verifier takes no location of the callee; else each call wants one. */
function placeInCaller(inst: Instruction, location: ReturnType<Instruction['getMetadata']>): void {
  if (!location) {
    inst.debugRecords = undefined;
    inst.metadata = inst.metadata?.filter(([key]) => key !== 'dbg');
  } else if (!inst.getMetadata('dbg')) inst.setMetadata('dbg', location);
  if (inst.opcode === 'call') inst.tail = 'none';
}

function jumpInstead(inst: Instruction, to: BasicBlock): void {
  const branch = inst.parent!.insertBefore(BranchInst.unconditional(to), inst);
  const location = inst.getMetadata('dbg');
  if (location) branch.setMetadata('dbg', location);
  branch.debugRecords = inst.debugRecords;
  inst.erase();
}

/** Moves what follows the call to a block of its own, which stands in no function yet. */
function splitAfter(call: CallInst): BasicBlock {
  const block = call.parent!;
  const rest = new BasicBlock(block.name === undefined ? undefined : `${block.name}.rest`);
  for (const use of [...block.uses()]) {
    const user = use.user as unknown as Instruction;
    if (isInstruction(user) && user.opcode === 'phi') use.set(rest);
  }
  for (let inst = call.next; inst; inst = call.next) {
    block.unlink(inst);
    rest.append(inst);
  }
  return rest;
}

function joinReturned(
  returned: readonly (readonly [Value | undefined, BasicBlock])[],
  call: CallInst,
  rest: BasicBlock,
): Value {
  const [first] = returned;
  if (call.type === voidType || !first) return undef(call.type);
  if (returned.length === 1) return first[0]!;
  const phi = new PhiInst(call.type, 0, call.name);
  for (const [value, from] of returned) phi.addIncoming(value!, from);
  return rest.insertBefore(phi, rest.first);
}
