/**
 * Whether what is written after a load, in the same iteration or later ones, lies elsewhere than what was read. The distance of the two
 * addresses, as a polynomial in the loop counters, is bounded for each loop around both that may be the outermost one to have gone on
 * in between (the direction vectors of U. Banerjee, "Dependence Analysis", 1997), by the range test (`prover.ts`).
 */
import type { DataLayout, Fn, Instruction, Value } from '../../ir/index.ts';
import { SimpleConstant } from '../../ir/index.ts';
import { computeDominators } from '../dominators.ts';
import type { Loop } from '../loops.ts';
import { computeLoops } from '../loops.ts';
import type { ChainedAccess, Limits } from './continuity.ts';
import { areLinked, chainTo, limited, limitsOf } from './continuity.ts';
import { ExactForms } from './exact-forms.ts';
import { Polynomial } from './polynomial.ts';
import type { VariableRange } from './prover.ts';
import { RangeProver } from './prover.ts';

export interface PlacedAccess {
  readonly inst: Instruction;
  readonly pointer: Value;
  /** Bytes. */
  readonly size: number;
}

/** Pairs of accesses that are compared in a function; beyond, all of them may overlap. */
const maxPairs = 4096;

export class Separation {
  readonly #fn: Fn;
  readonly #layout: DataLayout;
  #made: ExactForms | undefined;
  readonly #chains = new Map<Instruction, ChainedAccess | undefined>();
  #pairs = 0;

  constructor(fn: Fn, layout: DataLayout) {
    this.#fn = fn;
    this.#layout = layout;
  }

  get #forms(): ExactForms {
    if (!this.#made) {
      const dominators = computeDominators(this.#fn);
      this.#made = new ExactForms(this.#layout, computeLoops(this.#fn, dominators), dominators);
    }
    return this.#made;
  }

  /** Whether the bytes that were read are never among those that are written after the read. */
  isUntouchedLater(read: PlacedAccess, write: PlacedAccess): boolean {
    const common = this.#commonLoops(read, write);
    const cases: Moment[] = common.map((later, i) => ({ shared: common.slice(0, i), later }));
    if (!this.#comesBefore(write.inst, read.inst)) cases.push({ shared: common });
    return this.#areApart(read, write, cases);
  }

  /** Whether, from the entry to a loop around both to its end, the bytes that are read are not written, before nor after. */
  isUntouchedIn(loop: Loop, read: PlacedAccess, write: PlacedAccess): boolean {
    const shared = this.#commonLoops(read, write).filter((l) => l.depth < loop.depth);
    return this.#areApart(read, write, [{ shared }]);
  }

  /** The loops around both, outermost first. */
  #commonLoops(read: PlacedAccess, write: PlacedAccess): Loop[] {
    const around = [...this.#forms.loops.loopsAround(read.inst.parent!)];
    return around.filter((loop) => loop.blocks.has(write.inst.parent!)).reverse();
  }

  #areApart(read: PlacedAccess, write: PlacedAccess, cases: readonly Moment[]): boolean {
    if (this.#pairs++ >= maxPairs) return false;
    const forms = this.#forms;
    const { loops } = forms;
    if ([read, write].some(({ inst }) => loops.isInIrreducibleCycle(inst.parent!))) return false;
    const pair = this.#exactly(read, write) ?? this.#linked(read, write);
    return pair !== undefined && cases.every((moment) => new Comparison(forms, pair, moment).isApart());
  }

  /** The addresses, if neither wraps around. */
  #exactly(read: PlacedAccess, write: PlacedAccess): Pair | undefined {
    const [from, to] = [this.#forms.of(read.pointer), this.#forms.of(write.pointer)];
    const isUsable = isComparable(this.#forms, from, to) && !to.minus(from).isUnwieldy;
    return isUsable ? { read, write, from, to, limits: new Map() } : undefined;
  }

  /** Addresses that are as far apart as those, even if they wrap around. */
  #linked(read: PlacedAccess, write: PlacedAccess): Pair | undefined {
    const [a, b] = [this.#chainTo(read), this.#chainTo(write)];
    if (!a || !b || !isComparable(this.#forms, a.form, b.form) || b.form.minus(a.form).isUnwieldy)
      return undefined;
    if (!areLinked(this.#forms, a, b)) return undefined;
    return { read, write, from: a.form, to: b.form, limits: limitsOf(a, b) };
  }

  #chainTo(access: PlacedAccess): ChainedAccess | undefined {
    if (!this.#chains.has(access.inst)) this.#chains.set(access.inst, chainTo(this.#forms, access));
    return this.#chains.get(access.inst);
  }

  /** Whether, without another iteration of a loop around both, the one is never executed after the other. */
  #comesBefore(first: Instruction, second: Instruction): boolean {
    if (first.parent !== second.parent)
      return this.#forms.dominators.strictlyDominates(first.parent!, second.parent!);
    for (let at = first.next; at; at = at.next) if (at === second) return true;
    return false;
  }
}

/** Whether both addresses are counted from the same pointers, none of which may be another one at each use. */
function isComparable(forms: ExactForms, a: Polynomial, b: Polynomial): boolean {
  const pointers = (form: Polynomial): string =>
    [...form.variables]
      .filter((v) => isPointer(forms, v))
      .sort((x, y) => x - y)
      .join();
  const isDefinite = (v: number): boolean => {
    const variable = forms.variable(v);
    return variable.kind === 'counter' || !(variable.value instanceof SimpleConstant);
  };
  return pointers(a) === pointers(b) && [...a.variables, ...b.variables].every(isDefinite);
}

function isPointer(forms: ExactForms, number: number): boolean {
  const variable = forms.variable(number);
  return variable.kind === 'value' && variable.value.type.kind === 'pointer';
}

/** Which loops are in the same iteration for both accesses, and which one has gone on in between. */
interface Moment {
  readonly shared: readonly Loop[];
  readonly later?: Loop;
}

interface Pair {
  readonly read: PlacedAccess;
  readonly write: PlacedAccess;
  /** Their addresses, or such as are as far apart. */
  readonly from: Polynomial;
  readonly to: Polynomial;
  readonly limits: Limits;
}

/** Variables that are others at the moment of the write have odd numbers there. */
class Comparison {
  readonly #forms: ExactForms;
  readonly #pair: Pair;
  readonly #moment: Moment;

  constructor(forms: ExactForms, pair: Pair, moment: Moment) {
    this.#forms = forms;
    this.#pair = pair;
    this.#moment = moment;
  }

  isApart(): boolean {
    const { read, write, from, to } = this.#pair;
    const distance = this.#atWrite(to).minus(from);
    for (const v of distance.variables) if (isPointer(this.#forms, v)) return false;
    const prover = new RangeProver((v) => this.#rangeOf(v));
    return (
      prover.isNonNegative(distance.plusConstant(-BigInt(read.size))) ||
      prover.isNonNegative(distance.scaled(-1n).plusConstant(-BigInt(write.size)))
    );
  }

  #atWrite(form: Polynomial): Polynomial {
    return form.rename((v) => (this.#isShared(v) ? v : v | 1));
  }

  #isShared(variable: number): boolean {
    const loop = this.#forms.loopOf(variable);
    return loop === undefined || this.#moment.shared.includes(loop);
  }

  #rangeOf(variable: number): VariableRange {
    if ((variable & 1) === 1) return this.#rangeAtWrite(variable);
    const atRead = this.#rangeAt(variable, this.#pair.read);
    return this.#isShared(variable) ? strongest(atRead, this.#rangeAt(variable, this.#pair.write)) : atRead;
  }

  #rangeAt(variable: number, { inst }: PlacedAccess): VariableRange {
    return limited(this.#forms.rangeAt(variable, inst.parent!), this.#pair.limits.get(variable));
  }

  #rangeAtWrite(variable: number): VariableRange {
    const original = variable & ~1;
    const range = this.#rangeAt(original, this.#pair.write);
    const uppers = range.uppers?.map((u) => ({ ...u, polynomial: this.#atWrite(u.polynomial) }));
    const { later } = this.#moment;
    const isLater = later !== undefined && original === this.#forms.counterOf(later);
    if (!isLater) return { ...range, rank: range.rank + 1, uppers };
    const next = Polynomial.variable(original).plusConstant(1n);
    return { ...range, rank: range.rank + 1, least: 1n, lower: next, uppers };
  }
}

/** Both hold. */
function strongest(a: VariableRange, b: VariableRange): VariableRange {
  const least = a.least === undefined || (b.least !== undefined && b.least > a.least) ? b.least : a.least;
  const uppers = (a.uppers?.length ?? Infinity) <= (b.uppers?.length ?? Infinity) ? a.uppers : b.uppers;
  return { ...a, least, uppers };
}
