/** What is copied, filled and lost in memory. */
import { parameterName } from '../../analysis/debug-signature.ts';
import { isPlainData, movesText } from '../../analysis/text-copies.ts';
import type { MemoryLayout } from '../../analysis/types/index.ts';
import { withMovableWords, withUnions } from '../../analysis/unions.ts';
import type { CallBase, DataLayout, FloatingPointType, Instruction, Value } from '../../ir/index.ts';
import {
  Argument,
  ConstantInt,
  GlobalVariable,
  doubleType,
  floatType,
  isInstruction,
} from '../../ir/index.ts';
import { isTextBytes } from '../../rules/index.ts';
import type { Action, MemoryPattern } from '../action.ts';
import { isGenerousCopy } from '../lower-allocations.ts';
import { constantSize, isPart, nothing, onlyIntegers, patternOf } from '../memory-pattern.ts';
import type { DecisionContext } from './context.ts';

export const bytesAsText = 'floating-point numbers whose bytes are used as text';
export const partOfFloat = 'moving a part of a floating-point number';

export function decideCopy(
  context: DecisionContext,
  call: Instruction & CallBase,
  dest: Value,
  source: Value,
  size: Value,
  overlap: boolean,
): Action | undefined {
  if (movesText(call)) {
    const { pointers } = context.activity;
    const mayBeNumbers = mayLoseNumbers(context, source, call);
    if (mayBeNumbers && !pointers.has(dest)) return context.unsupported(call, bytesAsText);
    if (!mayBeNumbers && !(isTextBytes(context.fn.parent) && pointers.has(source) && pointers.has(dest)))
      return decideText(context, call, dest, size);
    // Should there be the address of a shadow by mistake: as an adjoint it is next to nothing.
    return { kind: 'text', dest, size, pointers: false, source, aligned: wholeFloats(context, source) };
  }
  const sourceActive = context.activity.pointers.has(source);
  if (!context.activity.pointers.has(dest)) {
    if (!sourceActive) return undefined;
    const layout = context.types.memoryAt(source, constantSize(size), call);
    return onlyIntegers(layout) ? undefined : reportLostStore(context, call, dest);
  }
  const combined = combinedLayout(context, dest, source, size, call);
  const layout = onlyIntegers(combined) ? (ownFloats(context, dest, source, size) ?? combined) : combined;
  if (layout.unknown.length > 0 && isPlainData(source))
    return { kind: 'fill', dest, size, pattern: nothing, all: true };
  const dense = layout.unknown.length > 0 ? densePattern(context, dest, source) : undefined;
  if (layout.unknown.length > 0 && !dense) return context.reportUnknownType(call, layout, constantSize(size));
  if (!dense && layout.fields.some(isPart)) {
    const isConstant = !sourceActive || isPlainData(source);
    return isConstant ? decideText(context, call, dest, size) : context.unsupported(call, partOfFloat);
  }
  const pattern = dense ?? patternOf(layout);
  if (pattern.floats.length === 0 && pattern.pointers.length === 0) return undefined;
  return {
    kind: 'copy',
    dest,
    source,
    size,
    overlap,
    pattern,
    sourceActive,
    generous: dense !== undefined || isGenerousCopy(call),
  };
}

/**
 * Where every word may be a float, as far as is known, and some are integers (a length before an array), each is moved as a float: the
 * shadow of an integer is zero, or nothing that means anything.
 */
function densePattern({ types }: DecisionContext, dest: Value, source: Value): MemoryPattern | undefined {
  const type = types.denseFloats(source);
  if (type === undefined || type !== types.denseFloats(dest)) return undefined;
  const size = type.bits / 8;
  return { floats: [{ offset: 0, size, scalar: { kind: 'float', type } }], pointers: [], period: size };
}

/** The kind of the floats in some memory, if their bytes can be added up. */
export function wholeFloats({ types }: DecisionContext, pointer: Value): FloatingPointType | undefined {
  const kind = types.alignedFloats(pointer);
  return kind === doubleType || kind === floatType ? kind : undefined;
}

/** The better known of the two sides: what is copied has the same type on both. */
function combinedLayout(
  context: DecisionContext,
  dest: Value,
  source: Value,
  size: Value,
  at: Instruction,
): MemoryLayout {
  // Memory of a size that the program computes is not all padding: no field means that nothing is known.
  const isKnown = ({ fields, unknown }: MemoryLayout): boolean =>
    unknown.length === 0 && (fields.length > 0 || constantSize(size) !== undefined);
  const from = withMovableWords(context.types.memoryAt(source, constantSize(size), at));
  if (isKnown(from)) return from;
  const to = withMovableWords(context.types.memoryAt(dest, constantSize(size), at));
  if (isKnown(to)) return to;
  const unknown = from.unknown.length > 0 ? from.unknown : [{ offset: 0, size: 1 }];
  return { ...from, unknown, reasons: [...from.reasons, ...to.reasons] };
}

/**
 * Whether a byte, repeated, is no address but null, so that the pointers have no shadow: in 64 bits none is, in 32 bits one
 * of 2 GiB and more is taken for none.
 */
function makesNoAddress(byte: Value, layout: DataLayout): boolean {
  if (layout.pointerBits() === 64) return true;
  return byte instanceof ConstantInt && (byte.unsigned === 0n || byte.unsigned >= 0x80n);
}

/**
 * What is known of one side alone, if that is floats: bytes that are integers where they are copied to may be the bytes of floats, in a
 * buffer for things of many kinds.
 */
function ownFloats(
  { types }: DecisionContext,
  dest: Value,
  source: Value,
  size: Value,
): MemoryLayout | undefined {
  return [source, dest]
    .map((side) => withUnions(types.ownMemoryAt(side, constantSize(size))))
    .find(({ fields, unknown }) => unknown.length === 0 && fields.some((f) => f.scalar.kind === 'float'));
}

export function decideFill(
  context: DecisionContext,
  call: Instruction & CallBase,
  dest: Value,
  value: Value | undefined,
  size: Value,
): Action | undefined {
  if (!context.activity.pointers.has(dest)) return undefined;
  if (movesText(call)) return decideText(context, call, dest, size);
  const layout = context.types.memoryAt(dest, constantSize(size), call);
  const all = layout.unknown.length > 0;
  if (!all && layout.fields.some(isPart)) return context.unsupported(call, partOfFloat);
  const pattern = patternOf(layout);
  if (!all && pattern.floats.length === 0 && pattern.pointers.length === 0) return undefined;
  if (pattern.pointers.length > 0 && value && !makesNoAddress(value, context.fn.parent!.dataLayout)) {
    return context.unsupported(call, 'memset of pointers to bytes that may make an address');
  }
  return { kind: 'fill', dest, size, pattern, all };
}

/**
 * Text has no derivatives, nor has a constant that is written over a part of what may be a number: what is taken for numbers of memory
 * beside it, or bytes of numbers that go into strings, is found out when it runs.
 */
export function decideText(
  context: DecisionContext,
  inst: Instruction,
  dest: Value,
  size: Value,
): (Action & { kind: 'text' }) | undefined {
  if (!context.activity.pointers.has(dest)) return undefined;
  const { fields, mixed = [] } = context.types.memoryAt(dest, constantSize(size) ?? 1, inst);
  const pointers = mixed.some((w) => w.mixed.pointers) || fields.some((f) => f.scalar.kind === 'pointer');
  const mayBeFloat = mixed.some((w) => w.mixed.type) || fields.some((f) => f.scalar.kind === 'float');
  return mayBeFloat ? { kind: 'text', dest, size, pointers } : undefined;
}

export function reportLostStore(context: DecisionContext, inst: Instruction, pointer: Value): undefined {
  const base = baseOf(pointer);
  if (base instanceof GlobalVariable && context.inactiveGlobals.has(base)) return undefined;
  // Nobody writes through a null pointer that is passed where there is nothing, or to constants.
  if (context.plain.has(base)) return undefined;
  const where = base instanceof Argument ? `memory behind '${parameterName(base)}'` : 'memory';
  return context.report(
    inst,
    'FX3004',
    `a value that depends on a differentiated input is stored in ${where} that was declared constant`,
    ['what is read from there later would count as constant, and the gradient be wrong without a word'],
    ['give this memory a shadow (enzyme_dup), or do not store differentiated values in it'],
  );
}

/**
 * Whether what is taken for text may be the bytes of active numbers, which would come out again without their derivatives. What memory
 * is, a variable of floats apart, is known by its types alone: where they contradict each other, a number may have been there.
 */
function mayLoseNumbers(context: DecisionContext, text: Value, at: Instruction): boolean {
  if (!context.activity.pointers.has(text)) return false;
  const { fields, mixed = [], unknown } = context.types.memoryAt(text, 1, at);
  return unknown.length > 0 || mixed.length > 0 || fields.some((f) => f.scalar.kind === 'float');
}

/** The parameter that an address is computed from. */
function baseOf(pointer: Value): Value {
  let at = pointer;
  while (isInstruction(at) && at.opcode === 'getelementptr') at = at.base;
  return at;
}
