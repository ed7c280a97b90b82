/**
 * Functions that stand for calls through pointers: `dispatch(args…, pointer)` compares the pointer with each function that it
 * may be, in turn, and calls that by its name. What is a call through a pointer in the program is then, for analyses and
 * transform, a call of a function with a body. A pointer that is none of them stops the program.
 */
import { shadowlessAttribute } from '../analysis/shadowless.ts';
import type { Attribute, AttributeList, CallBase, Fn, Module, Type, Value } from '../ir/index.ts';
import {
  BasicBlock as Block,
  CallInst,
  ConstantString,
  Fn as FnClass,
  GlobalVariable,
  IRBuilder,
  PhiInst,
  arrayType,
  constantInt,
  flattenAttributes,
  functionType,
  i32,
  i8,
  ptr,
  voidType,
} from '../ir/index.ts';

export interface DispatchTarget {
  readonly fn: Fn;
  /** Why its derivative cannot be had, if so: then calling it stops the program. */
  readonly refusal: string | undefined;
}

export interface DispatchInput {
  readonly name: string;
  /** One of the calls. */
  readonly call: CallBase;
  readonly targets: readonly DispatchTarget[];
  /** Where a call is, for messages at run time. */
  readonly place: string;
}

export function emitDispatcher(module: Module, input: DispatchInput): Fn {
  const { call } = input;
  const type = functionType(call.type, [...call.args.map((a) => a.type), ptr]);
  const fn = module.add(new FnClass(input.name, type, [...call.args.map(() => undefined), 'callee']));
  fn.linkage = 'internal';
  fn.attributes = [...flattenAttributes(call.parent!.parent!.attributes)].filter((a) => a.kind === 'string');
  fn.returnAttributes = abiAttributes(call.returnAttributes);
  call.args.forEach((_, i) => (fn.args[i]!.attributes = abiAttributes(call.argumentAttributes[i] ?? [])));
  fn.args[call.argumentCount]!.attributes = [{ kind: 'string', name: shadowlessAttribute, value: undefined }];
  new DispatchEmitter(module, fn, input).emit();
  return fn;
}

const abiNames: ReadonlySet<string> = new Set([
  'byval', 'sret', 'inreg', 'zeroext', 'signext', 'noext', 'align', 'nest', 'inalloca', 'preallocated', 'byref', 'swiftself', 'swifterror',
]); // prettier-ignore

/** How a value is passed, as opposed to what is known of it. */
export function abiAttributes(list: AttributeList): Attribute[] {
  return [...flattenAttributes(list)].filter((a) => abiNames.has(a.name));
}

/** A value that comes out of a block; none of a function that returns nothing. */
interface Outcome {
  readonly block: Block;
  readonly value: Value | undefined;
}

class DispatchEmitter {
  readonly #module: Module;
  readonly #fn: Fn;
  readonly #in: DispatchInput;

  constructor(module: Module, fn: Fn, input: DispatchInput) {
    this.#module = module;
    this.#fn = fn;
    this.#in = input;
  }

  emit(): void {
    const { targets } = this.#in;
    const tests = targets.map((_, i) => this.#block(i === 0 ? 'entry' : 'test'));
    const unknown = this.#block('unknown');
    const pointer = this.#fn.args[this.#in.call.argumentCount]!;
    const outcomes = targets.map((target, i): Outcome | undefined => {
      const chosen = this.#block('chosen');
      const b = new IRBuilder(tests[i]);
      b.condBr(b.icmp('eq', pointer, target.fn), chosen, tests[i + 1] ?? unknown);
      if (target.refusal === undefined) return { block: chosen, value: this.#call(chosen, target.fn) };
      this.#stop(chosen, this.#refusalText(target.fn, target.refusal));
      return undefined;
    });
    this.#stop(
      unknown,
      `the function pointer called in ${this.#in.place} points to a function that this program does not show, so its derivative is unknown`,
    );
    // Joined pair by pair: each join has the condition of one test, which needs no tape.
    let rest: Outcome | undefined;
    for (const outcome of outcomes.reverse())
      rest = outcome && rest ? this.#join(outcome, rest) : (outcome ?? rest);
    const end = new IRBuilder(rest?.block);
    if (rest) end.ret(rest.value);
  }

  #block(name: string): Block {
    return this.#fn.appendBlock(new Block(name));
  }

  #call(block: Block, target: Fn): Value | undefined {
    const { call } = this.#in;
    const args = this.#fn.args.slice(0, call.argumentCount);
    const inst = new CallInst(target.valueType, target, args, {
      callingConvention: call.callingConvention,
      returnAttributes: this.#fn.returnAttributes,
      argumentAttributes: args.map((a) => a.attributes),
    });
    block.append(inst);
    return call.type === voidType ? undefined : inst;
  }

  #join(one: Outcome, other: Outcome): Outcome {
    const block = this.#block('join');
    new IRBuilder(one.block).br(block);
    new IRBuilder(other.block).br(block);
    if (!one.value || !other.value) return { block, value: undefined };
    const phi = new PhiInst(one.value.type, 0);
    phi.addIncoming(one.value, one.block);
    phi.addIncoming(other.value, other.block);
    return { block, value: block.append(phi) };
  }

  #refusalText(fn: Fn, reason: string): string {
    return `'${fn.name ?? ''}', which the function pointer in ${this.#in.place} points to, cannot be differentiated: ${reason}`;
  }

  #stop(block: Block, message: string): void {
    emitStop(this.#module, new IRBuilder(block), message);
  }
}

/** Stops the program with a message on the standard error stream; WebAssembly, which may have none, by a trap. */
export function emitStop(module: Module, b: IRBuilder, message: string): void {
  const isWasm = module.targetTriple?.startsWith('wasm') ?? false;
  if (!isWasm) emitMessage(module, b, `fluxion: ${message}\n`);
  const abort = isWasm ? undefined : declareLibrary(module, 'abort', voidType, []);
  b.call(abort ?? module.getOrDeclare('llvm.trap', functionType(voidType, [])), []);
  b.unreachable();
}

/** Private constants of this name, numbered, hold the messages. */
export const messageName = '__fluxion_message';

function emitMessage(module: Module, b: IRBuilder, message: string): void {
  const index = module.dataLayout.indexType();
  const write = declareLibrary(module, 'write', index, [i32, ptr, index]);
  if (!write) return;
  const text = toLatin1(message);
  const type = arrayType(i8, text.length);
  const global = module.add(new GlobalVariable(messageName, type, new ConstantString(type, text)));
  global.linkage = 'private';
  global.isConstant = true;
  global.unnamedAddr = 'unnamed_addr';
  b.call(write, [constantInt(i32, 2), global, constantInt(index, text.length)]);
}

/** UTF-8, one character for each byte, as strings of the IR are kept. */
const toLatin1 = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));

/** A function of the C library, unless the program defines one of that name, or takes it for something else. */
function declareLibrary(
  module: Module,
  name: string,
  returns: Type,
  parameters: readonly Type[],
): Fn | undefined {
  const type = functionType(returns as typeof voidType, parameters);
  if (!module.symbol(name)) return module.getOrDeclare(name, type);
  const known = module.getFunction(name);
  return known?.isDeclaration && known.valueType === type ? known : undefined;
}
