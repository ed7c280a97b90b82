/** Random programs as syntax trees. Numbers in them are taken modulo what there is, so that every tree is a program. */
import fc from 'fast-check';

/**
 * Which of the places with floats: two arguments, a local array, memory of the heap, a global variable, two pointer variables, or
 * where one of a local array of pointers points to.
 */
export type Place = number;

export type Expr =
  | { readonly kind: 'variable' | 'parameter'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'load'; readonly place: Place; readonly index: IntExpr }
  | { readonly kind: 'math'; readonly fn: number; readonly a: Expr }
  | { readonly kind: 'binary'; readonly op: number; readonly a: Expr; readonly b: Expr }
  | { readonly kind: 'select'; readonly test: Test; readonly a: Expr; readonly b: Expr };

export type IntExpr =
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'round'; readonly of: number }
  | { readonly kind: 'binary'; readonly op: number; readonly a: IntExpr; readonly b: IntExpr };

export type Test =
  | { readonly kind: 'integers'; readonly predicate: number; readonly a: IntExpr; readonly b: IntExpr }
  | { readonly kind: 'floats'; readonly predicate: number; readonly a: Expr; readonly b: Expr };

export type Statement =
  | { readonly kind: 'assign'; readonly to: number; readonly value: Expr }
  | { readonly kind: 'assign-integer'; readonly to: number; readonly value: IntExpr }
  | { readonly kind: 'store'; readonly place: Place; readonly index: IntExpr; readonly value: Expr }
  | { readonly kind: 'update'; readonly place: Place; readonly index: IntExpr; readonly value: Expr; readonly op: number }
  | { readonly kind: 'point'; readonly to: number; readonly place: Place; readonly offset: IntExpr; readonly test: Test }
  | { readonly kind: 'swap-pointers' }
  | { readonly kind: 'save-pointer' | 'restore-pointer'; readonly pointer: number; readonly index: IntExpr }
  | { readonly kind: 'shift-pointers'; readonly up: boolean; readonly count: number }
  | { readonly kind: 'copy'; readonly to: Place; readonly from: Place; readonly count: number; readonly exact: boolean }
  | { readonly kind: 'clear'; readonly place: Place; readonly count: number }
  | { readonly kind: 'if'; readonly test: Test; readonly then: Body; readonly otherwise: Body }
  | { readonly kind: 'switch'; readonly on: IntExpr; readonly cases: readonly Body[]; readonly fallThrough: boolean }
  | { readonly kind: 'for'; readonly counter: number; readonly count: IntExpr; readonly down: boolean; readonly body: Body }
  | { readonly kind: 'while'; readonly test: Test; readonly atEnd: boolean; readonly body: Body }
  | { readonly kind: 'two-entries'; readonly enter: Test; readonly again: Test; readonly first: Body; readonly second: Body }
  | { readonly kind: 'leave'; readonly test: Test; readonly how: 'break' | 'continue' }
  | { readonly kind: 'return'; readonly test: Test; readonly value: Expr }
  | { readonly kind: 'call'; readonly fn: number; readonly to: number; readonly args: readonly [Place, Place]; readonly value: Expr; readonly integer: IntExpr }; // prettier-ignore

export type Body = readonly Statement[];

export interface RandomFunction {
  readonly body: Body;
  readonly result: Expr;
}

export interface RandomProgram {
  /** The first one is differentiated; it calls the others. */
  readonly functions: readonly RandomFunction[];
  readonly target: 'wasm32' | 'x86-64';
  /** How the second pointer argument lies to the first. */
  readonly aliasing: 'none' | 'promised none' | 'same' | 'overlapping';
  readonly parameter: 'out' | 'const';
  readonly returnActivity: 'active' | 'const';
  readonly integer: number;
}

const nat = fc.nat({ max: 10 });
/** A place, an argument more often than others: there the callers see what is written. */
const somewhere = fc.oneof({ weight: 1, arbitrary: fc.nat({ max: 1 }) }, { weight: 1, arbitrary: nat });
const constant = fc.integer({ min: -8, max: 8 }).map((n) => n / 4);

const kind = <K extends string>(...kinds: K[]): fc.Arbitrary<K> => fc.constantFrom(...kinds);

const weighted = <T>(
  weight: number,
  model: { [K in keyof T]: fc.Arbitrary<T[K]> },
): fc.WeightedArbitrary<T> => ({
  weight,
  arbitrary: fc.record(model) as unknown as fc.Arbitrary<T>,
});

type Trees = {
  expr: Expr;
  leaf: Expr;
  int: IntExpr;
  test: Test;
  statement: Statement;
  assign: Statement;
  simple: Statement;
  compound: Statement;
  body: Body;
};

/** Trees of up to this depth. */
function trees(depth: number): fc.LetrecValue<Trees> {
  const limits = { maxDepth: depth, depthSize: 'small' } as const;
  return fc.letrec<Trees>((tie) => ({
    expr: fc.oneof(
      { ...limits, maxDepth: 3, depthIdentifier: 'expression' },
      tie('leaf'),
      fc.record({ kind: kind('parameter'), index: nat }),
      fc.record({ kind: kind('constant'), value: constant }),
      fc.record({ kind: kind('math'), fn: nat, a: tie('expr') }),
      fc.record({ kind: kind('binary'), op: nat, a: tie('expr'), b: tie('expr') }),
      fc.record({ kind: kind('select'), test: tie('test'), a: tie('expr'), b: tie('expr') }),
    ),
    leaf: fc.oneof(
      fc.record({ kind: kind('variable'), index: nat }),
      fc.record({ kind: kind('load'), place: somewhere, index: tie('int') }),
    ),
    int: fc.oneof(
      { ...limits, maxDepth: 2, depthIdentifier: 'expression' },
      fc.record({ kind: kind('variable'), index: nat }),
      fc.record({ kind: kind('constant'), value: nat }),
      fc.record({ kind: kind('round'), of: nat }),
      fc.record({ kind: kind('binary'), op: nat, a: tie('int'), b: tie('int') }),
    ),
    test: fc.oneof(
      fc.record({ kind: kind('integers'), predicate: nat, a: tie('int'), b: tie('int') }),
      fc.record({ kind: kind('floats'), predicate: nat, a: tie('expr'), b: tie('expr') }),
    ),
    body: fc.array(tie('statement'), { minLength: 1, maxLength: 4, depthIdentifier: 'statement' }),
    // The first one is what is left at the full depth.
    statement: fc.oneof(
      { ...limits, depthIdentifier: 'statement' },
      { weight: 3, arbitrary: tie('simple') },
      { weight: 4, arbitrary: tie('compound') },
    ),
    assign: fc.record({ kind: kind('assign'), to: nat, value: tie('expr') }),
    simple: fc.oneof(
      { weight: 2, arbitrary: tie('assign') },
      weighted(1, { kind: kind('assign-integer'), to: nat, value: tie('int') }),
      weighted(3, { kind: kind('store'), place: somewhere, index: tie('int'), value: tie('expr') }),
      weighted(3, { kind: kind('update'), place: somewhere, index: tie('int'), value: tie('expr'), op: nat }),
      weighted(1, { kind: kind('point'), to: nat, place: somewhere, offset: tie('int'), test: tie('test') }),
      weighted(1, { kind: kind('swap-pointers') }),
      weighted(2, { kind: kind('save-pointer', 'restore-pointer'), pointer: nat, index: tie('int') }),
      weighted(2, { kind: kind('shift-pointers'), up: fc.boolean(), count: nat }),
      weighted(1, { kind: kind('copy'), to: nat, from: nat, count: nat, exact: fc.boolean() }),
      weighted(1, { kind: kind('clear'), place: somewhere, count: nat }),
      weighted(1, { kind: kind('leave'), test: tie('test'), how: kind('break', 'continue') }),
      weighted(1, { kind: kind('return'), test: tie('test'), value: tie('expr') }),
      weighted(3, { kind: kind('call'), fn: nat, to: nat, args: fc.tuple(somewhere, somewhere), value: tie('expr'), integer: tie('int') }), // prettier-ignore
    ),
    compound: fc.oneof(
      weighted(2, { kind: kind('if'), test: tie('test'), then: tie('body'), otherwise: tie('body') }),
      weighted(1, { kind: kind('switch'), on: tie('int'), cases: fc.array(tie('body'), { minLength: 1, maxLength: 3 }), fallThrough: fc.boolean() }), // prettier-ignore
      weighted(4, { kind: kind('for'), counter: nat, count: tie('int'), down: fc.boolean(), body: tie('body') }), // prettier-ignore
      weighted(3, { kind: kind('while'), test: tie('test'), atEnd: fc.boolean(), body: tie('body') }),
      weighted(1, { kind: kind('two-entries'), enter: tie('test'), again: tie('test'), first: tie('body'), second: tie('body') }), // prettier-ignore
    ),
  }));
}

const { body, expr, leaf, assign } = trees(4);
const long = fc.tuple(body, body).map(([a, b]) => [...a, ...b]);
/** A function that writes no memory: what it needs may be overwritten by its callers alone. */
const pure = fc.array(assign, { maxLength: 2 });
const randomFunction = (of: fc.Arbitrary<Body>, result: fc.Arbitrary<Expr>): fc.Arbitrary<RandomFunction> =>
  fc.record({ body: of, result });
const product: fc.Arbitrary<Expr> = fc.record({ kind: kind('binary'), op: fc.constant(2), a: leaf, b: leaf });

export const randomProgram: fc.Arbitrary<RandomProgram> = fc.record({
  functions: fc
    .tuple(
      randomFunction(long, expr),
      fc.array(fc.oneof(randomFunction(long, expr), randomFunction(pure, product)), { maxLength: 2 }),
    )
    .map(([first, others]) => [first, ...others]),
  target: fc.constantFrom('x86-64', 'wasm32'),
  aliasing: fc.constantFrom('none', 'promised none', 'same', 'overlapping'),
  parameter: fc.constantFrom('out', 'out', 'const'),
  returnActivity: fc.constantFrom('active', 'active', 'const'),
  integer: fc.nat({ max: 7 }),
});
