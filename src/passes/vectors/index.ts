import type { CallInst, Fn, Instruction, Value } from '../../ir/index.ts';
import { Fn as Func, IRBuilder } from '../../ir/index.ts';
import { Replacements, eraseInstruction } from '../debug-values.ts';
import { lowerConstantExpressions } from '../lower-constant-expressions.ts';
import type { LowerContext, Lowering } from './context.ts';
import { laneCount } from './lanes.ts';
import { maskedMemoryLowerings } from './masked-memory.ts';
import { PointerVectors, isPointerVector } from './pointer-vectors.ts';
import { rearrangingLowerings } from './rearrange.ts';
import { x86Lowering } from './x86.ts';

/**
 * Brings vector code to what the differentiation knows: elementwise operations, loads and stores of whole vectors,
 * insertions, extractions, shuffles, and sums over elements. Masked accesses, gathers and scatters become accesses of
 * single elements; vectors of pointers become pointers; intrinsics of a processor become LLVM's own instructions.
 */
export function lowerVectors(fn: Fn): boolean {
  const concerned = [...fn.instructions()].filter(isConcerned);
  if (concerned.length === 0) return false;
  // A vector of addresses may be written as a constant expression.
  lowerConstantExpressions(fn);
  const pointers = new PointerVectors();
  const replacements = new Replacements();
  let changed = false;
  for (const inst of concerned) {
    const by = replacementOf(inst, fn, pointers);
    if (by === undefined) continue;
    changed = true;
    if (by === 'nothing') eraseInstruction(inst);
    else replacements.replace(inst, by);
  }
  eraseUnusedPointers(fn);
  replacements.updateDebugValues(fn);
  return changed;
}

function isConcerned(inst: Instruction): boolean {
  if (inst.opcode === 'call') return loweringOf(inst) !== undefined;
  return inst.operands.some((o) => isPointerVector(o.type)) && !isPointerVector(inst.type);
}

function replacementOf(inst: Instruction, fn: Fn, pointers: PointerVectors): Value | 'nothing' | undefined {
  const lowering = inst.opcode === 'call' ? loweringOf(inst) : undefined;
  if (!lowering) return pointers.replacementOf(inst);
  const b = new IRBuilder(inst.parent!, inst);
  b.debugLocation = inst.getMetadata('dbg');
  const call = inst as CallInst;
  b.fastMath = call.flags;
  const context: LowerContext = { b, fn, pointerLanes: (vector) => pointers.lanesOf(vector) };
  return lowering(context, call);
}

function loweringOf(call: CallInst): Lowering | undefined {
  const { callee } = call;
  if (!(callee instanceof Func) || !callee.isDeclaration) return undefined;
  const name = callee.name ?? '';
  if (name.startsWith('llvm.x86.')) return x86Lowering(name.slice('llvm.x86.'.length));
  if (!/^llvm\.(masked|vector)\./.test(name)) return undefined;
  for (let stem = name; stem !== 'llvm'; stem = stem.slice(0, stem.lastIndexOf('.'))) {
    const found = lowerings.get(stem);
    if (found) return found;
  }
  return undefined;
}

const lowerings: ReadonlyMap<string, Lowering> = new Map(
  Object.entries({ ...maskedMemoryLowerings, ...rearrangingLowerings }),
);

/** Vectors of pointers that nothing but others of them uses any more. */
function eraseUnusedPointers(fn: Fn): void {
  const vectors = new Set([...fn.instructions()].filter((inst) => isPointerVector(inst.type)));
  const work: Value[] = [];
  for (const inst of vectors) {
    const keeps = [...inst.users()].some((user) => !vectors.has(user as unknown as Instruction));
    if (keeps || !isErasable(inst)) work.push(inst);
  }
  for (let value = work.pop(); value; value = work.pop()) {
    if (!vectors.delete(value as Instruction)) continue;
    work.push(...(value as Instruction).operands);
  }
  for (const inst of vectors) inst.dropOperands();
  for (const inst of vectors) eraseInstruction(inst);
  // What was taken apart and then not needed as a pointer.
  for (const inst of fn.instructions())
    if (inst.opcode === 'inttoptr' && !inst.hasUses) eraseInstruction(inst);
}

function isErasable(inst: Instruction): boolean {
  return inst.opcode !== 'call' && inst.opcode !== 'invoke' && laneCount(inst.type) !== undefined;
}
