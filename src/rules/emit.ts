import { fail } from '../diagnostics/index.ts';
import type { AttributeList, Fn, IRBuilder, Module } from '../ir/index.ts';
import type {
  FCmpPredicate,
  FloatingPointType,
  ICmpPredicate,
  Type,
  Value,
  VectorType,
} from '../ir/index.ts';
import {
  ConstantAggregate,
  ConstantFP,
  ExtractElementInst,
  InsertElementInst,
  constantFP,
  constantInt,
  doubleType,
  floatType,
  functionType,
  i32,
  isInteger,
  mangleType,
  poison,
  scalarOf,
  vectorType,
  zeroOf,
} from '../ir/index.ts';
import { digammaFunction } from './digamma.ts';
import type { Comparison, Expr } from './expr.ts';
import { isConstantExpr, isIntegerExpr, isIntegerOrWhole } from './expr.ts';
import { mathFunction } from './math-function.ts';

/** A floating-point type or a vector of one: what derivative expressions compute in. */
export type FloatingPointLike = FloatingPointType | VectorType;

/**
 * Emits a derivative expression.
 *
 * @param operands the operands of the primal operation; those that the expression does not use may be `undefined`
 * @param result the result of the primal operation; may be undefined if `usesResult(expr)` is false
 * @param type the type of the derivative: that of the primal's floating-point operands. half and bfloat are computed in
 *   float and rounded, since neither has a C library
 * @throws FluxionError FX3005 for a scalable vector and a function that has no intrinsic; FX3011 when the program
 *   defines a symbol with the name of a C library function that the derivative needs
 */
export function emitExpr(
  b: IRBuilder,
  module: Module,
  expr: Expr,
  operands: readonly (Value | undefined)[],
  result: Value | undefined,
  type: FloatingPointLike,
): Value {
  return narrow(b, new ExprEmitter(b, module, operands, result, computeType(type)).emit(expr), type);
}

/**
 * Emits `adjoint * expr`, simplified: 1 costs nothing, -1 a negation, `c/b` one division, and a branch of a select that
 * is zero stays zero whatever the adjoint is. The type is that of the adjoint; for the rest see `emitExpr`.
 * @returns undefined when the product is zero
 */
export function scaleByExpr(
  b: IRBuilder,
  module: Module,
  adjoint: Value,
  expr: Expr,
  operands: readonly (Value | undefined)[],
  result: Value | undefined,
): Value | undefined {
  const type = adjoint.type as FloatingPointLike;
  if (isConstantExpr(expr, 1)) return adjoint;
  const wide = computeType(type);
  const emitter = new ExprEmitter(b, module, operands, result, wide);
  const scaled = emitter.scale(widen(b, adjoint, wide), expr);
  return scaled && narrow(b, scaled, type);
}

/** float in place of half and bfloat; other types as they are. */
function computeType(type: FloatingPointLike): FloatingPointLike {
  const scalar = scalarOf(type) as FloatingPointType;
  return scalar.bits >= 32 ? type : withScalar(type, floatType);
}

function withScalar(type: Type, scalar: Type): FloatingPointLike {
  return type.kind === 'vector'
    ? vectorType(scalar, type.length, type.scalable)
    : (scalar as FloatingPointType);
}

const widen = (b: IRBuilder, value: Value, type: Type): Value =>
  value.type === type ? value : b.cast('fpext', value, type);
const narrow = (b: IRBuilder, value: Value, type: Type): Value =>
  value.type === type ? value : b.cast('fptrunc', value, type);

const orderedPredicates: Record<Comparison, FCmpPredicate> = {
  eq: 'oeq',
  ne: 'une',
  lt: 'olt',
  le: 'ole',
  gt: 'ogt',
  ge: 'oge',
};
const integerPredicates: Record<Comparison, ICmpPredicate> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'slt',
  le: 'sle',
  gt: 'sgt',
  ge: 'sge',
};

class ExprEmitter {
  readonly #b: IRBuilder;
  readonly #module: Module;
  readonly #operands: readonly (Value | undefined)[];
  readonly #result: Value | undefined;
  readonly #type: FloatingPointLike;
  /** Each operand is converted at most once, each member extracted at most once. */
  readonly #leaves = new Map<string, Value>();

  constructor(
    b: IRBuilder,
    module: Module,
    operands: readonly (Value | undefined)[],
    result: Value | undefined,
    type: FloatingPointLike,
  ) {
    this.#b = b;
    this.#module = module;
    this.#operands = operands;
    this.#result = result;
    this.#type = type;
  }

  emit(expr: Expr): Value {
    const b = this.#b;
    switch (expr.kind) {
      case 'const':
        return constantLike(this.#type, expr.value);
      case 'operand':
        return this.#leaf(`x${expr.index}`, () => this.#toFloat(this.#operand(expr.index)));
      case 'result':
        return this.#leaf(`r${expr.member}`, () => this.#toFloat(this.#resultMember(expr.member)));
      case 'neg':
        return b.fneg(this.emit(expr.operand));
      case 'add':
        return b.fadd(this.emit(expr.left), this.emit(expr.right));
      case 'sub':
        return b.fsub(this.emit(expr.left), this.emit(expr.right));
      case 'mul':
        return b.fmul(this.emit(expr.left), this.emit(expr.right));
      case 'div':
        return b.fdiv(this.emit(expr.left), this.emit(expr.right));
      case 'call':
        return this.#call(expr.name, expr.args);
      case 'select':
        return this.#select(expr, this.emit(expr.ifTrue), this.emit(expr.ifFalse));
    }
  }

  /** `adjoint * expr`; undefined for zero. */
  scale(adjoint: Value, expr: Expr): Value | undefined {
    const b = this.#b;
    switch (expr.kind) {
      case 'const':
        if (expr.value === 0) return undefined;
        if (expr.value === 1) return adjoint;
        if (expr.value === -1) return b.fneg(adjoint);
        break;
      case 'neg': {
        const scaled = this.scale(adjoint, expr.operand);
        return scaled && b.fneg(scaled);
      }
      case 'mul': {
        const scaled = this.scale(adjoint, expr.left);
        return scaled && this.scale(scaled, expr.right);
      }
      case 'div':
        // With any other numerator, adjoint * (a/b) costs the same, and cannot overflow where |a/b| is at most 1.
        if (expr.left.kind !== 'const') break;
        return b.fdiv(this.scale(adjoint, expr.left) ?? this.#zero, this.emit(expr.right));
      case 'select':
        if (expr.ifTrue.kind === 'const' || expr.ifFalse.kind === 'const')
          return this.#scaleSelect(adjoint, expr);
        break;
      case 'call':
        // 2^n alone may overflow where the product does not.
        if (isScalingByPowerOfTwo(expr)) return this.#call(expr.name, [adjoint, expr.args[1]!]);
        break;
      case 'operand':
      case 'result':
      case 'add':
      case 'sub':
        break;
    }
    return b.fmul(adjoint, this.emit(expr));
  }

  get #zero(): Value {
    return zeroOf(this.#type);
  }

  #scaleSelect(adjoint: Value, expr: Expr & { kind: 'select' }): Value | undefined {
    const ifTrue = this.scale(adjoint, expr.ifTrue);
    const ifFalse = this.scale(adjoint, expr.ifFalse);
    if (!ifTrue && !ifFalse) return undefined;
    return this.#select(expr, ifTrue ?? this.#zero, ifFalse ?? this.#zero);
  }

  #select(expr: Expr & { kind: 'select' }, ifTrue: Value, ifFalse: Value): Value {
    return this.#b.select(this.#condition(expr.comparison, expr.left, expr.right), ifTrue, ifFalse);
  }

  #condition(comparison: Comparison, left: Expr, right: Expr): Value {
    const integers = isIntegerExpr(left)
      ? isIntegerOrWhole(right)
      : isIntegerExpr(right) && isIntegerOrWhole(left);
    if (!integers) return this.#b.fcmp(orderedPredicates[comparison], this.emit(left), this.emit(right));
    const type = (this.#integerType(left) ?? this.#integerType(right)) as Type;
    const [l, r] = [this.#emitInteger(left, type), this.#emitInteger(right, type)];
    return this.#b.icmp(integerPredicates[comparison], l, r);
  }

  /** The type of the integer operand that an integer expression is made of. */
  #integerType(expr: Expr): Type | undefined {
    switch (expr.kind) {
      case 'operand':
        return this.#operand(expr.index).type;
      case 'neg':
        return this.#integerType(expr.operand);
      case 'add':
      case 'sub':
        return this.#integerType(expr.left) ?? this.#integerType(expr.right);
      case 'const':
      case 'result':
      case 'mul':
      case 'div':
      case 'call':
      case 'select':
        return undefined;
    }
  }

  #emitInteger(expr: Expr, type: Type): Value {
    switch (expr.kind) {
      case 'operand':
        return this.#operand(expr.index);
      case 'const':
        return integerLike(type, expr.value);
      case 'neg':
        return this.#b.sub(integerLike(type, 0), this.#emitInteger(expr.operand, type));
      case 'add':
        return this.#b.add(this.#emitInteger(expr.left, type), this.#emitInteger(expr.right, type));
      case 'sub':
        return this.#b.sub(this.#emitInteger(expr.left, type), this.#emitInteger(expr.right, type));
      case 'result':
      case 'mul':
      case 'div':
      case 'call':
      case 'select':
        throw new Error(`not an integer expression: ${expr.kind}`);
    }
  }

  #leaf(key: string, make: () => Value): Value {
    let value = this.#leaves.get(key);
    if (!value) this.#leaves.set(key, (value = make()));
    return value;
  }

  #operand(index: number): Value {
    const value = this.#operands[index];
    if (!value) throw new Error(`the derivative needs operand ${index}, which was not given`);
    return value;
  }

  #resultMember(member: number | undefined): Value {
    if (!this.#result) throw new Error('the derivative needs the result, which was not given');
    return member === undefined ? this.#result : this.#b.extractValue(this.#result, [member]);
  }

  /** A leaf in the type of the computation: integers are converted, half is extended, scalars are splat. */
  #toFloat(value: Value): Value {
    if (value.type === this.#type) return value;
    const isVector = value.type.kind === 'vector';
    const target = isVector ? this.#type : scalarOf(this.#type);
    const converted = isInteger(scalarOf(value.type))
      ? this.#b.cast('sitofp', value, target)
      : widen(this.#b, value, target);
    return isVector || this.#type.kind !== 'vector' ? converted : this.#splat(converted, this.#type);
  }

  #splat(scalar: Value, type: VectorType): Value {
    if (type.scalable) failScalable(type, 'an integer operand');
    let vector: Value = poison(type);
    for (let i = 0; i < type.length; i++) {
      vector = this.#b.insert(new InsertElementInst(vector, scalar, constantInt(i32, i)));
    }
    return vector;
  }

  /** A call of a function of `math-function.ts`; an argument is an expression, or a value that is already there. */
  #call(name: string, args: readonly (Expr | Value)[]): Value {
    const form = mathFunction(name);
    if (!form) throw new Error(`unknown function '${name}' in a derivative`);
    const values = args.map((arg, i) => this.#argument(arg, form.args[i]!));
    if (form.form === 'intrinsic' && !this.#hasVectorAndInteger(name)) {
      return this.#callIntrinsic(name, values, this.#type);
    }
    return this.#callByLane(values, (lane) => {
      if (form.form === 'intrinsic') return this.#callIntrinsic(name, lane, scalarOf(this.#type));
      if (form.form === 'internal') return this.#callDigamma(lane[0]!);
      return this.#callLibrary(name, lane);
    });
  }

  #argument(arg: Expr | Value, kind: 'float' | 'integer'): Value {
    if (isValue(arg)) return arg;
    if (kind === 'float') return this.emit(arg);
    const type = this.#integerType(arg);
    if (!type) throw new Error('an integer argument of a derivative has no integer operand in it');
    return this.#emitInteger(arg, type);
  }

  /** LLVM 22 crashes on `llvm.ldexp` of a vector by a scalar, and takes vectors apart itself. */
  #hasVectorAndInteger(name: string): boolean {
    return name === 'ldexp' && this.#type.kind === 'vector' && !this.#type.scalable;
  }

  #callIntrinsic(name: string, args: readonly Value[], result: Type): Value {
    const overloads = [result, ...args.map((a) => a.type).filter((t) => isInteger(scalarOf(t)))];
    const fullName = `llvm.${name}.${overloads.map(mangleType).join('.')}`;
    const type = functionType(
      result,
      args.map((a) => a.type),
    );
    return this.#b.call(declare(this.#module, fullName, type), args);
  }

  #callLibrary(name: string, args: readonly Value[]): Value {
    const scalar = scalarOf(this.#type) as FloatingPointType;
    const fullName = name + librarySuffix(scalar, this.#module.targetTriple ?? '');
    const type = functionType(
      scalar,
      args.map((a) => a.type),
    );
    return this.#b.call(declare(this.#module, fullName, type), args, undefined, {
      functionAttributes: pureFunction,
    });
  }

  #callDigamma(x: Value): Value {
    const b = this.#b;
    const inDouble = resize(b, x, doubleType);
    const psi = b.call(digammaFunction(this.#module), [inDouble]);
    return resize(b, psi, x.type);
  }

  /** Vectors are taken apart: neither the C library nor `digamma` knows them. */
  #callByLane(args: readonly Value[], call: (lane: readonly Value[]) => Value): Value {
    const type = this.#type;
    if (type.kind !== 'vector') return call(args);
    if (type.scalable) failScalable(type, 'a function without an LLVM intrinsic');
    let vector: Value = poison(type);
    for (let i = 0; i < type.length; i++) {
      const index = constantInt(i32, i);
      const lane = args.map((a) =>
        a.type.kind === 'vector' ? this.#b.insert(new ExtractElementInst(a, index)) : a,
      );
      vector = this.#b.insert(new InsertElementInst(vector, call(lane), index));
    }
    return vector;
  }
}

const isValue = (arg: Expr | Value): arg is Value => 'type' in arg;

const isScalingByPowerOfTwo = (expr: Expr & { kind: 'call' }): boolean =>
  (expr.name === 'ldexp' || expr.name === 'scalbln') && isConstantExpr(expr.args[0]!, 1);

function failScalable(type: Type, what: string): never {
  fail('FX3005', `the derivative of an operation on ${type} needs ${what}`, {
    help: ['compile without scalable vectors'],
  });
}

/** What the derivative asks of a C library function: errno and the floating-point exception flags do not matter. */
const pureFunction: AttributeList = [
  { kind: 'enum', name: 'nounwind' },
  { kind: 'enum', name: 'willreturn' },
  { kind: 'text', name: 'memory', text: 'none' },
];

/** Declares a function; the name must not be taken by something else. */
function declare(module: Module, name: string, type: ReturnType<typeof functionType>): Fn {
  const symbol = module.symbol(name);
  const fn = module.getFunction(name);
  if (symbol && fn?.valueType !== type) {
    fail(
      'FX3011',
      `a derivative needs the C library's ${name}, but the program has another symbol of that name`,
      {
        help: [`rename ${name} in the program`],
      },
    );
  }
  return fn ?? module.getOrDeclare(name, type);
}

/** The suffix of the C library's function for a type. */
function librarySuffix(type: FloatingPointType, targetTriple: string): string {
  switch (type.name) {
    case 'float':
      return 'f';
    case 'double':
      return '';
    case 'x86_fp80':
    case 'ppc_fp128':
      return 'l';
    case 'fp128':
      // `long double` where that is the 128-bit kind; on x86, where it is not, the functions of _Float128.
      return /^(x86_64|i[3-6]86|amd64)/.test(targetTriple) ? 'f128' : 'l';
    case 'half':
    case 'bfloat':
      throw new Error(`${type} has no C library functions`);
  }
}

function constantLike(type: FloatingPointLike, value: number): Value {
  const scalar = constantFP(scalarOf(type) as FloatingPointType, value);
  return type.kind === 'vector' ? splatConstant(type, scalar) : scalar;
}

function integerLike(type: Type, value: number): Value {
  const scalar = scalarOf(type);
  if (!isInteger(scalar)) throw new Error(`${type} is not an integer type`);
  const element = constantInt(scalar, value);
  return type.kind === 'vector' ? splatConstant(type, element) : element;
}

/** Fixed vectors are written out: the short form came with LLVM 19. */
function splatConstant(type: VectorType, element: Value): Value {
  if (element instanceof ConstantFP ? Object.is(element.number, 0) : false) return zeroOf(type);
  if (type.scalable) return new ConstantAggregate(type, [element], true);
  return new ConstantAggregate(type, new Array<Value>(type.length).fill(element));
}

/** Converts between floating-point kinds. */
function resize(b: IRBuilder, value: Value, type: Type): Value {
  if (value.type === type) return value;
  const grows = (scalarOf(value.type) as FloatingPointType).bits < (scalarOf(type) as FloatingPointType).bits;
  return b.cast(grows ? 'fpext' : 'fptrunc', value, type);
}
