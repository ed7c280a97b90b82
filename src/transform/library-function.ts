import { fail } from '../diagnostics/index.ts';
import type { Fn, FunctionType, Module } from '../ir/index.ts';

/**
 * A function of the C library that derivatives call, declared if it is not there.
 *
 * @throws FluxionError FX3011 when the program has something else of that name
 */
export function libraryFunction(module: Module, name: string, type: FunctionType): Fn {
  const fn = module.getFunction(name);
  if (fn ? fn.valueType === type : !module.symbol(name)) return module.getOrDeclare(name, type);
  const sizes =
    fn?.valueType.parameters.length === type.parameters.length && module.targetTriple === undefined;
  fail(
    'FX3011',
    `a derivative needs the C library's ${name}, but the program has another symbol of that name`,
    {
      notes: [`needed is ${type}, the program has ${fn?.valueType ?? 'no function'}`],
      help: [
        sizes
          ? 'the module does not say for which target it is: keep its lines `target datalayout` and `target triple`'
          : `rename ${name} in the program, or declare it as the C library does`,
      ],
    },
  );
}
