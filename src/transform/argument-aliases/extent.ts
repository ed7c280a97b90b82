/** How many bytes there are behind an argument of a gradient, as far as the program shows it where the derivative is requested. */
import { describeSignature } from '../../analysis/debug-signature.ts';
import type { Dominators } from '../../analysis/dominators.ts';
import { computeDominators } from '../../analysis/dominators.ts';
import { gepOffset } from '../../analysis/gep.ts';
import type {
  CallBase,
  DataLayout,
  Fn,
  Instruction,
  IRBuilder,
  Module,
  Type,
  Value,
} from '../../ir/index.ts';
import { Argument, BinaryInst, CallBase as CallBaseClass, ConstantExpr, ConstantInt, Fn as FnClass, GlobalVariable, MDNode, MDString, SimpleConstant, ValueAsMetadata, constantInt, findAttribute, isInstruction, isInteger, ptr, removeAttributes } from '../../ir/index.ts'; // prettier-ignore
import { ruleOfFunction } from '../../rules/index.ts';
import { toIndex } from '../index-conversion.ts';

/** How many bytes there are for sure behind the parameters of a function that are pointers: the size of what they are declared to point to. */
export function declaredExtents(fn: Fn): number[] {
  const extents = fn.args.map(() => 1);
  for (const { type, parts } of describeSignature(fn)?.parameters ?? []) {
    if (type.kind !== 'pointer') continue;
    const [part] = parts;
    if (parts.length === 1 && !part!.indirect) extents[part!.argument] = Math.max(1, type.pointee.size);
  }
  return extents;
}

/** The plugin's note of how large the objects are that all callers of a function pass, in bytes: an attribute of the parameter. */
const noted = 'fluxion-extent';

/** When no more requests are to be lowered. */
export function dropNotedExtents(module: Module): void {
  for (const fn of module.functions)
    for (const arg of fn.args)
      if (findAttribute(arg.attributes, noted)) arg.attributes = removeAttributes(arg.attributes, new Set([noted])); // prettier-ignore
}

/** Calls are followed this deep from a pointer to the object that it points into. */
const mostSteps = 8;

/**
 * The bytes from a pointer to the end of the variable, or of the allocated memory, that it points into, where a call is.
 *
 * @param place the builder stands before it
 * @returns undefined when the object is not seen
 */
export function emitExtent(b: IRBuilder, place: Instruction, pointer: Value): Value | undefined {
  const layout = place.parent!.parent!.parent!.dataLayout;
  const index = layout.indexType();
  const dominators = computeDominators(place.parent!.parent!);
  const vector = vectorOf(pointer, mostSteps);
  if (vector && isKnownAt(vector, { dominators, place })) return emitRestOfVector(b, layout, pointer, vector);
  const found = sizeBehind(layout, pointer, { dominators, place }, mostSteps);
  if (!found || found.factors.length === 0) {
    const bytes = found?.bytes ?? 0;
    return bytes > 0 ? constantInt(index, bytes) : undefined;
  }
  const product = found.factors
    .map((factor) => toIndex(b, computeAgain(b, factor, { dominators, place }), b.block.parent!.parent!))
    .reduce((left, right) => b.mul(left, right), constantInt(index, 1) as Value);
  return b.add(b.mul(product, constantInt(index, found.unit)), constantInt(index, found.bytes));
}

/** `unit` times the product of the factors, and so many bytes; without factors, the bytes alone. */
interface Size {
  readonly unit: number;
  readonly factors: readonly Value[];
  readonly bytes: number;
}

/** Where the factors are to be known; undefined where only constants are of use: another function. */
type Place = { readonly dominators: Dominators; readonly place: Instruction } | undefined;

const fixed = (bytes: number): Size => ({ unit: 1, factors: [], bytes });

function sizeBehind(layout: DataLayout, pointer: Value, at: Place, steps: number): Size | undefined {
  if (steps === 0) return undefined;
  const again = (value: Value): Size | undefined => sizeBehind(layout, value, at, steps - 1);
  if (pointer instanceof GlobalVariable) {
    return pointer.initializer ? fixed(layout.allocSize(pointer.valueType)) : undefined;
  }
  if (pointer instanceof Argument) return sizeInCallers(layout, pointer, steps);
  const gep = asGep(pointer);
  if (gep) {
    const moved = gepOffset(layout, gep.sourceType, gep.indices);
    const size = moved?.terms.length === 0 ? again(gep.base) : undefined;
    return moved && size && { ...size, bytes: size.bytes - moved.offset };
  }
  if (!isInstruction(pointer)) return undefined;
  // No elements, no memory.
  if (pointer.opcode === 'phi') {
    const values = new Set([...pointer.incoming()].map(([value]) => value));
    const [object, other] = [...values].filter((v) => !(v instanceof SimpleConstant));
    return object && !other ? again(object) : undefined;
  }
  if (pointer.opcode === 'alloca') {
    return product(layout.allocSize(pointer.allocatedType), [pointer.count], at);
  }
  if (pointer.opcode === 'load') {
    const stored = onlyValueOf(pointer.pointer);
    return stored && again(stored);
  }
  return pointer instanceof CallBaseClass ? sizeAllocated(pointer, at) : undefined;
}

/** The std::vector of libstdc++ that a pointer to an element at a known place was read from, as the tag of the load or the name of the function says. */
function vectorOf(pointer: Value, steps: number): Value | undefined {
  if (steps === 0 || !isInstruction(pointer)) return undefined;
  if (pointer.opcode === 'getelementptr') return vectorOf(pointer.base, steps - 1);
  if (pointer.opcode === 'load') {
    if (isBeginOfVector(pointer.getMetadata('tbaa'))) return pointer.pointer;
    const stored = onlyValueOf(pointer.pointer);
    return stored && vectorOf(stored, steps - 1);
  }
  if (!(pointer instanceof CallBaseClass)) return undefined;
  return /^_ZNK?St6vectorI.*(?:4dataEv|5frontEv|ixEm)$/.test(pointer.callee.name ?? '')
    ? pointer.args[0]
    : undefined;
}

/** Whether a tag of TBAA is that of the first member of a vector. */
function isBeginOfVector(tag: MDNode | undefined): boolean {
  const [base, , offset] = tag?.operands ?? [];
  const name = base instanceof MDNode ? base.operands[0] : undefined;
  const isVector = name instanceof MDString && name.text.includes('17_Vector_impl_data');
  return (
    isVector &&
    offset instanceof ValueAsMetadata &&
    offset.value instanceof ConstantInt &&
    offset.value.value === 0n
  );
}

/** A vector consists of the pointers to its first element, to where its elements end, and to where its memory ends. */
function emitRestOfVector(b: IRBuilder, layout: DataLayout, pointer: Value, vector: Value): Value {
  const index = layout.indexType();
  const end = b.load(ptr, b.byteOffset(vector, constantInt(index, layout.pointerBits() / 8)));
  const [from, to] = [pointer, end].map((p) => b.cast('ptrtoint', p, index));
  return b.sub(to!, from!);
}

function asGep(pointer: Value): { base: Value; sourceType: Type; indices: readonly Value[] } | undefined {
  if (isInstruction(pointer)) return pointer.opcode === 'getelementptr' ? pointer : undefined;
  if (!(pointer instanceof ConstantExpr) || pointer.opcode !== 'getelementptr') return undefined;
  const [base, ...indices] = pointer.operands;
  return { base: base!, sourceType: pointer.sourceType!, indices };
}

function sizeAllocated(call: CallBase, at: Place): Size | undefined {
  const rule = call.callee instanceof FnClass ? ruleOfFunction(call.callee) : undefined;
  if (rule?.kind !== 'allocation' || rule.storedThrough !== undefined) return undefined;
  if (rule.sizeOperands.length === 0) return undefined;
  return product(1, rule.sizeOperands.map((i) => call.args[i]!), at); // prettier-ignore
}

function product(unit: number, factors: readonly Value[], at: Place): Size | undefined {
  let constant = unit;
  const rest: Value[] = [];
  for (const factor of factors) {
    if (factor instanceof ConstantInt) constant *= Number(factor.value);
    else if (at && isInteger(factor.type) && isComputableAt(factor, at, mostSteps)) rest.push(factor);
    else return undefined;
  }
  return rest.length === 0 ? fixed(constant) : { unit: constant, factors: rest, bytes: 0 };
}

function isKnownAt(value: Value, { dominators, place }: NonNullable<Place>): boolean {
  if (!isInstruction(value)) return true;
  const [from, to] = [value.parent!, place.parent!];
  if (from !== to) return dominators.dominates(from, to);
  for (let inst: Instruction | null = place; inst; inst = inst.prev) if (inst === value) return true;
  return false;
}

/** Whether an integer is known at a place, or products and sums of integers that are. */
function isComputableAt(value: Value, at: NonNullable<Place>, steps: number): boolean {
  if (isKnownAt(value, at)) return true;
  if (steps === 0 || !(value instanceof BinaryInst) || !/^(add|mul|shl)$/.test(value.opcode)) return false;
  return value.operands.every((operand) => isComputableAt(operand, at, steps - 1));
}

function computeAgain(b: IRBuilder, value: Value, at: NonNullable<Place>): Value {
  if (isKnownAt(value, at) || !(value instanceof BinaryInst)) return value;
  const [left, right] = value.operands.map((operand) => computeAgain(b, operand, at));
  return b.binary(value.opcode, left!, right!);
}

/** What a local variable holds to which only one value is ever assigned. */
function onlyValueOf(variable: Value): Value | undefined {
  if (!isInstruction(variable) || variable.opcode !== 'alloca') return undefined;
  let value: Value | undefined;
  for (const { user, index } of variable.uses()) {
    if (!isInstruction(user) || user.opcode === 'load') continue;
    if (user instanceof CallBaseClass && /^llvm\.(lifetime|dbg)\./.test(user.callee.name ?? '')) continue;
    if (user.opcode !== 'store' || index !== 1 || value) return undefined;
    value = user.value;
  }
  return value;
}

/** The least that any caller passes, if it is seen for all of them. The plugin hands callers over as a number. */
function sizeInCallers(layout: DataLayout, arg: Argument, steps: number): Size | undefined {
  const fn = arg.parent;
  const note = findAttribute(arg.attributes, noted);
  if (note?.kind === 'string' && /^\d{1,15}$/.test(note.value ?? '')) return fixed(Number(note.value));
  let least: number | undefined;
  for (const { user } of fn.uses()) {
    if (!(user instanceof CallBaseClass) || user.callee !== fn) return undefined;
    const size = sizeBehind(layout, user.args[arg.index]!, undefined, steps - 1);
    if (!size) return undefined;
    least = Math.min(least ?? Infinity, size.bytes);
  }
  return least === undefined ? undefined : fixed(least);
}
