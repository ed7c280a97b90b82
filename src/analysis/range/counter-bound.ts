/** How far the counter of a loop can go, from the comparisons that leave the loop. */
import type { BasicBlock, BranchInst, ICmpInst, ICmpPredicate, Value } from '../../ir/index.ts';
import { isInstruction, successorsOf } from '../../ir/index.ts';
import type { Loop } from '../loops.ts';
import type { ExactForms } from './exact-forms.ts';
import { signedRange } from './exact-forms.ts';
import { Polynomial } from './polynomial.ts';
import type { Quotient } from './prover.ts';

export interface CounterBound {
  /** The counter is at most one of these, whenever control is in the block of the loop. */
  at(block: BasicBlock): readonly Quotient[] | undefined;
  /** Forms that are not negative whenever control is in the block. */
  factsAt(block: BasicBlock): readonly Polynomial[];
  /** Where the loop ends, if there is one such place: then, counter · divisor > room. */
  readonly end:
    { readonly block: BasicBlock; readonly room: Polynomial; readonly divisor: bigint } | undefined;
}

const one = (polynomial: Polynomial, divisor = 1n): Quotient => ({ polynomial, divisor });

/** What one comparison says: as long as the loop goes on, counter · divisor <= room. */
interface ExitTest {
  readonly block: BasicBlock;
  readonly room: Polynomial;
  readonly divisor: bigint;
  /** In all iterations, counter · divisor <= room + divisor. */
  readonly isReached: boolean;
  /** The loop is left by this test alone, which is made in each iteration. */
  readonly ends: boolean;
}

export function boundCounter(forms: ExactForms, loop: Loop): CounterBound | undefined {
  const ways = loop.exitingBlocks.filter((b) => mayReturnFrom(b, loop));
  const tests = loop.exitingBlocks.flatMap(
    (block) => testIn(forms, loop, block, ways.length === 1 && ways[0] === block) ?? [],
  );
  if (tests.length === 0) return undefined;
  const { dominators } = forms;
  const isPassed = (test: ExitTest, block: BasicBlock): boolean =>
    loop.blocks.has(block) && dominators.strictlyDominates(test.block, block);
  const always = tests.find((t) => t.isReached) ?? tests.find((t) => isRepeated(forms, loop, t.block));
  return {
    end: tests.find((t) => t.ends),
    at(block) {
      if (!loop.blocks.has(block)) return undefined;
      const passed = tests.find((t) => isPassed(t, block));
      if (passed) return [one(passed.room, passed.divisor)];
      if (!always) return undefined;
      const { room, divisor, isReached } = always;
      const last = one(room.plusConstant(divisor), divisor);
      return isReached ? [last] : [one(Polynomial.zero), last];
    },
    factsAt(block) {
      if (!loop.blocks.has(block)) return [];
      return tests.flatMap((t) => {
        if (isPassed(t, block)) return [t.room];
        return t.isReached ? [t.room.plusConstant(t.divisor)] : [];
      });
    },
  };
}

/** Whether leaving the loop here can lead on, and not only into a failed assertion. */
function mayReturnFrom(exiting: BasicBlock, loop: Loop): boolean {
  return exiting.successors.some((s) => !loop.blocks.has(s) && s.terminator?.opcode !== 'unreachable');
}

/** Whether the block runs in every iteration that another one follows. */
function isRepeated({ dominators }: ExactForms, loop: Loop, block: BasicBlock): boolean {
  return loop.latches.every((latch) => dominators.dominates(block, latch));
}

function testIn(forms: ExactForms, loop: Loop, block: BasicBlock, only: boolean): ExitTest | undefined {
  const { terminator } = block;
  // A test in an inner loop is none of this loop's iterations.
  if (forms.loops.loopFor(block) !== loop || terminator?.opcode !== 'br') return undefined;
  const { condition } = terminator;
  if (!condition || !isInstruction(condition) || condition.opcode !== 'icmp') return undefined;
  const staysIfTrue = staysWhen(terminator, loop);
  if (staysIfTrue === undefined) return undefined;
  const goesOn = staysIfTrue ? condition.predicate : negated[condition.predicate];
  // Only a test that runs each time, and is the only one, is sure to end the loop.
  const ends = only && isRepeated(forms, loop, block);
  return (
    testOf(forms, { loop, block, ends }, left(condition), goesOn, right(condition)) ??
    testOf(forms, { loop, block, ends }, right(condition), swapped[goesOn], left(condition))
  );
}

const left = (compare: ICmpInst): Value => compare.operand(0);
const right = (compare: ICmpInst): Value => compare.operand(1);

function staysWhen(branch: BranchInst, loop: Loop): boolean | undefined {
  const [ifTrue, ifFalse] = successorsOf(branch);
  if (!ifTrue || !ifFalse || loop.blocks.has(ifTrue) === loop.blocks.has(ifFalse)) return undefined;
  return loop.blocks.has(ifTrue);
}

interface Place {
  readonly loop: Loop;
  readonly block: BasicBlock;
  /** The loop is left by this test alone. */
  readonly ends: boolean;
}

function testOf(
  forms: ExactForms,
  place: Place,
  tested: Value,
  goesOn: ICmpPredicate,
  bound: Value,
): ExitTest | undefined {
  if (tested.type.kind !== 'integer' && tested.type.kind !== 'pointer') return undefined;
  const { loop, block, ends } = place;
  if (
    tested.type.kind === 'pointer' &&
    forms.layout.bitsOf(tested.type) !== forms.layout.indexType(tested.type.addressSpace).bits
  )
    return undefined;
  const counter = forms.counterOf(loop);
  const form = narrowedForm(forms, place, tested, goesOn) ?? forms.of(tested);
  const limit = forms.of(bound);
  const predicate = signedEquivalent(forms, place, form, tested, goesOn);
  if (!predicate) return undefined;
  const gap = predicate.startsWith('sg') ? form.minus(limit) : limit.minus(form);
  const [atStart, slope, ...higher] = gap.coefficientsOf(counter);
  if (!slope?.isConstant || higher.length > 0 || !isFixedIn(forms, atStart!, loop)) return undefined;
  const change = slope.constantTerm;
  if (predicate === 'ne') {
    // The test fails exactly where the gap has become 0, which it must, since the loop ends.
    if (!ends || change === 0n) return undefined;
    const divisor = change < 0n ? -change : change;
    const room = (change < 0n ? atStart! : atStart!.scaled(-1n)).plusConstant(-divisor);
    return { block, room, divisor, isReached: true, ends };
  }
  if (change >= 0n) return undefined;
  const room = predicate.endsWith('t') ? atStart!.plusConstant(-1n) : atStart!;
  return { block, room, divisor: -change, isReached: false, ends };
}

/**
 * Comparisons without a sign are those with a sign where neither side is negative; so are comparisons of addresses. If the tested
 * value never is, the bound is not either: otherwise, being above all such values, the loop would not end.
 */
function signedEquivalent(
  forms: ExactForms,
  { block, ends }: Place,
  form: Polynomial,
  tested: Value,
  predicate: ICmpPredicate,
): ICmpPredicate | undefined {
  if (predicate === 'ne') return predicate;
  if (predicate === 'eq') return undefined;
  if (tested.type.kind === 'pointer') return predicate.startsWith('u') ? signedOf[predicate] : undefined;
  if (predicate.startsWith('s')) return predicate;
  const rises = predicate === 'ult' || predicate === 'ule';
  return rises && ends && forms.isNonNegative(form, block) ? signedOf[predicate] : undefined;
}

/**
 * The form of what was truncated, where it is that of the truncated value: it starts in the range of the narrow type, and goes towards
 * the bound by single steps, so that it gets there before it can leave the range.
 */
function narrowedForm(
  forms: ExactForms,
  { loop, block }: Place,
  tested: Value,
  goesOn: ICmpPredicate,
): Polynomial | undefined {
  if (!isInstruction(tested) || tested.opcode !== 'trunc' || tested.type.kind !== 'integer') return undefined;
  if ((goesOn !== 'slt' && goesOn !== 'sgt') || !isRepeated(forms, loop, block)) return undefined;
  const form = forms.of(tested.operand(0));
  const [atStart, slope, ...higher] = form.coefficientsOf(forms.counterOf(loop));
  if (!slope?.isConstant || higher.length > 0 || slope.constantTerm !== (goesOn === 'slt' ? 1n : -1n))
    return undefined;
  const [least, most] = signedRange(tested.type.bits);
  return loop.preheader && forms.isWithin(atStart!, least, most, loop.preheader) ? form : undefined;
}

/** Whether the form is the same in all iterations of the loop. */
function isFixedIn(forms: ExactForms, form: Polynomial, loop: Loop): boolean {
  for (const variable of form.variables) {
    for (let at = forms.loopOf(variable); at; at = at.parent) if (at === loop) return false;
  }
  return true;
}

const signedOf: Partial<Record<ICmpPredicate, ICmpPredicate>> = {
  ult: 'slt',
  ule: 'sle',
  ugt: 'sgt',
  uge: 'sge',
};

const negated: Record<ICmpPredicate, ICmpPredicate> = {
  eq: 'ne', ne: 'eq', ugt: 'ule', uge: 'ult', ult: 'uge', ule: 'ugt', sgt: 'sle', sge: 'slt', slt: 'sge', sle: 'sgt',
}; // prettier-ignore

const swapped: Record<ICmpPredicate, ICmpPredicate> = {
  eq: 'eq', ne: 'ne', ugt: 'ult', uge: 'ule', ult: 'ugt', ule: 'uge', sgt: 'slt', sge: 'sle', slt: 'sgt', sle: 'sge',
}; // prettier-ignore
