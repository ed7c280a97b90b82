import type { Field, MemoryLayout, TypeInfo } from '../../../src/analysis/types/index.ts';
import { analyzeTypes, TypeCache } from '../../../src/analysis/types/index.ts';
import type { CallBase, Fn, Instruction, Module, Value } from '../../../src/ir/index.ts';
import { ConstantInt } from '../../../src/ir/index.ts';
import { parseModule } from '../../../src/text/index.ts';

export function kindText(scalar: Field['scalar'] | undefined): string {
  return scalar === undefined ? 'unknown' : scalar.kind === 'float' ? scalar.type.name : scalar.kind;
}

const fieldText = (f: Field): string =>
  `${f.offset} ${kindText(f.scalar)}${f.scalar.kind === 'integer' ? ` ${f.size}` : ''}`;

/** `0 double, 8 integer 4`, then `unknown 12+4`, then `every 16`. */
export function layoutText(layout: MemoryLayout): string {
  const unknown = layout.unknown.map((r) => `unknown ${r.offset}+${r.size}`);
  const period = layout.period === undefined ? [] : [`every ${layout.period}`];
  return [...layout.fields.map(fieldText), ...unknown, ...period].join(', ');
}

export function functionOf(module: Module, name: string): Fn {
  const fn = module.getFunction(name);
  if (!fn) throw new Error(`no @${name}`);
  return fn;
}

export interface Analysed {
  readonly fn: Fn;
  readonly types: TypeInfo;
}

export function analysed(text: string, name = 'f'): Analysed {
  const fn = functionOf(parseModule(text), name);
  return { fn, types: analyzeTypes(fn) };
}

/** The types of functions of one module by their names. */
export function analysedModule(text: string): (name: string) => Analysed {
  const all = analysedFunctions(text);
  return (name) => {
    const found = all.find(({ fn }) => fn.name === name);
    if (!found) throw new Error(`no @${name}`);
    return found;
  };
}

/** All functions of a module with their types. */
export function analysedFunctions(text: string): Analysed[] {
  const module = parseModule(text);
  const cache = new TypeCache(module);
  return module.functions.filter((fn) => !fn.isDeclaration).map((fn) => ({ fn, types: cache.of(fn) }));
}

/** The argument or instruction of this name. */
export function named(fn: Fn, name: string): Value {
  const found = [...fn.args, ...fn.instructions()].find((v) => v.name === name);
  if (!found) throw new Error(`no %${name} in @${fn.name ?? ''}`);
  return found;
}

export function memoryCalls(fn: Fn): (Instruction & CallBase)[] {
  const calls: (Instruction & CallBase)[] = [];
  for (const inst of fn.instructions()) {
    if (inst.opcode === 'call' && /^llvm\.mem(cpy|move|set)\./.test(inst.callee.name ?? '')) calls.push(inst);
  }
  return calls;
}

/** The layouts of both sides of each memcpy and memmove, and of the memory of each memset, in program order. */
export function transfersText({ fn, types }: Analysed): string[] {
  return memoryCalls(fn).flatMap((call) => {
    const length = call.args[2];
    const size = length instanceof ConstantInt ? Number(length.unsigned) : undefined;
    const sides = call.callee.name!.startsWith('llvm.memset.') ? 1 : 2;
    return call.args.slice(0, sides).map((p) => layoutText(types.memoryAt(p, size, call)));
  });
}

/** The kinds of the values that are loaded as integers of so many bits. */
export function integerLoads({ fn, types }: Analysed, bits: number): string[] {
  const kinds: string[] = [];
  for (const inst of fn.instructions()) {
    if (inst.opcode === 'load' && inst.type.kind === 'integer' && inst.type.bits === bits) {
      kinds.push(kindText(types.valueKind(inst)));
    }
  }
  return kinds;
}
