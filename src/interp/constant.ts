/** The values of constants. */
import type { ConstantExpr, Type, Value } from '../ir/index.ts';
import {
  BlockAddress,
  ConstantAggregate,
  ConstantExpr as ConstantExprClass,
  ConstantFP,
  ConstantInt,
  ConstantString,
  GlobalAlias,
  GlobalValue,
  GlobalWrapper,
  SimpleConstant,
} from '../ir/index.ts';
import type { BinaryOpcode, CastOpcode, ICmpPredicate } from '../ir/index.ts';
import { addressOperation } from './address.ts';
import type { Environment } from './environment.ts';
import { unsupported } from './error.ts';
import { binaryOperator, castOperator, integerPredicate } from './operation.ts';
import type { RuntimeValue } from './value.ts';
import { wrapInteger } from './value.ts';

/** Elements of a zero aggregate: more than this in one value is not what programs have. */
const maxElements = 1 << 20;

/** The value of a constant; undef and poison are zero, so that runs can be repeated. */
export function constantValue(env: Environment, value: Value): RuntimeValue {
  if (value instanceof ConstantInt) return wrapInteger(value.type.bits, value.value);
  if (value instanceof ConstantFP) {
    const { number } = value;
    if (number === undefined) throw unsupported(`constants of type ${value.type}`);
    return env.domain.constant(number);
  }
  if (value instanceof SimpleConstant) return zeroValue(env, value.type);
  if (value instanceof GlobalAlias) return constantValue(env, value.target);
  if (value instanceof GlobalValue || value instanceof BlockAddress) return env.addressOf(value);
  if (value instanceof GlobalWrapper) return constantValue(env, value.operand(0));
  if (value instanceof ConstantString) return Array.from(value.text, (c) => wrapInteger(8, BigInt(c.charCodeAt(0)))); // prettier-ignore
  if (value instanceof ConstantAggregate) return aggregateValue(env, value);
  if (value instanceof ConstantExprClass) return expressionValue(env, value);
  throw unsupported(`the constant ${value.constructor.name}`);
}

function aggregateValue(env: Environment, value: ConstantAggregate): RuntimeValue {
  const elements = value.operands.map((element) => constantValue(env, element));
  if (!value.splat || value.type.kind !== 'vector') return elements;
  return Array.from({ length: value.type.length }, () => elements[0]);
}

export function zeroValue(env: Environment, type: Type): RuntimeValue {
  switch (type.kind) {
    case 'integer':
      return wrapInteger(type.bits, 0n);
    case 'floating-point':
      return env.domain.constant(0);
    case 'struct':
      return (type.elements ?? []).map((element) => zeroValue(env, element));
    case 'array':
    case 'vector': {
      if (type.length > maxElements) throw unsupported(`values of type ${type}`);
      const zero = zeroValue(env, type.element);
      return Array.from({ length: type.length }, () => zero);
    }
    default:
      return 0;
  }
}

function expressionValue(env: Environment, expr: ConstantExpr): RuntimeValue {
  const { opcode, type } = expr;
  const operands = expr.operands.map((operand) => constantValue(env, operand));
  const [a, b] = operands;
  const operandType = expr.operand(0).type;
  switch (opcode) {
    case 'getelementptr': {
      const types = expr.operands.slice(1);
      return addressOperation(env, expr.sourceType!, operandType, types)(a as number, operands.slice(1));
    }
    case 'add':
    case 'sub':
    case 'mul':
    case 'xor':
    case 'shl':
      return binaryOperator(env, opcode as BinaryOpcode, type)(a, b);
    case 'trunc':
    case 'ptrtoint':
    case 'ptrtoaddr':
    case 'inttoptr':
    case 'bitcast':
    case 'addrspacecast':
      return castOperator(env, opcode as CastOpcode, operandType, type)(a);
    case 'icmp':
      return integerPredicate(expr.predicate as ICmpPredicate, operandType)(a, b);
    default:
      throw unsupported(`the constant expression '${opcode}'`);
  }
}
