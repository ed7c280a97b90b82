/** Functions and variables of the run time, written as LLVM IR, that become a part of the differentiated module. */
import { libraryFunction } from './library-function.ts';
import type { Module } from '../ir/index.ts';
import { Fn } from '../ir/index.ts';
import { parseModule } from '../text/index.ts';

/**
 * Moves everything that a text defines into the module. What it only declares is the module's own, declared if it is not there.
 * The text must not name types: `linkRuntime` is for helpers that are made of integers and pointers.
 */
export function linkRuntime(module: Module, text: string): void {
  const source = parseModule(text, { fileName: 'run time' });
  for (const fn of [...source.functions]) {
    if (!fn.isDeclaration) continue;
    fn.replaceAllUsesWith(libraryFunction(module, fn.name!, fn.valueType));
  }
  for (const value of [...source.globals, ...source.functions]) {
    if (value instanceof Fn && value.isDeclaration) continue;
    module.add(value);
  }
}
