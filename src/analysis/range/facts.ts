/** What is known of numbers where control has come to: from the loops around and from the branches on the way. */
import type { BasicBlock, ICmpInst } from '../../ir/index.ts';
import { isInstruction, successorsOf } from '../../ir/index.ts';
import type { ExactForms } from './exact-forms.ts';
import type { Polynomial } from './polynomial.ts';

/** How many branches on the way are looked at. */
const maxBranches = 12;

/** Forms that are not negative whenever control is in a block. */
export function factsAt(forms: ExactForms, block: BasicBlock): Polynomial[] {
  const facts: Polynomial[] = [];
  for (const loop of forms.loops.loopsAround(block))
    facts.push(...(forms.boundOf(loop)?.factsAt(block) ?? []));
  let at = block;
  for (let i = 0; i < maxBranches; i++) {
    const above = forms.dominators.idom(at);
    if (!above) break;
    // A branch in a loop that has been left since says something of the past.
    const isCurrent = isAround(forms, above, block);
    const fact = isCurrent ? comparedAt(forms, above, block) : undefined;
    if (fact) facts.push(fact);
    at = above;
  }
  return facts;
}

/** Whether all loops around one block are around another one. */
function isAround({ loops }: ExactForms, outer: BasicBlock, inner: BasicBlock): boolean {
  return loops.loopFor(outer)?.blocks.has(inner) ?? true;
}

/** What the branch at the end of a block says where it has led to another one. */
export function comparedAt(
  forms: ExactForms,
  branching: BasicBlock,
  block: BasicBlock,
): Polynomial | undefined {
  const { terminator } = branching;
  if (terminator?.opcode !== 'br' || !terminator.condition) return undefined;
  const { condition } = terminator;
  if (!isInstruction(condition) || condition.opcode !== 'icmp') return undefined;
  const [ifTrue, ifFalse] = successorsOf(terminator);
  if (!ifTrue || !ifFalse || ifTrue === ifFalse) return undefined;
  if (forms.dominators.edgeDominates(branching, ifTrue, block)) return comparison(forms, condition, true);
  if (forms.dominators.edgeDominates(branching, ifFalse, block)) return comparison(forms, condition, false);
  return undefined;
}

function comparison(forms: ExactForms, compare: ICmpInst, holds: boolean): Polynomial | undefined {
  const [left, right] = [compare.operand(0), compare.operand(1)];
  if (left.type.kind !== 'integer') return undefined;
  const difference = (): Polynomial => forms.of(left).minus(forms.of(right));
  switch (compare.predicate) {
    case 'sgt':
      return holds ? difference().plusConstant(-1n) : difference().scaled(-1n);
    case 'sge':
      return holds ? difference() : difference().scaled(-1n).plusConstant(-1n);
    case 'slt':
      return holds ? difference().scaled(-1n).plusConstant(-1n) : difference();
    case 'sle':
      return holds ? difference().scaled(-1n) : difference().plusConstant(-1n);
    default:
      return undefined;
  }
}

/**
 * The least value of a variable for which the facts hold that say something of this variable alone. Loop counters, which are never
 * negative, may be subtracted in them.
 */
export function leastBy(
  facts: readonly Polynomial[],
  variable: number,
  least: bigint | undefined,
  isCounter: (variable: number) => boolean,
): bigint | undefined {
  let best = least;
  for (const fact of facts) {
    let slope = 0n;
    let isUsable = true;
    for (const { variables, factor } of fact.terms) {
      if (variables.length === 0) continue;
      const [first, second] = variables;
      if (first === variable && second === undefined) slope = factor;
      else if (factor > 0n || !variables.every(isCounter)) isUsable = false;
    }
    if (!isUsable || slope <= 0n) continue;
    // slope · variable >= -constant, rounded up.
    const bound = ceilingOf(-fact.constantTerm, slope);
    if (best === undefined || bound > best) best = bound;
  }
  return best;
}

function ceilingOf(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return quotient * divisor < dividend ? quotient + 1n : quotient;
}
