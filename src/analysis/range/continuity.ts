/**
 * Addresses that are computed without a promise not to wrap around, as most are where they have 32 bits. An access lies within one
 * object, which is smaller than half of the memory. So where two accesses of the same object are at addresses whose computed
 * distance is not much more than that, this is their distance in the object, too; and so it is for all that are linked by a chain
 * of such pairs: from the first iteration of each loop around an access, step by step, to any other one.
 */
import type { BasicBlock, GetElementPtrInst, Value } from '../../ir/index.ts';
import { CallBase, isInstruction } from '../../ir/index.ts';
import type { Loop } from '../loops.ts';
import type { ExactForms } from './exact-forms.ts';
import { comparedAt } from './facts.ts';
import { Polynomial } from './polynomial.ts';
import type { VariableRange } from './prover.ts';
import { RangeProver } from './prover.ts';
import type { PlacedAccess } from './separation.ts';

/** The most that variables are, beside what else is known of them. */
export type Limits = ReadonlyMap<number, bigint>;

export interface ChainedAccess {
  readonly access: PlacedAccess;
  /** The address, if nothing wraps around. */
  readonly form: Polynomial;
  /** By how much the addresses of accesses that follow each other in the chain differ. */
  readonly steps: readonly Polynomial[];
  /** The address of the first access of all. */
  readonly first: Polynomial;
  /** What follows of numbers that do not change from how far the innermost loop goes. */
  readonly limits: Limits;
}

/** Undefined if the accesses that an access is linked to may not all have been made. */
export function chainTo(forms: ExactForms, access: PlacedAccess): ChainedAccess | undefined {
  const form = expanded(forms, forms.of(access.pointer));
  const block = access.inst.parent!;
  const loops = [...forms.loops.loopsAround(block)].reverse();
  if (!form || !isOfCounters(forms, form, loops)) return undefined;
  const inner = (i: number): BasicBlock => loops[i + 1]?.header ?? block;
  if (!loops.every((_, i) => isReachedFromTheFirst(forms, loops.slice(0, i + 1), inner(i)))) return undefined;
  const steps: Polynomial[] = [];
  let first = form;
  for (const loop of loops.toReversed()) {
    const [, slope, ...higher] = first.coefficientsOf(forms.counterOf(loop));
    if (higher.length > 0) return undefined;
    steps.unshift(slope ?? Polynomial.zero);
    first = first.substitute(forms.counterOf(loop), Polynomial.zero);
  }
  const limits = limitsBy(forms, access, loops, steps.at(-1));
  return { access, form, steps, first, limits };
}

/** Whether the differences of the forms of two accesses are those of the addresses, for all times that they are made. */
export function areLinked(forms: ExactForms, a: ChainedAccess, b: ChainedAccess): boolean {
  const bits = forms.layout.indexType(addressSpaceOf(a.access.pointer)).bits;
  const limits = both(a.limits, b.limits);
  const isShort = (step: Polynomial, { access }: ChainedAccess): boolean => {
    const room = longestStep(bits, access.size);
    const prover = new RangeProver((v) => limited(forms.rangeAt(v, access.inst.parent!), limits.get(v)));
    return (
      prover.isNonNegative(step.plusConstant(room)) &&
      prover.isNonNegative(step.scaled(-1n).plusConstant(room))
    );
  };
  const between = a.first.minus(b.first);
  return (
    a.steps.every((step) => isShort(step, a)) &&
    b.steps.every((step) => isShort(step, b)) &&
    // Of the smaller access, the offset may be greater.
    isShort(between, a.access.size < b.access.size ? a : b)
  );
}

export const limitsOf = (a: ChainedAccess, b: ChainedAccess): Limits => both(a.limits, b.limits);

function both(a: Limits, b: Limits): Limits {
  const all = new Map(a);
  for (const [v, most] of b) all.set(v, least(all.get(v), most)!);
  return all;
}

export function limited(range: VariableRange, most: bigint | undefined): VariableRange {
  return most === undefined ? range : { ...range, most: least(range.most, most) };
}

const least = (a: bigint | undefined, b: bigint): bigint => (a !== undefined && a < b ? a : b);

/** No object is larger than the greatest signed number of an address's width. */
const mostOffset = (bits: number, size: number): bigint => (1n << BigInt(bits - 1)) - 1n - BigInt(size);

/** Two offsets whose distance is known modulo 2^bits are this far apart, if that is no more. */
const longestStep = (bits: number, size: number): bigint =>
  (1n << BigInt(bits)) - mostOffset(bits, size) - 1n;

const addressSpaceOf = ({ type }: Value): number => (type.kind === 'pointer' ? type.addressSpace : 0);

/** The form of an address with all getelementptrs taken apart, whatever they promise. */
function expanded(forms: ExactForms, form: Polynomial): Polynomial | undefined {
  let at = form;
  for (let i = 0; i < 8; i++) {
    const open = [...at.variables].find((v) => unpromised(forms, v));
    if (open === undefined) return at;
    const gep = unpromised(forms, open)!;
    const offset = forms.offsetOf(gep);
    if (!offset) return undefined;
    at = at.substitute(open, forms.of(gep.base).plus(offset));
  }
  return undefined;
}

function unpromised(forms: ExactForms, number: number): GetElementPtrInst | undefined {
  const variable = forms.variable(number);
  if (variable.kind === 'counter' || !isInstruction(variable.value)) return undefined;
  return variable.value.opcode === 'getelementptr' ? variable.value : undefined;
}

/** Whether it is one pointer and something, made of the counters of these loops and of numbers that no loop changes. */
function isOfCounters(forms: ExactForms, form: Polynomial, loops: readonly Loop[]): boolean {
  const pointers = [...form.variables].filter((v) => {
    const variable = forms.variable(v);
    return variable.kind === 'value' && variable.value.type.kind === 'pointer';
  });
  const [pointer] = pointers;
  if (pointer === undefined || pointers.length > 1) return false;
  const variable = forms.variable(pointer);
  // A number that has become an address may lead to any object.
  if (variable.kind === 'value' && isInstruction(variable.value) && variable.value.opcode === 'inttoptr') return false;
  return [...form.variables].every((v) => {
    const loop = forms.loopOf(v);
    return forms.variable(v).kind === 'counter' ? loops.includes(loop!) : loop === undefined;
  });
} // prettier-ignore

/**
 * Whether control was in the block at all times at which the counters of the loops around, the last one that is given included, were
 * not greater than they are when it is there, and it was in the header of that loop.
 */
function isReachedFromTheFirst(forms: ExactForms, loops: readonly Loop[], block: BasicBlock): boolean {
  const loop = loops.at(-1)!;
  let at = block;
  while (at !== loop.header) {
    // The outermost loop is gone through once: each earlier iteration was followed by another one.
    const isRepeated = loop.latches.every((latch) => forms.dominators.dominates(at, latch));
    if (isRepeated && loops.length === 1) return true;
    const above = forms.dominators.idom(at);
    if (!above || !loop.blocks.has(above) || !leadsTo(forms, loops, above, at)) return false;
    at = above;
  }
  return true;
}

/** Whether control went from one block to the other whenever the counters were not greater, if it does so now. */
function leadsTo(forms: ExactForms, loops: readonly Loop[], above: BasicBlock, below: BasicBlock): boolean {
  const inner = outermostWithin(forms, loops.at(-1)!, above);
  if (inner) {
    const ways = [...inner.blocks].flatMap((b) => b.successors.filter((s) => !inner.blocks.has(s)));
    return !inner.blocks.has(below) && ways.every((to) => to === below);
  }
  if (above.successors.every((s) => s === below)) return true;
  if (!above.successors.includes(below)) return false;
  // The comparison holds if, and only if, the fact is not negative.
  const fact = comparedAt(forms, above, below);
  return fact !== undefined && doesNotGrow(forms, fact, loops);
}

/** Whether a form is a number that no loop changes, less multiples of the counters of these loops. */
function doesNotGrow(forms: ExactForms, form: Polynomial, loops: readonly Loop[]): boolean {
  for (const { variables, factor } of form.terms) {
    const counters = variables.filter((v) => forms.variable(v).kind === 'counter');
    const isLinear = counters.length === 0 || (variables.length === 1 && factor < 0n);
    const isKnown = counters.every((v) => loops.includes(forms.loopOf(v)!));
    const isFixed = variables.every((v) => counters.includes(v) || forms.loopOf(v) === undefined);
    if (!isLinear || !isKnown || !isFixed) return false;
  }
  return true;
}

function outermostWithin(forms: ExactForms, loop: Loop, block: BasicBlock): Loop | undefined {
  let found: Loop | undefined;
  for (const at of forms.loops.loopsAround(block)) {
    if (at === loop) break;
    found = at;
  }
  return found;
}

const isIntrinsic = (call: CallBase): boolean => call.callee.name?.startsWith('llvm.') ?? false;

/** As many iterations as the innermost loop has when it is come to first, each a step further on, are within one object. */
function limitsBy(
  forms: ExactForms,
  { inst, size, pointer }: PlacedAccess,
  loops: readonly Loop[],
  step: Polynomial | undefined,
): Limits {
  const none: Limits = new Map();
  const [loop, end] = [loops.at(-1), loops.at(-1) && forms.boundOf(loops.at(-1)!)?.end];
  if (!loop || !end || !step?.isConstant || step.constantTerm === 0n) return none;
  // It comes to its end once it has begun.
  const mayStay = [...loop.blocks].some((b) => [...b].some((i) => i instanceof CallBase && !isIntrinsic(i)));
  if (mayStay || !forms.dominators.dominates(inst.parent!, end.block)) return none;
  const bits = forms.layout.indexType(addressSpaceOf(pointer)).bits;
  const stride = step.constantTerm < 0n ? -step.constantTerm : step.constantTerm;
  if (stride > longestStep(bits, size)) return none;
  let last = end.room.plusConstant(1n);
  for (const around of loops) last = last.substitute(forms.counterOf(around), Polynomial.zero);
  // divisor · counter >= last, and stride · counter <= the greatest offset.
  const free = last.scaled(-stride).plusConstant(mostOffset(bits, size) * end.divisor);
  const [variable, ...others] = free.variables;
  if (variable === undefined || others.length > 0 || forms.loopOf(variable) !== undefined) return none;
  const [constant, slope, ...higher] = free.coefficientsOf(variable);
  if (higher.length > 0 || !slope!.isConstant || slope!.constantTerm >= 0n || constant!.constantTerm < 0n) return none;
  return new Map([[variable, constant!.constantTerm / -slope!.constantTerm]]);
} // prettier-ignore
