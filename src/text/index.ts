export { parseModule, type ParseOptions } from './parser.ts';
export { printFunction, printInstruction, printModule, printValue } from './printer.ts';
