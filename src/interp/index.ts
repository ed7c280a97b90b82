/** A reference interpreter for the IR: the oracle of the tests, and evaluation where there is no compiler. */
export { Dual } from './dual.ts';
export { InterpretError } from './error.ts';
export { interpret, type InterpretArgument } from './interpret.ts';
export { Interpreter, type InterpreterOptions } from './interpreter.ts';
export type { Builtin } from './intrinsic.ts';
export type { RuntimeValue } from './value.ts';
