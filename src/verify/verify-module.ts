import type { Module, Type } from '../ir/index.ts';
import { Fn, GlobalAlias, type GlobalValue, type GlobalVariable, StructType } from '../ir/index.ts';
import type { ConstantVerifier } from './verify-constant.ts';
import type { Report } from './report.ts';
import { nameOf } from './report.ts';
import { isSized } from './type-check.ts';

const declarationLinkages: ReadonlySet<string | undefined> = new Set([undefined, 'external', 'extern_weak']);

/** Checks what stands at the top level of a module: everything but the bodies of functions. */
export class ModuleVerifier {
  readonly #module: Module;
  readonly #report: Report;
  readonly #constants: ConstantVerifier;
  readonly #types = new Set<Type>();

  constructor(module: Module, report: Report, constants: ConstantVerifier) {
    this.#module = module;
    this.#report = report;
    this.#constants = constants;
  }

  verify(): void {
    const { globals, functions, aliases } = this.#module;
    const names = new Set<string>();
    for (const value of [...globals, ...aliases, ...functions]) this.#verifyGlobal(value, names);
    for (const value of globals) this.#verifyVariable(value);
    for (const value of functions) this.#verifyFunctionHead(value);
  }

  #verifyGlobal(value: GlobalValue, names: Set<string>): void {
    const { name } = value;
    if (value.parent !== this.#module) this.#bad(value, 'is listed in a module that it does not belong to');
    if (name !== undefined) {
      if (names.has(name)) this.#bad(value, 'stands twice in the module');
      names.add(name);
      if (this.#module.symbol(name) !== value)
        this.#bad(value, 'is not what the module knows under this name');
    }
    this.verifyType(value.valueType);
    if (value instanceof GlobalAlias) {
      this.#constants.verify(value.target, value);
      if (value.target.type.kind !== 'pointer') this.#bad(value, 'stands for something that is no pointer');
    }
  }

  #bad(value: GlobalValue, message: string): void {
    this.#report.add('FX2006', `the global ${nameOf(value)} ${message}`);
  }

  #verifyVariable(value: GlobalVariable): void {
    const { initializer } = value;
    if (!initializer) {
      if (!declarationLinkages.has(value.linkage))
        this.#bad(value, `has no initialiser, but is ${value.linkage}`);
      return;
    }
    if (initializer.type !== value.valueType) {
      this.#report.add('FX2003', `the initialiser of ${nameOf(value)} has type ${initializer.type}`);
    }
    if (!isSized(value.valueType)) this.#bad(value, `has type ${value.valueType}, which has no size`);
    if (value.linkage === 'extern_weak' || value.linkage === 'external') {
      this.#bad(value, `has an initialiser, but is ${value.linkage}`);
    }
    this.#constants.verify(initializer, value);
  }

  #verifyFunctionHead(fn: Fn): void {
    const { parameters } = fn.valueType;
    const matches =
      fn.args.length === parameters.length &&
      fn.args.every((a, i) => a.type === parameters[i] && a.parent === fn && a.index === i);
    if (!matches) this.#bad(fn, 'has parameters that do not match its type');
    if (fn.isDeclaration) {
      if (!declarationLinkages.has(fn.linkage)) this.#bad(fn, `has no body, but is ${fn.linkage}`);
      if (fn.comdat) this.#bad(fn, 'has no body, but is in a comdat');
    } else if (fn.linkage === 'extern_weak') {
      this.#bad(fn, 'has a body, but is extern_weak');
    }
    for (const value of [fn.personality, fn.prefixData, fn.prologueData]) {
      if (value) this.#constants.verify(value, fn);
    }
  }

  /** Identified structs must be listed in the module, or their definitions are not printed. */
  verifyType(type: Type): void {
    const work = [type];
    for (let next = work.pop(); next; next = work.pop()) {
      if (this.#types.has(next)) continue;
      this.#types.add(next);
      if (
        next instanceof StructType &&
        next.name !== undefined &&
        this.#module.structTypes.get(next.name) !== next
      ) {
        this.#report.add('FX2006', `the struct %${next.name} is not listed in the module`);
      }
      work.push(...componentsOf(next));
    }
  }
}

function componentsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'array':
    case 'vector':
      return [type.element];
    case 'struct':
      return type.elements ?? [];
    case 'function':
      return [type.returnType, ...type.parameters];
    case 'target':
      return type.types;
    default:
      return [];
  }
}
