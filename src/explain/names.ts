/**
 * What the values of the IR are called in the source: the variable that holds one, as debug records tell, or else the
 * expression that computes it, spelled as C would, as far as it stays short.
 */
import type { SourceType } from '../analysis/debug-types.ts';
import { describeType } from '../analysis/debug-types.ts';
import { variableRecords } from '../analysis/debug-variables.ts';
import { gepOffset } from '../analysis/gep.ts';
import type { DataLayout, Fn, Instruction, Value } from '../ir/index.ts';
import {
  Argument,
  CallBase,
  ConstantFP,
  ConstantInt,
  Fn as FnClass,
  GlobalVariable,
  isInstruction,
} from '../ir/index.ts';

/** What is longer is cut. */
const longest = 48;
const deepest = 3;

interface Variable {
  readonly name: string;
  readonly type: SourceType;
}

interface Address {
  readonly base: Value;
  readonly offset: number;
  readonly terms: readonly { readonly index: Value; readonly stride: number }[];
}

const infix: Readonly<Record<string, string>> = {
  fadd: '+', fsub: '-', fmul: '*', fdiv: '/', add: '+', sub: '-', mul: '*', sdiv: '/', udiv: '/', srem: '%', urem: '%', frem: '%',
  shl: '<<', lshr: '>>', ashr: '>>', and: '&', or: '|', xor: '^',
}; // prettier-ignore

const transparent: ReadonlySet<string> = new Set([
  'sext', 'zext', 'trunc', 'fpext', 'fptrunc', 'freeze', 'bitcast', 'sitofp', 'uitofp', 'fptosi', 'fptoui', 'addrspacecast',
]); // prettier-ignore

export class SourceNames {
  readonly #variables = new Map<Value, Variable>();
  readonly #layout: DataLayout;

  /** Reads the debug records of a function, which must still be there. */
  constructor(fn: Fn) {
    this.#layout = fn.parent!.dataLayout;
    for (const inst of fn.instructions()) {
      for (const { variable, value, how, fragment } of variableRecords(inst)) {
        const isNamed = value instanceof Argument || isInstruction(value);
        if (!isNamed || fragment || this.#variables.has(value)) continue;
        const name = variable.stringField('name');
        if (!name) continue;
        const type = describeType(variable.nodeField('type'));
        // What stands at an address has the variable's name; arrays are named by their address anyway.
        if (how === 'value' || type.kind === 'array') this.#variables.set(value, { name, type });
      }
    }
  }

  /** The source variable that holds the value. */
  variable(value: Value): string | undefined {
    return this.#variables.get(value)?.name ?? (value instanceof GlobalVariable ? value.name : undefined);
  }

  /** A name or an expression; `…` stands for what would be too long. */
  of(value: Value): string {
    for (let depth = deepest; depth > 0; depth--) {
      const text = this.#text(value, depth);
      if (text.length <= longest) return text;
    }
    return this.#text(value, 1).slice(0, longest - 1) + '…';
  }

  #text(value: Value, depth: number): string {
    const variable = this.variable(value);
    if (variable !== undefined) return variable;
    if (value instanceof ConstantInt) return String(value.value);
    if (value instanceof ConstantFP) return constantText(value);
    if (value instanceof Argument) return value.name ?? `argument ${value.index + 1}`;
    if (!isInstruction(value)) return value instanceof FnClass ? (value.name ?? '…') : '…';
    return depth <= 0 ? '…' : this.#expression(value, depth);
  }

  #expression(inst: Instruction, depth: number): string {
    const part = (v: Value): string => this.#text(v, depth - 1);
    const operator = infix[inst.opcode];
    if (operator) return this.#infix(inst, operator, depth);
    if (transparent.has(inst.opcode)) return this.#text(inst.operand(0), depth);
    switch (inst.opcode) {
      case 'load':
        return this.#place(inst.pointer, this.#layout.allocSize(inst.type), depth);
      case 'getelementptr':
        return `&${this.#place(inst, undefined, depth)}`;
      case 'fneg':
        return `-${this.#factor(inst.operand(0), depth)}`;
      case 'select':
        return `${part(inst.operand(0))} ? ${part(inst.ifTrue)} : ${part(inst.ifFalse)}`;
      case 'phi':
        return this.#merged(inst, depth);
      case 'icmp':
      case 'fcmp':
        return `${part(inst.operand(0))} ${comparison(inst.predicate)} ${part(inst.operand(1))}`;
      default:
        return inst instanceof CallBase ? this.#call(inst, depth) : (plainName(inst) ?? '…');
    }
  }

  #infix(inst: Instruction, operator: string, depth: number): string {
    const [left, right] = [inst.operand(0), inst.operand(1)];
    const loose = operator === '+' || operator === '-';
    const first = loose ? this.#text(left, depth - 1) : this.#factor(left, depth);
    const second = operator === '+' ? this.#text(right, depth - 1) : this.#factor(right, depth);
    return `${first} ${operator} ${second}`;
  }

  /** In parentheses where it needs them. */
  #factor(value: Value, depth: number): string {
    const text = this.#text(value, depth - 1);
    // What is in brackets already does not matter.
    return / [-+*/%?] /.test(text.replace(/\[[^[\]]*\]|\([^()]*\)/g, '')) ? `(${text})` : text;
  }

  #call(call: CallBase, depth: number): string {
    const name = call.callee instanceof FnClass ? (call.callee.name ?? '') : '';
    const args = call.args.map((arg) => this.#text(arg, depth - 1));
    const [first, , addend] = args;
    if (/^llvm\.(fma|fmuladd)\.|^fma[fl]?$/.test(name)) return `${this.#factor(call.args[0]!, depth)} * ${this.#factor(call.args[1]!, depth)} + ${addend!}`; // prettier-ignore
    const plain = calledName(name);
    if (plain === 'fabs') return `|${first!}|`;
    return `${plain === '' ? 'call' : plain}(${args.join(', ')})`;
  }

  /** A phi: the variable whose value it is on one of the ways there, if there is but one. */
  #merged(phi: Instruction, depth: number): string {
    const names = new Set(phi.operands.map((o) => this.variable(o)).filter((n) => n !== undefined));
    if (names.size === 1) return [...names][0]!;
    if (new Set(phi.operands).size === 1) return this.#text(phi.operand(0), depth - 1);
    return plainName(phi) ?? '…';
  }

  /** The memory at an address, as C would write it: `x[i]`, `b[i].mass`, `*p`. */
  #place(pointer: Value, size: number | undefined, depth: number): string {
    const { base, offset, terms } = this.#address(pointer);
    const known = this.#variables.get(base);
    const type =
      known?.type.kind === 'pointer'
        ? known.type.pointee
        : known?.type.kind === 'array'
          ? known.type
          : undefined;
    const name = this.#text(base, depth - 1);
    const row = type?.kind === 'array' && known?.type.kind === 'array' ? type.element : type;
    const step = row && row.size > 0 ? row.size : size;
    if (step === undefined || step === 0) return `${name}[…]`;
    const outer = terms.filter((t) => t.stride % step === 0);
    const index = this.#index(outer, Math.floor(offset / step), step, depth);
    const inner = terms.filter((t) => t.stride % step !== 0);
    const rest = this.#memberPath(row, ((offset % step) + step) % step, inner, depth, 0);
    if (rest === undefined) return `${name}[…]`;
    const isBare = index === '0' && outer.length === 0;
    if (isBare && rest.startsWith('.') && known?.type.kind === 'pointer') return `${name}->${rest.slice(1)}`;
    return isBare && !known && rest === '' ? `*${name}` : `${name}[${index}]${rest}`;
  }

  /** `.position[i]`, for a byte of a struct or array; empty for a scalar. Undefined where indices do not fit the type. */
  #memberPath(
    type: SourceType | undefined,
    offset: number,
    terms: Address['terms'],
    depth: number,
    level: number,
  ): string | undefined {
    const end = terms.length === 0 ? '' : undefined;
    if (!type || level > 8) return end;
    if (type.kind === 'array' && type.element.size > 0) {
      const { size } = type.element;
      const here = terms.filter((t) => t.stride % size === 0);
      const index = this.#index(here, Math.floor(offset / size), size, depth);
      const rest = this.#memberPath(type.element, offset % size, terms.filter((t) => t.stride % size !== 0), depth, level + 1); // prettier-ignore
      return rest === undefined ? undefined : `[${index}]${rest}`;
    }
    if (type.kind !== 'struct' || !type.complete || type.union) return end;
    const member = type.members.find((m) => m.offset <= offset && offset < m.offset + m.type.size);
    if (!member?.name) return end;
    const rest = this.#memberPath(member.type, offset - member.offset, terms, depth, level + 1);
    return rest === undefined ? undefined : `.${member.name}${rest}`;
  }

  #address(pointer: Value): Address {
    let at = pointer;
    let offset = 0;
    const terms: { index: Value; stride: number }[] = [];
    while (isInstruction(at) && at.opcode === 'getelementptr' && !this.#variables.has(at)) {
      const step = gepOffset(this.#layout, at.sourceType, at.indices);
      if (!step) break;
      offset += step.offset;
      terms.push(...step.terms);
      at = at.base;
    }
    return { base: at, offset, terms };
  }

  /** The strides are multiples of the step. */
  #index(terms: Address['terms'], constant: number, step: number, depth: number): string {
    const parts = terms.map(({ index, stride }) => {
      const times = stride / step;
      return times === 1 ? this.#text(index, depth - 1) : `${times} * ${this.#factor(index, depth)}`;
    });
    if (parts.length === 0) return String(constant);
    return parts.join(' + ') + (constant === 0 ? '' : constant > 0 ? ` + ${constant}` : ` - ${-constant}`);
  }
}

/** An IR name without what LLVM appends to tell it from others. */
const plainName = (value: Value): string | undefined => value.name?.replace(/(\.(lcssa|addr|\d+))+$/, '');

/** The C name behind an intrinsic: `sin` for `llvm.sin.f64`. */
export function calledName(name: string): string {
  return name.startsWith('llvm.') ? (name.split('.')[1] ?? name) : name;
}

function constantText(value: ConstantFP): string {
  const { number } = value;
  if (number === undefined) return value.text;
  return Number.isInteger(number) && Math.abs(number) < 1e15
    ? String(number)
    : String(Number(number.toPrecision(6)));
}

function comparison(predicate: string): string {
  const kind = predicate.slice(-2);
  const signs: Readonly<Record<string, string>> = {
    eq: '==',
    ne: '!=',
    gt: '>',
    ge: '>=',
    lt: '<',
    le: '<=',
  };
  return signs[kind] ?? predicate;
}
