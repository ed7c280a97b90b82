/** LLVM's intrinsics but for mathematics (`math-call.ts`), by their names without types. */
import type { CallBase, Fn, Type, Value } from '../ir/index.ts';
import { AllocaInst, ConstantInt } from '../ir/index.ts';
import type { Environment } from './environment.ts';
import { badAccess, trap } from './error.ts';
import type { RuntimeValue } from './value.ts';
import { unsignedOf, wrapInteger } from './value.ts';

/** A function that the interpreter has itself. */
export type Builtin = (args: readonly RuntimeValue[]) => RuntimeValue;

/** The intrinsic of a call; undefined if it is none that is known here. */
export function intrinsicOf(env: Environment, fn: Fn, call: CallBase): Builtin | undefined {
  const name = baseName(fn.name!);
  return memoryIntrinsic(env, name, call) ?? (ignored.has(name) ? () => undefined : undefined) ?? integerIntrinsic(name, fn.valueType.parameters[0]); // prettier-ignore
}

/** `llvm.umul.with.overflow.i64` without `llvm.` and the types at the end. */
export function baseName(name: string): string {
  return name.replace(/^llvm\./, '').replace(/(\.(([ivfa]|bf|nxv)\d+|p\d+|v\d+[a-z]+\d+|sl_\w+))+$/, '');
}

const ignored: ReadonlySet<string> = new Set([
  'dbg.declare', 'dbg.value', 'dbg.assign', 'dbg.label', 'assume', 'experimental.noalias.scope.decl', 'sideeffect', 'donothing',
  'var.annotation', 'prefetch', 'fake.use', 'pseudoprobe', 'invariant.end',
]); // prettier-ignore

const sizeOf = (value: RuntimeValue): number => Number(unsignedOf(64, value as bigint));

function memoryIntrinsic(env: Environment, name: string, call: CallBase): Builtin | undefined {
  const { memory } = env;
  switch (name) {
    case 'memcpy':
    case 'memcpy.inline':
      return ([to, from, size]) => {
        const distance = Math.abs((to as number) - (from as number));
        if (distance !== 0 && distance < sizeOf(size)) throw badAccess('memcpy of memory that overlaps');
        memory.copy(to as number, from as number, sizeOf(size));
        return undefined;
      };
    case 'memmove':
      return ([to, from, size]) => (memory.copy(to as number, from as number, sizeOf(size)), undefined);
    case 'memset':
    case 'memset.inline':
      return ([to, byte, size]) => (memory.fill(to as number, byte as number, sizeOf(size)), undefined);
    case 'lifetime.start':
    case 'lifetime.end': {
      const object = call.args.at(-1)!;
      const size = fixedSize(env, object);
      if (size === undefined) return () => undefined;
      const begins = name === 'lifetime.start';
      return (args) => (memory.setLifetime(args.at(-1) as number, size, begins), undefined);
    }
    case 'stacksave':
      return () => memory.stackTop;
    case 'stackrestore':
      return ([top]) => (memory.unwind(top as number), undefined);
    case 'trap':
    case 'ubsantrap':
    case 'debugtrap':
      return () => {
        throw trap('the program trapped');
      };
    case 'expect':
    case 'expect.with.probability':
    case 'ssa.copy':
    case 'launder.invariant.group':
    case 'strip.invariant.group':
    case 'arithmetic.fence':
    case 'threadlocal.address':
    case 'invariant.start':
      return ([value]) => value;
    case 'is.constant':
      return () => 0;
    default:
      return undefined;
  }
}

/** The size of a local variable; undefined when it is computed. */
function fixedSize(env: Environment, object: Value): number | undefined {
  if (!(object instanceof AllocaInst) || !(object.count instanceof ConstantInt)) return undefined;
  return Number(object.count.value) * env.layout.allocSize(object.allocatedType);
}

function integerIntrinsic(name: string, type: Type | undefined): Builtin | undefined {
  if (type?.kind === 'vector') {
    const scalar = integerIntrinsic(name, type.element);
    if (!scalar || name.includes('overflow')) return undefined;
    return (args) => (args[0] as RuntimeValue[]).map((_, i) => scalar(args.map((a) => (Array.isArray(a) ? a[i] : a) as RuntimeValue))); // prettier-ignore
  }
  if (type?.kind !== 'integer') return undefined;
  const { bits } = type;
  const signed = (x: RuntimeValue): bigint => BigInt(x as bigint);
  const unsigned = (x: RuntimeValue): bigint => unsignedOf(bits, x as bigint);
  const wrap = (x: bigint): RuntimeValue => wrapInteger(bits, x);
  const overflowing = arithmetic[name.slice(1).replace('.with.overflow', '')];
  if (overflowing && name.endsWith('.with.overflow')) {
    const read = name.startsWith('s') ? signed : unsigned;
    return ([a, b]) => {
      const exact = overflowing(read(a), read(b));
      return [wrap(exact), read(wrap(exact)) === exact ? 0 : -1];
    };
  }
  const saturating = arithmetic[name.slice(1).replace('.sat', '')];
  if (saturating && name.endsWith('.sat')) {
    const isSigned = name.startsWith('s');
    const read = isSigned ? signed : unsigned;
    const least = isSigned ? -(1n << BigInt(bits - 1)) : 0n;
    const most = (1n << BigInt(isSigned ? bits - 1 : bits)) - 1n;
    return ([a, b]) => {
      const exact = saturating(read(a), read(b));
      return wrap(exact < least ? least : exact > most ? most : exact);
    };
  }
  switch (name) {
    case 'abs':
      return ([a]) => wrap(signed(a) < 0n ? -signed(a) : signed(a));
    case 'smax':
      return ([a, b]) => (signed(a) > signed(b) ? a : b);
    case 'smin':
      return ([a, b]) => (signed(a) < signed(b) ? a : b);
    case 'umax':
      return ([a, b]) => (unsigned(a) > unsigned(b) ? a : b);
    case 'umin':
      return ([a, b]) => (unsigned(a) < unsigned(b) ? a : b);
    case 'ctpop':
      return ([a]) => wrap(BigInt(digits(unsigned(a), bits).replaceAll('0', '').length));
    case 'ctlz':
      return ([a]) => wrap(BigInt(/^0*/.exec(digits(unsigned(a), bits))![0].length));
    case 'cttz':
      return ([a]) => wrap(BigInt(/0*$/.exec(digits(unsigned(a), bits))![0].length));
    case 'bitreverse':
      return ([a]) => wrap(BigInt(`0b${[...digits(unsigned(a), bits)].reverse().join('')}`));
    case 'bswap':
      return ([a]) => wrap(BigInt(`0x${hexBytes(unsigned(a), bits).reverse().join('')}`));
    case 'fshl':
    case 'fshr': {
      const width = BigInt(bits);
      return ([high, low, amount]) => {
        const both = (unsigned(high) << width) | unsigned(low);
        const shift = unsigned(amount) % width;
        return wrap(both >> (name === 'fshl' ? width - shift : shift));
      };
    }
    default:
      return undefined;
  }
}

const arithmetic: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
};

const digits = (value: bigint, bits: number): string => value.toString(2).padStart(bits, '0');
const hexBytes = (value: bigint, bits: number): string[] =>
  value.toString(16).padStart(bits / 4, '0').match(/../g) ?? []; // prettier-ignore
