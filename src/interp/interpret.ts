import type { Fn, Module } from '../ir/index.ts';
import type { InterpreterOptions } from './interpreter.ts';
import { Interpreter } from './interpreter.ts';
import type { RuntimeValue } from './value.ts';
import { wrapInteger } from './value.ts';
import { unsupported } from './error.ts';

type Elements = Float64Array | Float32Array | Int32Array | Uint8Array;

/** A number for a scalar, a bigint for an integer of any width, a typed array for a pointer to a copy of it. */
export type InterpretArgument = number | bigint | Elements;

/**
 * Runs one function of a module from a fresh memory. What the function writes to the memory behind a typed array is
 * copied back.
 *
 * @throws InterpretError when the program traps, accesses memory that it may not, or exceeds a limit of the options
 */
export function interpret(
  module: Module,
  fn: Fn,
  args: readonly InterpretArgument[],
  options: InterpreterOptions = {},
): RuntimeValue {
  const interpreter = new Interpreter(module, options);
  const arrays: { readonly address: number; readonly elements: Elements }[] = [];
  const values = args.map((arg, i): RuntimeValue => {
    if (typeof arg === 'object') {
      const address = copyIn(interpreter, arg);
      arrays.push({ address, elements: arg });
      return address;
    }
    const type = fn.args[i]?.type;
    if (type?.kind === 'integer') return wrapInteger(type.bits, BigInt(arg));
    if (type?.kind === 'floating-point') return interpreter.domain.constant(Number(arg));
    if (type?.kind === 'pointer') return Number(arg);
    throw unsupported(`arguments of type ${type ?? 'none'}`);
  });
  const result = interpreter.call(fn, values);
  for (const { address, elements } of arrays) {
    bytesOf(elements).set(interpreter.memory.slice(address, elements.byteLength));
  }
  return result;
}

function copyIn({ memory }: Interpreter, elements: Elements): number {
  const address = memory.allocateStatic(elements.byteLength);
  memory.checkWrite(address, elements.byteLength);
  memory.slice(address, elements.byteLength).set(bytesOf(elements));
  return address;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Elements): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
