/**
 * Complex arithmetic (`__muldc3`, …) and functions (`cexp`, …) of C. Their bodies compute with real and imaginary parts
 * (`complex-bodies.ts`); each target's calling convention passes a complex number in another form: two numbers, a vector, a pair, the
 * bits in an integer, a pointer. Functions of `float` compute in double.
 */
import type { AttributeList, FloatingPointType, Fn, IRBuilder, Module, Type, Value } from '../ir/index.ts';
import {
  BasicBlock,
  ExtractElementInst,
  IRBuilder as Builder,
  InsertElementInst,
  AttributeGroup,
  constantInt,
  doubleType,
  floatType,
  fp128Type,
  hasAttribute,
  i32,
  isInteger,
  poison,
  structType,
  vectorType,
  voidType,
  x86Fp80Type,
} from '../ir/index.ts';
import { complexBodies } from '../rules/complex-bodies.ts';
import { parseModule } from '../text/index.ts';

/** What a function takes and returns: complex (c) or real (r) numbers. */
interface ComplexFunction {
  /** The name of the body. */
  readonly body: string;
  readonly parameters: string;
  readonly result: 'c' | 'r';
  readonly kind: FloatingPointType;
}

const unary =
  'cexp clog clog10 csqrt csin ccos ctan csinh ccosh ctanh casin cacos catan casinh cacosh catanh conj cproj'.split(
    ' ',
  );
const realResults = ['cabs', 'carg', 'creal', 'cimag'];
const letters: Readonly<Record<string, FloatingPointType>> = {
  s: floatType,
  d: doubleType,
  x: x86Fp80Type,
  t: fp128Type,
};

function complexFunction(name: string, module: Module): ComplexFunction | undefined {
  const runtime = /^__(mul|div)([sdxt])c3$/.exec(name);
  if (runtime) return { body: runtime[1]!, parameters: 'rrrr', result: 'c', kind: letters[runtime[2]!]! };
  const parts = /^(c[a-z]+?(?:10)?)([fl]?)$/.exec(name);
  if (!parts) return undefined;
  for (const [body, suffix] of [
    [parts[1]!, parts[2]!],
    [name, ''],
  ] as const) {
    const kind = suffix === 'f' ? floatType : suffix === 'l' ? longDouble(module) : doubleType;
    if (unary.includes(body)) return { body, parameters: 'c', result: 'c', kind };
    if (realResults.includes(body)) return { body, parameters: 'c', result: 'r', kind };
    if (body === 'cpow') return { body, parameters: 'cc', result: 'c', kind };
  }
  return undefined;
}

/** What `long double` is. */
function longDouble({ targetTriple = '' }: Module): FloatingPointType {
  if (/^(x86_64|i\d86|amd64)/.test(targetTriple)) return /msvc/.test(targetTriple) ? doubleType : x86Fp80Type;
  return /^(wasm|aarch64(?!.*apple)|arm64(?!.*apple)|riscv|s390|loongarch|mips64|sparc)/.test(targetTriple)
    ? fp128Type
    : doubleType;
}

/** Gives a body to each complex function that is only declared, where the form of its parameters is known. */
export function addComplexBodies(
  module: Module,
  addBody: (module: Module, library: Module, name: string) => Fn,
): void {
  const libraries = new Map<FloatingPointType, Module>();
  for (const fn of [...module.functions]) {
    if (!fn.isDeclaration || !fn.hasUses || fn.valueType.variadic) continue;
    const known = complexFunction(fn.name ?? '', module);
    if (!known || !fits(module, fn, known)) continue;
    const wide = known.kind === floatType ? doubleType : known.kind;
    const suffix = wide === doubleType ? '' : wide === longDouble(module) ? 'l' : 'f128';
    let library = libraries.get(wide);
    if (!library) libraries.set(wide, (library = parseModule(complexBodies(wide, suffix))));
    emitBody(module, fn, known, addBody(module, library, `__fluxion_complex_${known.body}${suffix}`));
  }
}

const kept: ReadonlySet<string> = new Set(['byval', 'sret', 'align', 'inreg']);

function emitBody(module: Module, fn: Fn, { parameters, result, kind }: ComplexFunction, body: Fn): void {
  fn.linkage = 'internal';
  fn.metadata = [];
  fn.returnAttributes = [];
  fn.attributes = [{ kind: 'enum', name: 'nounwind' }];
  for (const arg of fn.args) arg.attributes = keptOf(arg.attributes);
  const b = new Builder(fn.appendBlock(new BasicBlock('entry')));
  const wide = body.args[0]!.type;
  const given: Value[] = [];
  const inMemory = hasResultMemory(fn, result);
  if (inMemory && !hasAttribute(fn.args[0]!.attributes, 'sret'))
    fn.args[0]!.attributes = [{ kind: 'type', name: 'sret', type: structType([kind, kind]) }];
  let at = inMemory ? 1 : 0;
  for (const parameter of parameters) {
    const read =
      parameter === 'r' ? { parts: [fn.args[at]!], next: at + 1 } : readComplex(b, module, fn, at, kind);
    given.push(...read.parts.map((part) => (part.type === wide ? part : b.cast('fpext', part, wide))));
    at = read.next;
  }
  const computed = b.call(body, given);
  const narrow = (value: Value): Value => (value.type === kind ? value : b.cast('fptrunc', value, kind));
  if (result === 'r') return void b.ret(narrow(computed));
  writeComplex(b, module, fn, narrow(b.extractValue(computed, [0])), narrow(b.extractValue(computed, [1])));
}

const keptOf = (list: AttributeList): AttributeList =>
  list.filter((a) => !(a instanceof AttributeGroup) && kept.has(a.name));

/** Of functions of the runtime, calls say more than the declaration does. */
const hasResultMemory = (fn: Fn, result: 'c' | 'r'): boolean =>
  result === 'c' && fn.returnType === voidType && fn.args[0]?.type.kind === 'pointer';

/** How many of the function's parameters a complex number takes; undefined when they have no known form. */
function formOf(module: Module, fn: Fn, at: number, kind: FloatingPointType): number | undefined {
  const type = fn.args[at]?.type;
  if (!type) return undefined;
  if (type === kind) return fn.args[at + 1]?.type === kind ? 2 : undefined;
  return type.kind === 'pointer' || isPair(module, type, kind) ? 1 : undefined;
}

/** A value that holds two numbers. */
function isPair(module: Module, type: Type, kind: FloatingPointType): boolean {
  if (type.kind === 'struct') return type.elements?.length === 2 && type.elements.every((e) => e === kind);
  if (type.kind === 'array' || type.kind === 'vector') return type.length === 2 && type.element === kind;
  return isInteger(type) && type.bits === 2 * kind.bits && !module.dataLayout.bigEndian;
}

function fits(module: Module, fn: Fn, { parameters, result, kind }: ComplexFunction): boolean {
  const inMemory = hasResultMemory(fn, result);
  if (result === 'r' ? fn.returnType !== kind : !inMemory && !isPair(module, fn.returnType, kind))
    return false;
  let at = inMemory ? 1 : 0;
  for (const parameter of parameters) {
    const taken =
      parameter === 'c' ? formOf(module, fn, at, kind) : fn.args[at]?.type === kind ? 1 : undefined;
    if (taken === undefined) return false;
    at += taken;
  }
  return at === fn.args.length;
}

interface Parts {
  readonly parts: readonly Value[];
  /** The parameter behind it. */
  readonly next: number;
}

function readComplex(b: IRBuilder, module: Module, fn: Fn, at: number, kind: FloatingPointType): Parts {
  const arg = fn.args[at]!;
  if (arg.type === kind) return { parts: [arg, fn.args[at + 1]!], next: at + 2 };
  const next = at + 1;
  if (arg.type.kind === 'pointer')
    return { parts: [b.load(kind, arg), b.load(kind, secondOf(b, module, arg, kind))], next };
  if (arg.type.kind === 'struct' || arg.type.kind === 'array')
    return { parts: [b.extractValue(arg, [0]), b.extractValue(arg, [1])], next };
  const vector = isInteger(arg.type) ? b.cast('bitcast', arg, vectorType(kind, 2)) : arg;
  return { parts: [0, 1].map((i) => b.insert(new ExtractElementInst(vector, constantInt(i32, i)))), next };
}

const secondOf = (b: IRBuilder, module: Module, pointer: Value, kind: FloatingPointType): Value =>
  b.byteOffset(pointer, constantInt(module.dataLayout.indexType(), module.dataLayout.allocSize(kind)));

/** Returns a complex number. */
function writeComplex(b: IRBuilder, module: Module, fn: Fn, re: Value, im: Value): void {
  const type = fn.returnType;
  if (type === voidType) {
    const pointer = fn.args[0]!;
    const kind = re.type as FloatingPointType;
    b.store(re, pointer);
    b.store(im, secondOf(b, module, pointer, kind));
    return void b.ret();
  }
  if (type.kind === 'struct' || type.kind === 'array')
    return void b.ret(b.insertValue(b.insertValue(poison(type), re, [0]), im, [1]));
  const pair = vectorType(re.type, 2);
  const first = b.insert(new InsertElementInst(poison(pair), re, constantInt(i32, 0)));
  const both = b.insert(new InsertElementInst(first, im, constantInt(i32, 1)));
  b.ret(isInteger(type) ? b.cast('bitcast', both, type) : both);
}
