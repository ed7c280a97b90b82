/** Random nests of loops over arrays, as data: `loop-nest-text.ts` writes them as IR. */
import fc from 'fast-check';

export type Bits = 8 | 32 | 64;
export type Predicate = 'ne' | 'slt' | 'sle' | 'sgt' | 'sge' | 'ult' | 'ule' | 'ugt' | 'uge';

/** A number: a constant, a parameter, or a loop's counter or what it starts from and ends at, `back` loops further out. */
export interface Atom {
  readonly kind: 'constant' | 'parameter' | 'counter' | 'start' | 'bound';
  readonly value: bigint;
  readonly back: number;
  /** How it gets the width that is asked for. */
  readonly widening: string;
  readonly narrowing: string;
}

export interface Term {
  readonly atom: Atom;
  readonly factor: Atom | undefined;
  readonly productFlags: string;
  readonly isShift: boolean;
  readonly sum: string;
}

export interface Sum {
  readonly bits: Bits;
  readonly terms: readonly Term[];
  readonly widening: string;
}

export interface Condition {
  readonly bits: Bits;
  readonly left: Atom;
  readonly predicate: Predicate;
  readonly right: Sum;
  readonly isNegated: boolean;
}

export interface Place {
  /** Counted from a pointer that was computed before, if there is one. */
  readonly isFromPointer: boolean;
  readonly back: number;
  readonly sum: Sum;
  readonly flags: string;
  /** Bytes of an element. */
  readonly element: number;
  /** Elements beyond. */
  readonly delta: bigint;
}

export interface AccessStatement {
  readonly kind: 'load' | 'store';
  readonly place: Place;
  readonly bytes: number;
}

export interface IfStatement {
  readonly kind: 'if';
  readonly condition: Condition;
  readonly body: readonly Statement[];
  /** Leaves the loop at the end of the body. */
  readonly leave: Condition | undefined;
}

export interface LoopStatement {
  readonly kind: 'loop';
  readonly bits: Bits;
  /** Counts with a pointer and not with a number. */
  readonly isPointer: boolean;
  readonly start: Sum;
  readonly bound: Sum;
  readonly step: bigint;
  readonly stepFlags: string;
  readonly predicate: Predicate;
  readonly isSwapped: boolean;
  readonly isNegated: boolean;
  readonly tested: 'top' | 'next' | 'counter';
  /** Whether the test at the end looks at fewer bits. */
  readonly testedBits: Bits;
  readonly guard: 'none' | 'same' | 'strict';
  /** What else ends the loop, and whether it fails then. */
  readonly leave: { readonly condition: Condition; readonly fails: boolean } | undefined;
  readonly body: readonly Statement[];
}

export type Statement = AccessStatement | IfStatement | LoopStatement;

/** In what a nest may be unlike most loops. */
const oddities = [
  'flags', 'width', 'widening', 'narrowing', 'predicate', 'test', 'guard', 'leave', 'gep', 'step', 'limit', 'element', 'condition',
  'pointer', 'operation', 'assumption', 'distance',
] as const; // prettier-ignore
type Oddity = (typeof oddities)[number];

/** What the operations of a nest have in common: most are odd in a few ways only, so that one rule alone decides. */
interface Style {
  readonly bits: Bits;
  readonly gepFlags: string;
  /** Bytes, the usual ones first. */
  readonly elements: readonly [number, ...number[]];
  readonly odd: ReadonlySet<Oddity>;
}

const styles = (bits: readonly Bits[], gepFlags: string, elements: Style['elements']): fc.Arbitrary<Style> =>
  fc.record({
    bits: fc.constantFrom(...bits),
    gepFlags: fc.constant(gepFlags),
    elements: fc.constant(elements),
    odd: fc
      .uniqueArray(fc.constantFrom(...oddities), { maxLength: elements[0] === 8 ? 6 : 2 })
      .map((some) => new Set(some)),
  });

/** The usual one, but in a nest that is odd in this way. */
function choose<T>({ odd }: Style, in_: Oddity, usual: T, ...others: readonly T[]): fc.Arbitrary<T> {
  const [usually, else_] = odd.has(in_) ? [1, 2] : [40, 1];
  return fc.oneof(
    { weight: usually, arbitrary: fc.constant(usual) },
    { weight: else_, arbitrary: fc.constantFrom(...others) },
  );
}

const small = fc.bigInt({ min: -1n, max: 6n });
/** Such as make numbers of so many bits, or addresses, wrap around. */
const nearEdge = (bits: Bits): fc.Arbitrary<bigint> =>
  fc
    .tuple(
      fc.constantFrom(1n << BigInt(bits - 1), 1n << BigInt(bits), 1n << 61n, 1n << 7n, 1n << 8n),
      fc.bigInt({ min: -4n, max: 4n }),
      fc.constantFrom(1n, -1n),
    )
    .map(([edge, off, sign]) => sign * edge + off);

/** Arguments: small ones, or all near the same edge, or each near one; or any, of so few bits that loops get from each to each. */
const argumentsFor = (bits: Bits): fc.Arbitrary<bigint[]> => {
  const four = (one: fc.Arbitrary<bigint>): fc.Arbitrary<bigint[]> =>
    fc.array(one, { minLength: 4, maxLength: 4 });
  const nearOne = fc
    .tuple(nearEdge(bits), four(small))
    .map(([edge, offsets]) => offsets.map((o) => edge + o));
  const any = four(bits === 8 ? fc.bigInt({ min: -128n, max: 127n }) : fc.oneof(small, nearEdge(bits)));
  return fc.oneof(
    { weight: 2, arbitrary: four(small) },
    { weight: 1, arbitrary: nearOne },
    { weight: 2, arbitrary: any },
  );
};

/** Distances of elements: next to each other, or so far apart that numbers of so many bits come round to it. */
function deltaIn(style: Style): fc.Arbitrary<bigint> {
  const near = fc.constantFrom(0n, 0n, 1n, -1n, 1n, -1n, 2n, -2n);
  if (!style.odd.has('distance')) return near;
  const modulus = 1n << BigInt(Math.min(style.bits, 32));
  const most = style.bits === 8 ? 60n : 6n;
  const far = fc
    .tuple(fc.constantFrom(modulus, -modulus), fc.bigInt({ min: -most, max: most }))
    .map(([of, off]) => of + off);
  return fc.oneof(near, far);
}

const flagsIn = (style: Style): fc.Arbitrary<string> =>
  choose(style, 'flags', 'nsw ', '', '', 'nuw ', 'nuw nsw ');
const wideningIn = (style: Style): fc.Arbitrary<string> =>
  choose(style, 'widening', 'sext', 'zext', 'zext', 'zext nneg');
const bitsIn = (style: Style): fc.Arbitrary<Bits> => choose<Bits>(style, 'width', style.bits, 8, 32, 64);

type Kind = Atom['kind'];

const anyKind: readonly Kind[] = ['constant', 'parameter', 'parameter', 'counter', 'start', 'bound'];

const atomIn = (style: Style, kinds: readonly Kind[] = anyKind): fc.Arbitrary<Atom> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    value: style.odd.has('limit') ? fc.oneof(small, nearEdge(style.bits)) : small,
    back: fc.constantFrom(0, 0, 0, 1, 1, 2),
    widening: wideningIn(style),
    narrowing: choose(style, 'narrowing', 'trunc', 'trunc nsw', 'trunc nuw'),
  });

const termIn = (style: Style, kinds?: readonly Kind[]): fc.Arbitrary<Term> =>
  fc.record({
    atom: atomIn(style, kinds),
    factor: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: atomIn(style) },
    ),
    productFlags: flagsIn(style),
    isShift: choose(style, 'operation', false, true),
    sum: choose(style, 'operation', 'add ', 'sub ', 'or disjoint ', 'or ').chain((operation) =>
      operation.startsWith('or') ? fc.constant(operation) : flagsIn(style).map((f) => operation + f),
    ),
  });

const plainTermIn = (style: Style, kinds: readonly Kind[]): fc.Arbitrary<Term> =>
  termIn(style, kinds).map((term) => ({ ...term, factor: undefined }));

/** What accesses are made at: of the innermost counter, most of the time. */
const indexIn = (style: Style): fc.Arbitrary<Sum> =>
  fc.record({
    bits: bitsIn(style),
    terms: fc
      .tuple(termIn(style, ['counter']), fc.array(termIn(style), { maxLength: 1 }))
      .map(([first, others]) => [first, ...others]),
    widening: wideningIn(style),
  });

/** A single number. */
const plainIn = (style: Style, kinds: readonly Kind[]): fc.Arbitrary<Sum> =>
  fc.record({
    bits: bitsIn(style),
    terms: plainTermIn(style, kinds).map((term) => [term]),
    widening: wideningIn(style),
  });

/** Where a loop starts or ends: often so that it goes through all numbers. */
const limitIn = (style: Style, kinds: readonly Kind[], extremes: readonly bigint[]): fc.Arbitrary<Sum> => {
  const extreme = fc
    .tuple(plainIn(style, ['constant']), fc.constantFrom(...extremes))
    .map(([sum, value]) => ({
      ...sum,
      bits: 8 as const,
      terms: sum.terms.map((term) => ({ ...term, atom: { ...term.atom, value } })),
    }));
  const plain = plainIn(style, kinds);
  return style.odd.has('limit') ? fc.oneof(plain, extreme, extreme, indexIn(style)) : plain;
};

const predicates: readonly Predicate[] = ['slt', 'sle', 'sgt', 'sge', 'ult', 'ule', 'ugt', 'uge', 'ne'];

const conditionIn = (style: Style, kinds?: readonly Kind[]): fc.Arbitrary<Condition> =>
  fc.record({
    bits: bitsIn(style),
    left: atomIn(style, kinds),
    predicate: fc.constantFrom(...predicates),
    right: style.odd.has('operation') ? indexIn(style) : plainIn(style, kinds ?? anyKind),
    isNegated: fc.boolean(),
  });

/** What the accesses of a nest have in common. */
interface Shared {
  readonly style: Style;
  readonly sums: readonly Sum[];
}

const placeOf = ({ style, sums }: Shared): fc.Arbitrary<Place> =>
  fc.record({
    isFromPointer: choose(style, 'pointer', false, true),
    back: fc.constantFrom(0, 0, 1, 2),
    sum: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...sums) },
      { weight: 1, arbitrary: plainIn(style, ['bound', 'start', 'parameter', 'counter']) },
    ),
    flags: choose(style, 'gep', style.gepFlags, 'inbounds ', 'nusw ', '', ''),
    element:
      style.elements[0] === 8
        ? choose(style, 'element', ...style.elements)
        : fc.constantFrom(...style.elements),
    delta: deltaIn(style),
  });

const accessOf = (shared: Shared): fc.Arbitrary<AccessStatement> =>
  fc.record({
    kind: fc.constantFrom('load', 'store'),
    place: placeOf(shared),
    bytes: shared.style.elements[0] === 8 ? choose(shared.style, 'element', 8, 1, 4) : fc.constant(1),
  });

const directed = (step: bigint): readonly [Predicate, ...Predicate[]] =>
  step > 0n ? ['slt', 'ult', 'ne', 'sle', 'ule'] : ['sgt', 'ugt', 'ne', 'sge', 'uge'];

function loopOf(shared: Shared, depth: number): fc.Arbitrary<LoopStatement> {
  const { style } = shared;
  const low = limitIn(style, ['constant', 'constant', 'parameter', 'counter', 'parameter'], [-128n, 0n]);
  const high = limitIn(style, ['parameter', 'parameter', 'counter', 'bound'], [127n, 126n, -1n]);
  const steps = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(1n, -1n) },
    { weight: 1, arbitrary: choose(style, 'step', 1n, 2n, 3n, -2n) },
  );
  return steps.chain((step) => {
    const [usual, ...others] = directed(step);
    return fc.record({
      kind: fc.constant('loop' as const),
      bits: bitsIn(style),
      isPointer: choose(style, 'pointer', false, true),
      start: step > 0n ? low : high,
      bound: step > 0n ? high : low,
      step: fc.constant(step),
      stepFlags: flagsIn(style),
      predicate: fc.oneof(
        { weight: 3, arbitrary: choose(style, 'predicate', usual, ...others, ...others, ...predicates) },
        { weight: 1, arbitrary: fc.constantFrom(usual, ...others) },
      ),
      isSwapped: choose(style, 'predicate', false, true),
      isNegated: choose(style, 'predicate', false, true),
      tested: fc.oneof(choose<Tested>(style, 'test', 'next', 'top', 'counter'), fc.constantFrom<Tested>('top', 'next')),
      testedBits: choose<Bits>(style, 'narrowing', 64, 8, 32),
      guard: choose<Guard>(style, 'guard', 'same', 'none', 'strict'),
      leave: style.odd.has('leave')
        ? fc.option(fc.record({ condition: conditionIn(style), fails: fc.boolean() }), { nil: undefined })
        : fc.constant(undefined),
      body: bodyOf(shared, depth - 1),
    }) as fc.Arbitrary<LoopStatement>;
  }); // prettier-ignore
}

type Tested = LoopStatement['tested'];
type Guard = LoopStatement['guard'];

function bodyOf(shared: Shared, depth: number): fc.Arbitrary<readonly Statement[]> {
  const { style } = shared;
  const access: fc.Arbitrary<Statement> = accessOf(shared);
  const conditional: fc.Arbitrary<Statement> = fc.record({
    kind: fc.constant('if' as const),
    condition: conditionIn(style),
    body: fc.array(access, { minLength: 1, maxLength: 2 }),
    leave: style.odd.has('leave')
      ? fc.option(conditionIn(style), { nil: undefined })
      : fc.constant(undefined),
  });
  const statement = style.odd.has('condition')
    ? fc.oneof({ weight: 2, arbitrary: access }, { weight: 1, arbitrary: conditional })
    : access;
  const some = fc.array(statement, { minLength: depth > 0 ? 0 : 1, maxLength: 2 });
  const inner = depth > 0 ? loopOf(shared, depth).map((loop) => [loop]) : fc.constant([]);
  return fc.tuple(some, inner, some).map(([before, loops, after]) => [...before, ...loops, ...after]);
}

export interface NestProgram {
  readonly bits: Bits;
  readonly nest: LoopStatement;
  /** What is known of the parameters. */
  readonly assumed: readonly Condition[];
}

/** One to three loops, in each other, most of whose numbers have the same width. */
const nestsOf = (of: fc.Arbitrary<Style>): fc.Arbitrary<NestProgram> =>
  fc.tuple(of, fc.constantFrom(1, 1, 1, 1, 2, 2, 2, 3)).chain(([style, depth]) =>
    fc.array(indexIn(style), { minLength: 1, maxLength: 2 }).chain((sums) =>
      fc.record({
        bits: fc.constant(style.bits),
        nest: loopOf({ style, sums }, depth),
        assumed: style.odd.has('assumption')
          ? fc.array(conditionIn(style, ['parameter', 'constant']), { minLength: 1, maxLength: 2 })
          : fc.constant([]),
      }),
    ),
  );

export interface NestCase {
  readonly program: NestProgram;
  /** Where the array is, and the parameters. */
  readonly runs: readonly { readonly base: bigint; readonly values: readonly bigint[] }[];
}

const casesOf = (nests: fc.Arbitrary<NestProgram>, bases: fc.Arbitrary<bigint>): fc.Arbitrary<NestCase> =>
  nests.chain((program) =>
    fc.record({
      program: fc.constant(program),
      runs: fc.array(fc.record({ base: bases, values: argumentsFor(program.bits) }), {
        minLength: 8,
        maxLength: 8,
      }),
    }),
  );

/** Where the array is: somewhere, or at an end of the memory, or of its lower half. */
const bases = fc.oneof(
  { weight: 3, arbitrary: fc.constant(1n << 40n) },
  { weight: 1, arbitrary: fc.constantFrom(16n, (1n << 63n) - 16n, (1n << 64n) - 16n) },
);

/** A nest, and what it is run with. */
export const nestCases = casesOf(nestsOf(styles([8, 8, 8, 32, 64], 'inbounds ', [8, 1, 4])), bases);

/** For memory of 256 bytes, in which an array is anywhere: large elements, and addresses of which it is not said that they do not wrap. */
export const smallMemoryCases = casesOf(
  nestsOf(styles([8], '', [1, 8, 32, 64])),
  fc.bigInt({ min: 0n, max: 255n }),
);
